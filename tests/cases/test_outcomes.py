"""How matters ended, what a case brought, and what keeps a case open."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from cases.actions import (
    add_benefit,
    approve_stage,
    ask_for_stage,
    change_benefit,
    close_case,
    end_matter,
    move_matter,
    remove_benefit,
    reopen_case,
)
from cases.models import Benefit, Case, Matter
from cases.queries import benefit_of, benefits_of, close_blockers, matter_of
from cases.rules.matters import type_of
from cases.rules.outcomes import BENEFITS, wrong_with
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import DONE, AuditEntry
from clinic.tenancy.current import bind, today
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.cases.test_matters import settle, stopped

DAY = date(2026, 3, 6)
USUAL: dict[str, Any] = {
    "obtained_on": DAY, "ends_on": None, "asked": None, "ordered": None, "paid": None,
    "currency": "",
}  # fmt: skip
MONEY = {**USUAL, "asked": Decimal(900), "ordered": Decimal(700), "currency": "USD"}


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


@pytest.fixture
def matter(case: Case, attorney: Actor) -> Matter:
    return matter_of(attorney, Matter.objects.get(case=case).pk)


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        ("work_permit", USUAL, None),
        ("work_permit", {**USUAL, "ends_on": DAY + timedelta(days=730)}, None),
        ("work_permit", {**USUAL, "obtained_on": None}, "day_missing"),
        ("work_permit", {**USUAL, "obtained_on": DAY + timedelta(days=1)}, "future_day"),
        ("work_permit", {**USUAL, "obtained_on": date(225, 9, 29)}, "day_too_old"),
        ("work_permit", {**USUAL, "ends_on": date(9999, 1, 1)}, "day_too_far"),
        ("work_permit", {**USUAL, "ends_on": DAY}, "ends_before"),
        ("work_permit", {**USUAL, "asked": Decimal(1), "currency": "USD"}, "no_money"),
        ("restitution", MONEY, None),
        ("restitution", {**MONEY, "paid": Decimal(700)}, None),
        ("restitution", {**MONEY, "paid": Decimal("700.01")}, "paid_more"),
        ("restitution", {**MONEY, "ordered": None, "paid": Decimal(1)}, "paid_more"),
        ("restitution", {**MONEY, "ordered": None, "obtained_on": None}, None),
        ("restitution", {**MONEY, "ordered": None}, "nothing_ordered"),
        ("restitution", {**MONEY, "obtained_on": None}, "day_missing"),
        ("restitution", {**MONEY, "currency": ""}, "currency_missing"),
        ("restitution", {**MONEY, "currency": "XXX"}, "currency_missing"),
        ("restitution", {**MONEY, "asked": Decimal(-1)}, "amount_range"),
        ("restitution", USUAL, "amount_missing"),
    ],
)
def test_days_and_amounts_fit_together(kind: str, facts: dict[str, Any], code: str | None) -> None:
    wrong = wrong_with(kind, today=DAY, **facts)
    assert (wrong.code if wrong else None) == code


def test_every_kind_can_be_recorded(case: Case, attorney: Actor) -> None:
    for kind, about in BENEFITS.items():
        facts = MONEY if about.money else USUAL
        add_benefit(attorney, case=case, kind=kind, **facts)
    assert len(benefits_of(attorney, case)) == len(BENEFITS)


def test_restitution_is_asked_for_then_ordered_then_paid_after_the_case_was_closed(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    asked = add_benefit(
        attorney, case=case, kind="restitution", matter=matter, asked=Decimal(900), currency="USD",
        note="Asked in the victim statement.",
    )  # fmt: skip
    close_case(supervisor, case=case, outcome="granted", reason="Done.", version=case.version)
    facts = {**MONEY, "paid": Decimal("250.50"), "note": "First payment."}
    change_benefit(attorney, benefit=asked, version=1, matter=matter, **facts)
    row = Benefit.objects.select_related("key").get()
    assert (row.obtained_on, row.ordered, row.paid) == (DAY, Decimal(700), Decimal("250.50"))
    assert (row.note, row.version) == ("First payment.", 2)
    entry = AuditEntry.objects.get(verb="benefit.changed", outcome=DONE)
    assert set(entry.fields) == {"obtained_on", "ordered", "paid", "note"}
    assert entry.detail == {"benefit": "restitution"}


def test_the_same_said_anew_is_recorded_as_no_change(case: Case, attorney: Actor) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL)
    change_benefit(attorney, benefit=made, version=1, **USUAL)
    assert AuditEntry.objects.get(verb="benefit.changed").fields == []


def test_who_comes_second_is_told(case: Case, attorney: Actor, advocate: Actor) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL)
    change_benefit(attorney, benefit=made, version=1, **{**USUAL, "note": "Two counts."})
    late = {**USUAL, "note": "One count."}
    assert stopped(change_benefit, advocate, benefit=made, version=1, **late) == "changed_meanwhile"
    assert Benefit.objects.select_related("key").get().note == "Two counts."


def test_what_was_recorded_by_mistake_goes_with_a_reason_and_is_not_lost(
    case: Case, attorney: Actor
) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL)
    assert stopped(remove_benefit, attorney, benefit=made, reason="  ", version=1) == (
        "reason_missing"
    )
    remove_benefit(attorney, benefit=made, reason="Of another case.", version=1)
    assert benefits_of(attorney, case) == []
    told = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/timeline/").content.decode()
    assert "Taken out what was recorded by mistake" in told
    with pytest.raises(NotVisible):
        benefit_of(attorney, made.pk)
    assert Benefit.objects.select_related("key").get().removed_reason == "Of another case."
    assert stopped(remove_benefit, attorney, benefit=made, reason="Again.", version=2) == "removed"


def test_a_matter_of_another_case_is_not_taken(
    case: Case, coordinator: Actor, attorney: Actor
) -> None:
    other = Matter.objects.get(case=make_case(coordinator, attorney))
    assert stopped(add_benefit, attorney, case=case, kind="vacatur", matter=other, **USUAL) == (
        "unknown_choice"
    )


def test_who_is_not_on_the_case_sees_and_writes_nothing(
    case: Case, attorney: Actor, stranger: Actor
) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL)
    assert benefits_of(stranger, case) == []
    for act, said in (
        (add_benefit, {"case": case, "kind": "vacatur", **USUAL}),
        (change_benefit, {"benefit": made, "version": 1, **USUAL}),
        (remove_benefit, {"benefit": made, "version": 1, "reason": "x"}),
    ):
        with pytest.raises(Refused):
            act(stranger, **said)
    assert Benefit.objects.count() == 1


def test_notes_are_sealed(case: Case, attorney: Actor) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL, note="Zebra-planted-note")
    remove_benefit(attorney, benefit=made, reason="Zebra-planted-reason", version=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(b)::text FROM cases_benefit b")
        [(text,)] = cursor.fetchall()
    sealed = bytes.fromhex("".join(text.split('"note":"\\\\x')[1].split('"')[0]))
    assert b"Zebra" not in sealed
    assert "Zebra" not in text


# closing


def begun(attorney: Actor, supervisor: Actor, matter: Matter) -> Matter:
    """Take the matter past its first stage."""
    matter = settle(attorney, matter)
    to = next(code for code in ("prepare", "plan") if code in _codes(matter))
    try:
        return matter_of(
            attorney,
            move_matter(attorney, matter=matter, to=to, version=matter.version).pk,
        )
    except Blocked:
        ask_for_stage(attorney, matter=matter, to=to, version=matter.version)
        fresh = matter_of(supervisor, matter.pk)
        approve_stage(supervisor, matter=fresh, version=fresh.version)
        return matter_of(attorney, matter.pk)


def _codes(matter: Matter) -> list[str]:
    return list(type_of(matter.kind).moves(matter.stage))


def closing(actor: Actor, case: Case) -> Any:
    fresh = Case.objects.select_related("client__key", "key").get(pk=case.pk)
    return close_case(actor, case=fresh, outcome="granted", reason="Done.", version=fresh.version)


def test_a_matter_that_never_began_ends_with_its_case(
    case: Case, matter: Matter, attorney: Actor
) -> None:
    closing(attorney, case)
    matter.refresh_from_db()
    assert (matter.outcome, matter.ended_on) == ("granted", today())


def test_a_case_stays_open_until_each_matter_ended_with_a_second_person_and_an_outcome(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = begun(attorney, supervisor, matter)
    assert stopped(closing, attorney, case) == "still_open"
    assert "still going on" in close_blockers(case)[0].text
    ask_for_stage(
        attorney, matter=matter, to="closed", version=matter.version, reason="Client left."
    )
    assert "waits for a second person" in close_blockers(case)[0].text
    matter = matter_of(supervisor, matter.pk)
    approve_stage(supervisor, matter=matter, version=matter.version)
    assert "how it ended" in close_blockers(case)[0].text
    assert stopped(closing, attorney, case) == "still_open"
    matter = matter_of(attorney, matter.pk)
    end_matter(
        attorney, matter=matter, outcome="client_ended", ended_on=today(), version=matter.version
    )
    assert close_blockers(case) == []
    closing(attorney, case)
    matter.refresh_from_db()
    assert matter.outcome == "client_ended"


def test_a_matter_that_goes_on_again_has_not_ended(
    case: Case, matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    matter = begun(attorney, supervisor, matter)
    first = matter.stage
    ask_for_stage(attorney, matter=matter, to="closed", version=matter.version, reason="Stopped.")
    matter = matter_of(supervisor, matter.pk)
    approve_stage(supervisor, matter=matter, version=matter.version)
    matter = matter_of(attorney, matter.pk)
    end_matter(attorney, matter=matter, outcome="denied", ended_on=today(), version=matter.version)
    closing(supervisor, case)
    reopened = Case.objects.select_related("client__key", "key").get()
    reopen_case(supervisor, case=reopened, version=reopened.version)
    matter = matter_of(attorney, matter.pk)
    ask_for_stage(
        attorney, matter=matter, to=first, version=matter.version, reason="A motion to reopen."
    )
    matter = matter_of(supervisor, matter.pk)
    approve_stage(supervisor, matter=matter, version=matter.version)
    matter.refresh_from_db()
    assert (matter.outcome, matter.ended_on) == ("", None)


def test_an_outcome_that_was_said_too_early_falls_when_the_matter_goes_on(
    matter: Matter, attorney: Actor, supervisor: Actor
) -> None:
    end_matter(attorney, matter=matter, outcome="denied", ended_on=today(), version=matter.version)
    matter = begun(attorney, supervisor, matter_of(attorney, matter.pk))
    assert (matter.outcome, matter.ended_on) == ("", None)


def test_a_matter_does_not_end_on_a_future_day(matter: Matter, attorney: Actor) -> None:
    tomorrow = today() + timedelta(days=1)
    said = {"matter": matter, "outcome": "granted", "ended_on": tomorrow, "version": matter.version}
    assert stopped(end_matter, attorney, **said) == "future_day"


def test_the_page_says_what_keeps_the_case_open_and_takes_what_it_brought(
    case: Case, attorney: Actor, supervisor: Actor, matter: Matter
) -> None:
    begun(attorney, supervisor, matter)
    browser = browsing_as(attorney)
    home = f"/harbor/cases/{case.pk}/outcome/"
    assert "still going on" in browser.get(home).content.decode()
    form = browser.get(f"/harbor/cases/{case.pk}/benefits/add/").context["form"]
    said = {"once": form["once"].value(), "kind": "restitution", "asked": "12,00"}
    answer = browser.post(f"/harbor/cases/{case.pk}/benefits/add/", said)
    assert answer.status_code == 422
    assert Benefit.objects.count() == 0
    assert "12,00" in answer.content.decode()  # nothing that was typed is lost
    said |= {"asked": "1200.00", "currency": "USD", "note": "‏مذكرة"}
    for _ in range(2):  # a double click records it once
        answer = browser.post(f"/harbor/cases/{case.pk}/benefits/add/", said)
        assert answer.status_code == 302
    page = browser.get(home).content.decode()
    assert "USD 1,200.00" in page
    assert "nothing ordered yet" in page
    timeline = browser.get(f"/harbor/cases/{case.pk}/timeline/").content.decode()
    assert "Recorded what the case brought" in timeline


def test_another_clinic_finds_nothing(case: Case, attorney: Actor) -> None:
    made = add_benefit(attorney, case=case, kind="vacatur", **USUAL)
    elsewhere = make_member(make_clinic("elsewhere"), "coordinator", "supervisor")
    with bind(elsewhere.clinic):
        assert not Benefit.objects.filter(pk=made.pk).exists()
        with pytest.raises(NotVisible):
            benefit_of(elsewhere, made.pk)
