"""A subpoena from the day it comes to the day it ends, and who learns what of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from cases.models import Case
from cases.queries import next_steps_of
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import new_id
from filings.models import Deadline
from records import actions
from records.models import Demand, Hold
from records.queries import counsel_for, why_not_shredded
from records.rules import demands as rules
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.everywhere.recipes import fresh
from tests.everywhere.world_demands import as_it_is, said_of_demand, serve_on

pytestmark = pytest.mark.django_db
DUE = timedelta(days=20)


@pytest.fixture
def team(db: None) -> Iterator[dict[str, Actor]]:
    clinic = make_clinic("harbor")
    people = {
        "coordinator": make_member(clinic, "coordinator"),
        "supervisor": make_member(clinic, "supervisor", name="Sole Supervisor"),
        "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
        "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        "other": make_member(clinic, "attorney", name="Not On It"),
    }
    with bind(clinic):
        yield people


@pytest.fixture
def case(team: dict[str, Actor]) -> Case:
    return make_case(team["coordinator"], team["attorney"], team["advocate"])


def client_of(case: Case) -> Client:
    return Client.objects.select_related("key").get(pk=case.client_id)


def stop_of(act: Any) -> str:
    with pytest.raises(Refused) as stop:
        act()
    return stop.value.code


def test_what_comes_freezes_all_and_keeps_its_day(team: dict[str, Actor], case: Case) -> None:
    demand = serve_on(team["advocate"], client_of(case), case=case, due_on=today() + DUE)
    hold = Hold.objects.get(client=case.client_id, lifted_at=None)
    assert why_not_shredded(client_of(case)) == "on_hold"
    assert demand.deadline is not None
    assert (demand.deadline.outer, demand.deadline.status) == (today() + DUE, Deadline.OPEN)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"demand.logged", "hold.placed", "deadline.set"} <= verbs
    assert stop_of(lambda: actions.lift_hold(team["supervisor"], hold=hold, reason="So.")) == (
        "demand_open"
    )
    steps = next_steps_of(team["advocate"], fresh(case))
    assert [step for step in steps if str(demand.pk) in step.url]


def test_a_closed_matter_has_no_deadline_and_says_so(team: dict[str, Actor], case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=today())
    demand = serve_on(team["coordinator"], client_of(case), case=fresh(case), due_on=today() + DUE)
    assert demand.deadline is None
    page = browsing_as(team["coordinator"]).get(
        reverse("records:demand", args=["harbor", demand.pk])
    )
    assert "every day after it until the demand has ended" in page.content.decode()


def test_a_moved_day_moves_the_deadline_and_the_end_settles_it(
    team: dict[str, Actor], case: Case
) -> None:
    demand = serve_on(team["attorney"], client_of(case), case=case, due_on=today() + DUE)
    first = demand.deadline
    assert first is not None
    said = {"demanded_by": "Another court", "reference": "", "wanted": demand.wanted or ""}
    later = today() + 2 * DUE
    demand = actions.change_demand(
        team["attorney"], demand=as_it_is(demand), version=1, due_on=later, said=said
    )
    assert demand.demanded_by == "Another court"
    assert demand.deadline is not None
    assert demand.deadline.outer == later
    assert Deadline.objects.get(pk=first.pk).status == "removed"
    demand = actions.assign_counsel(
        team["coordinator"], demand=demand, counsel=seat_of(team["attorney"]), version=2
    )
    actions.end_demand(
        team["attorney"],
        demand=as_it_is(demand),
        version=3,
        ending="objected",
        answer="Privileged.",
    )
    assert Deadline.objects.get(outer=later).status == "done"
    # The hold stays until somebody lifts it.
    assert Hold.objects.filter(client=case.client_id, lifted_at=None).exists()
    ended = as_it_is(demand)
    again: dict[str, Any] = {"version": 4, "ending": "quashed", "answer": "Twice."}
    assert stop_of(lambda: actions.end_demand(team["attorney"], demand=ended, **again)) == (
        "demand_ended"
    )


def test_nothing_is_given_before_counsel_is_named_and_the_client_told(
    team: dict[str, Actor], case: Case
) -> None:
    demand = serve_on(team["advocate"], client_of(case), case=case)

    def end(**changes: Any) -> Demand:
        said: dict[str, Any] = {"ending": "complied", "answer": "Two letters.", **changes}
        now = as_it_is(demand)
        return actions.end_demand(team["attorney"], demand=now, version=now.version, **said)

    assert stop_of(end) == "no_counsel"
    actions.assign_counsel(
        team["coordinator"], demand=as_it_is(demand), counsel=seat_of(team["attorney"]), version=1
    )
    assert stop_of(end) == "client_not_told"
    assert stop_of(lambda: end(told_on=today() + timedelta(days=1))) == "impossible_day"
    assert stop_of(lambda: end(answer="  ")) == "no_reason"
    assert stop_of(lambda: end(ending="won")) == "unknown_choice"
    assert end(told_note="Every way to reach her is unsafe.").state == "complied"


def test_counsel_is_somebody_who_may_see_the_client(team: dict[str, Actor], case: Case) -> None:
    demand = serve_on(team["coordinator"], client_of(case), case=case)
    names = {seat.user.name for seat in counsel_for(demand)}
    assert names == {"Sole Supervisor", "Anna Anwalt"}
    refused = stop_of(
        lambda: actions.assign_counsel(
            team["coordinator"], demand=demand, counsel=seat_of(team["other"]), version=1
        )
    )
    assert refused == "not_counsel"


def test_sent_twice_is_one_and_an_older_version_undoes_nothing(
    team: dict[str, Actor], case: Case
) -> None:
    client, one = client_of(case), new_id()
    said = said_of_demand(case=case)
    actions.log_demand(team["attorney"], client=client, demand_id=one, **said)
    assert (
        stop_of(lambda: actions.log_demand(team["attorney"], client=client, demand_id=one, **said))
        == "sent_twice"
    )
    assert Demand.objects.count() == 1
    with pytest.raises(Blocked) as stop:
        actions.change_demand(
            team["attorney"], demand=as_it_is(Demand.objects.get()), version=7, due_on=None,
            said={"demanded_by": "x", "reference": "", "wanted": "y"},
        )  # fmt: skip
    assert stop.value.code == "changed_meanwhile"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"served_on": date(2100, 1, 1)}, "future_day"),
        ({"served_on": date(225, 1, 1)}, "day_too_old"),
        ({"due_on": date(2001, 1, 1)}, "day_before"),
        ({"due_on": date(9999, 1, 1)}, "day_too_far"),
        ({"kind": "wish"}, "unknown_choice"),
        ({"served_how": "dove"}, "unknown_choice"),
    ],
)
def test_what_cannot_be_is_refused(
    team: dict[str, Actor], case: Case, changes: dict[str, Any], code: str
) -> None:
    client = client_of(case)
    assert stop_of(lambda: serve_on(team["attorney"], client, case=case, **changes)) == code
    assert not Demand.objects.exists()
    assert not Hold.objects.exists()


def test_another_clients_case_is_no_choice(team: dict[str, Actor], case: Case) -> None:
    other = make_case(team["coordinator"], team["attorney"])
    refused = stop_of(lambda: serve_on(team["attorney"], client_of(case), case=other))
    assert refused == "unknown_choice"


def test_an_advocate_logs_and_follows_it_and_reads_no_answer(
    team: dict[str, Actor], case: Case
) -> None:
    desk = browsing_as(team["advocate"])
    here = reverse("records:log_demand", args=["harbor", case.client_id])
    assert "Say neither yes nor no" in desk.get(here).content.decode()
    said = {
        "once": OnceField.signed(new_id()), "kind": "warrant", "case": str(case.pk),
        "served_on": today().isoformat(), "served_how": "visit", "demanded_by": "Two officers",
        "wanted": "The whole file.", "due_on": "", "no_day": "",
    }  # fmt: skip
    assert desk.post(here, said).status_code == 422  # neither a day nor "none"
    answer = desk.post(here, {**said, "no_day": "on"}, follow=True)
    assert "Two officers" in answer.content.decode()
    assert desk.post(here, {**said, "no_day": "on"}).status_code == 302
    demand = as_it_is(Demand.objects.get())
    demand = actions.assign_counsel(
        team["coordinator"], demand=demand, counsel=seat_of(team["attorney"]), version=1
    )
    actions.end_demand(
        team["attorney"], demand=as_it_is(demand), version=2, ending="objected",
        answer="Strategy for court.",
    )  # fmt: skip
    place = reverse("records:demand", args=["harbor", demand.pk])
    read = desk.get(place).content.decode()
    assert "Objected, and nothing was given" in read
    assert "Strategy for court" not in read
    assert "Strategy for court" in browsing_as(team["attorney"]).get(place).content.decode()
    assert browsing_as(team["other"]).get(place).status_code == 404


def test_a_stale_form_keeps_its_words_and_offers_what_stands_now(
    team: dict[str, Actor], case: Case
) -> None:
    demand = serve_on(team["attorney"], client_of(case), case=case)
    place = reverse("records:change_demand", args=["harbor", demand.pk])
    said = {"version": "0", "demanded_by": "My own words", "wanted": "All.", "due_on": ""}
    answer = browsing_as(team["attorney"]).post(place, said)
    assert answer.status_code == 409
    assert "My own words" in answer.content.decode()
    assert answer.context["form"]["version"].value() == 1


def test_nothing_of_it_lies_in_clear(team: dict[str, Actor], case: Case) -> None:
    demand = serve_on(
        team["attorney"], client_of(case), case=case, demanded_by="Planted tribunal",
        reference="Planted reference", wanted="Planted words",
    )  # fmt: skip
    actions.assign_counsel(
        team["coordinator"], demand=demand, counsel=seat_of(team["attorney"]), version=1
    )
    actions.end_demand(
        team["attorney"], demand=as_it_is(demand), version=2, ending="complied",
        answer="Planted answer", told_note="Planted telling",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM records_demand AS t")
        (kept,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(t::text, ' ') FROM audit_auditentry AS t")
        (trail,) = cursor.fetchone()
    for form in ("Planted", b"Planted".hex()):
        assert form not in kept
        assert form not in trail


def test_fourteen_days_to_object_or_the_day_named_if_that_is_sooner() -> None:
    came = date(2026, 3, 2)
    told = rules.objection_by
    assert told("subpoena_records", "us", came, None) == date(2026, 3, 16)
    assert told("subpoena_records", "us", came, date(2026, 3, 9)) == date(2026, 3, 9)
    assert told("subpoena_records", "us", came, date(2026, 5, 1)) == date(2026, 3, 16)
    assert told("subpoena_records", "uk", came, None) is None
    assert told("warrant", "us", came, None) is None
