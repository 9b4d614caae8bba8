"""Who took a case on and is silent: found once, heard of again, answered, behind walls."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from zeal import zeal_ignore

from agenda import actions, queries
from agenda.models import Silence
from agenda.queries.handing import silences_hanging
from agenda.queries.silence import newly_silent
from agenda.tasks import look_into
from cases import actions as case_actions
from cases.models import Assignment, Case
from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import AuditEntry
from clinic.pages.templatetags.alcove import local_date
from clinic.tenancy.current import begin_of, bind, day_of, on_the_wall, today
from filings.models import Leave
from tests.browser.watch import picture
from tests.builders import browsing_as, calling_as, make_case, make_clinic, make_member, seat_of
from tests.everywhere.world_agenda import add_for
from tests.everywhere.world_hours import hours_for
from tests.interpreters.test_looks import faults, page_of, session_of
from tests.pages.browser import chromium
from tests.pages.test_look import MIXED


def quiet_for(case: Case, days: int) -> None:
    """Let everybody have been given the case so long ago, and nothing have been done since."""
    Assignment.objects.filter(case=case).update(
        assigned_at=timezone.now() - timedelta(days=days, minutes=1)
    )


def found() -> list[str]:
    """Return whom a scan would find, by role."""
    return sorted(assignment.role for assignment, _heard, _why in newly_silent())


def scan(case: Case) -> list[str]:
    look_into(case.clinic.pk)
    rows = Silence.objects.filter(ended_at=None).select_related("assignment")
    return sorted(row.assignment.role for row in rows)


def test_nobody_is_silent_before_the_days_are_over(case: Case) -> None:
    quiet_for(case, 29)
    assert found() == []
    quiet_for(case, 30)
    assert found() == ["advocate", "attorney"]


@pytest.mark.parametrize(
    "sign",
    [
        lambda actor, case: case_actions.add_note(
            actor, case=case, privilege="shared", body="Spoke with the school."
        ),
        lambda actor, case: hours_for(actor, case),
        lambda actor, case: add_for(actor, case),
        lambda actor, case: case_actions.view_case(actor, case=case),
    ],
)
def test_any_act_and_any_look_is_a_sign(
    case: Case, attorney: Actor, sign: Callable[[Actor, Case], Any]
) -> None:
    quiet_for(case, 40)
    sign(attorney, case)
    assert found() == ["advocate"]


@pytest.mark.parametrize(
    "sign",
    [
        lambda actor, client: clients.reveal_identity(actor, client=client, reason="meeting"),
        lambda actor, client: clients.reach_out(actor, client=client, channel="phone"),
    ],
)
def test_what_is_done_from_the_clients_pages_is_a_sign_for_her_cases(
    case: Case, attorney: Actor, coordinator: Actor, sign: Callable[[Actor, Any], Any]
) -> None:
    other = make_case(coordinator, attorney)
    quiet_for(case, 40)
    quiet_for(other, 40)
    sign(attorney, Client.objects.select_related("key").get(pk=case.client_id))
    assert found() == ["advocate", "attorney"]
    Assignment.objects.filter(case=other).update(ended_at=timezone.now())
    assert found() == ["advocate"]


def test_another_persons_act_is_no_sign(case: Case, coordinator: Actor) -> None:
    quiet_for(case, 40)
    add_for(coordinator, case)
    assert found() == ["advocate", "attorney"]


def test_a_scan_notes_each_once_and_takes_out_who_is_heard_of(
    case: Case, attorney: Actor, coordinator: Actor
) -> None:
    quiet_for(case, 40)
    for _turn in range(3):
        assert scan(case) == ["advocate", "attorney"]
    assert Silence.objects.count() == 2
    assert AuditEntry.objects.filter(verb="silence.noted", actor_kind="silence").count() == 2
    add_for(attorney, case)
    assert scan(case) == ["advocate"]
    on_it = Assignment.objects.select_related("case__client").get(case=case, role="advocate")
    case_actions.end_assignment(coordinator, assignment=on_it)
    assert scan(case) == []


def test_who_is_away_or_whose_case_is_closed_is_left_alone(
    case: Case, attorney: Actor, advocate: Actor
) -> None:
    quiet_for(case, 40)
    Leave.objects.create(membership=seat_of(attorney), starts=today(), ends=today())
    assert found() == ["advocate"]
    Leave.objects.create(
        membership=seat_of(advocate), starts=today(), ends=today(), cancelled_at=timezone.now()
    )
    assert found() == ["advocate"]
    Case.objects.filter(pk=case.pk).update(closed_on=today(), stage="closed")
    assert found() == []


def one(case: Case, coordinator: Actor) -> Silence:
    quiet_for(case, 40)
    scan(case)
    return queries.silences(coordinator).get(assignment__role="attorney")


def test_all_is_well_until_the_day_to_look_again(case: Case, coordinator: Actor) -> None:
    silence = one(case, coordinator)
    said = {"silence": silence, "answer": "well", "version": 1}
    for day in (None, today(), today() + timedelta(days=121)):
        with pytest.raises(Blocked) as stop:
            actions.answer_silence(coordinator, look_again_on=day, **said)  # type: ignore[arg-type]
        assert stop.value.code == "look_again_missing"
    actions.answer_silence(
        coordinator, silence=silence, answer="well", version=1,
        look_again_on=today() + timedelta(days=14),
    )  # fmt: skip
    assert scan(case) == ["advocate"]
    Silence.objects.filter(pk=silence.pk).update(look_again_on=today())
    assert scan(case) == ["advocate", "attorney"]
    with pytest.raises(Blocked) as stop:
        actions.answer_silence(coordinator, silence=silence, answer="reassign", version=2)
    assert stop.value.code == "silence_over"


def test_the_day_of_the_last_sign_is_told_and_never_its_hour(
    case: Case, coordinator: Actor
) -> None:
    """Who may not read a note must not learn the minute in which one was written."""
    silence = one(case, coordinator)
    day, hour = day_of(silence.heard_at), on_the_wall(silence.heard_at).strftime("%H:%M")
    told = calling_as(coordinator).read(f"silences/{silence.pk}")
    assert "heard_at" not in told
    assert told["heard_on"] == day.isoformat()
    page = browsing_as(coordinator).get(f"/harbor/silent/{silence.pk}/").content.decode()
    assert local_date(silence.heard_at) in page
    assert hour not in page
    (hangs,) = silences_hanging(coordinator, case, silence.assignment.membership)
    assert local_date(silence.heard_at) in str(hangs.text)
    assert hour not in str(hangs.text)


def test_silence_begins_with_a_day_and_not_with_the_hour_of_the_last_sign(case: Case) -> None:
    """Nothing that is noted, listed or counted moves at the minute of an act."""
    morning = begin_of(today() - timedelta(days=29))
    Assignment.objects.filter(case=case).update(assigned_at=morning)
    assert found() == []
    Assignment.objects.filter(case=case).update(assigned_at=morning - timedelta(seconds=1))
    assert found() == ["advocate", "attorney"]
    scan(case)
    row = Silence.objects.select_related("assignment__membership__user").first()
    assert row is not None
    assert queries.silence_line(row).days == 30


def test_what_is_to_go_to_somebody_else_stays_until_it_went(case: Case, coordinator: Actor) -> None:
    silence = one(case, coordinator)
    browser = browsing_as(coordinator)
    answer = browser.post(f"/harbor/silent/{silence.pk}/", {"version": "1", "answer": "reassign"})
    assert answer.status_code == 302
    assert scan(case) == ["advocate", "attorney"]
    assert "To be given to somebody else" in browser.get("/harbor/silent/").content.decode()
    on_it = Assignment.objects.select_related("case__client").get(case=case, role="attorney")
    case_actions.end_assignment(coordinator, assignment=on_it)
    assert scan(case) == ["advocate"]


def test_the_queue_is_of_those_who_give_cases_and_no_wall_keeps_out(
    case: Case, coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    silence = one(case, coordinator)
    for actor in (coordinator, supervisor):
        for page in ("silent/", "?for=team"):
            assert case.number in browsing_as(actor).get(f"/harbor/{page}").content.decode(), page
    assert browsing_as(attorney).get("/harbor/silent/").status_code == 403
    clients.raise_wall(
        coordinator, client=case.client, membership=seat_of(supervisor), reason="Named in it."
    )
    assert case.number not in browsing_as(supervisor).get("/harbor/silent/").content.decode()
    with pytest.raises(NotVisible):
        queries.silence_of(supervisor, silence.pk)


def test_a_supervisor_sets_after_how_many_days(
    case: Case, supervisor: Actor, coordinator: Actor
) -> None:
    quiet_for(case, 40)
    answer = browsing_as(supervisor).post("/harbor/silent/days/", {"days": "60"})
    assert answer.status_code == 302
    assert found() == []
    actions.set_silence_days(supervisor, days=35)
    assert found() == ["advocate", "attorney"]
    with pytest.raises(Refused):
        actions.set_silence_days(coordinator, days=90)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("look", MIXED)
def test_the_pages_hold_in_every_look(transactional_db: None, live_server: Any, look: str) -> None:
    with transaction.atomic():
        actor = make_member(make_clinic("harbor"), "coordinator", "supervisor", "attorney")
    with bind(actor.clinic), transaction.atomic(), zeal_ignore():
        other = make_member(actor.clinic, "attorney", name="محامية باسم طويل جدا")
        case = make_case(actor, other)
        Assignment.objects.update(assigned_at=timezone.now() - timedelta(days=44))
        row = Assignment.objects.select_related("case__client").get(case=case)
        silence = actions.note_silence(
            Actor.system(actor.clinic, "silence"), assignment=row, heard_at=row.assigned_at
        )
    session, wrong = session_of(actor), []
    with chromium() as browser:
        page = page_of(browser, session, live_server.url, look)
        for address in ("silent/", f"silent/{silence.pk}/", "silent/days/", "?for=team"):
            answer = page.goto(f"/harbor/{address}")
            assert answer is not None
            assert answer.status == 200
            picture(page, f"silent {look} {address[:14]}")
            wrong += [f"{address}: {fault}" for fault in faults(page)]
    assert wrong == []
