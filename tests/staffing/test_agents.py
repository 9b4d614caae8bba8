"""Who works under attorneys: paralegals and law students prepare and record, and decide nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from cases.actions import add_note, assign_case, end_assignment, give_access, hand_over_case
from cases.models import Assignment, Case
from cases.policy import visible_notes
from cases.queries import is_last_attorney, next_steps_of, suggestions, unassigned, unattended
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.access.roles import ROLES
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from engagement.actions import add_letter, ready_letter, waive_closing
from filings.actions import (
    add_filing,
    enter_appearance,
    move_filing,
    record_receipt,
    set_deadline,
    settle_deadline,
)
from filings.models import Filing
from filings.queries import due_reminders, offered_steps
from tests.builders import browsing_as, calling_as, make_case, make_member, seat_of
from tests.cases.laden import handing

AGENTS = ["paralegal", "student"]
NO_ROLE = "role"
NEVER = {
    "filing.file", "appearance.enter", "deadline.acknowledge", "deadline.settle", "deadline.add",
    "deadline.change", "deadline.approve", "letter.sign", "letter.finish", "letter.approve",
    "emergency.say", "relief.decide", "waiver.agree", "waiver.end", "matter.waive", "matter.move",
    "matter.approve", "case.move", "case.close", "case.assign", "case.reach_all", "glass.break",
    "conflict.view", "conflict.check", "conflict.decide", "client.search", "release.give",
    "referral.send",
    "certification.request", "copy.make", "hold.place", "demand.sort", "demand.work",
    "note.view_advocate", "board.take", "intake.work", "report.caseload",
}  # fmt: skip


@pytest.fixture
def make(coordinator: Actor) -> Callable[..., Actor]:
    def made(role: str, name: str = "") -> Actor:
        return make_member(coordinator.clinic, role, name=name)

    return made


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    return make_case(coordinator, attorney)


def give(coordinator: Actor, case: Case, who: Actor) -> Assignment:
    with zeal_ignore():
        return assign_case(
            coordinator, case=case, membership=seat_of(who), role=seat_of(who).roles[0]
        )


def stop(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refusal, zeal_ignore():
        act()
    return refusal.value.code


@pytest.mark.parametrize("role", AGENTS)
def test_they_hold_nothing_that_decides(role: str) -> None:
    assert ROLES[role] < ROLES["attorney"] | {"note.view_attorney"}
    assert not ROLES[role] & NEVER
    assert ROLES["student"] == ROLES["paralegal"] - {"token.own"}


@pytest.mark.parametrize("role", AGENTS)
def test_they_prepare_a_filing_and_somebody_else_sends_it(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], case: Case, role: str
) -> None:
    who = make(role)
    give(coordinator, case, who)
    with zeal_ignore():
        filing = add_filing(who, case=case, form="I-914")
    for to in ("client_review", "signed"):
        filing = Filing.objects.select_related("case", "key").get(pk=filing.pk)
        with zeal_ignore():
            move_filing(who, filing=filing, to=to, on=today())
    filing = Filing.objects.select_related("case", "key").get(pk=filing.pk)
    assert [code for code, _label in offered_steps(who, filing)] == ["client_review"]
    for to in ("sent", "withdrawn"):
        act = lambda to=to: move_filing(who, filing=filing, to=to, on=today())  # noqa: E731
        assert stop(act) == NO_ROLE
    page = reverse("filings:move", args=[who.clinic.slug, filing.pk])
    with zeal_ignore():
        sent = browsing_as(who).post(
            page, {"version": filing.version, "to": "sent", "on": today().isoformat()}
        )
    assert sent.status_code == 422
    assert Filing.objects.get(pk=filing.pk).status == "signed"
    with zeal_ignore():
        move_filing(attorney, filing=filing, to="sent", on=today())
        filing = Filing.objects.select_related("case", "key").get(pk=filing.pk)
        record_receipt(who, filing=filing, receipt_number="IOE0912345633", on=today())


@pytest.mark.parametrize("role", AGENTS)
def test_they_settle_no_deadline_and_enter_no_appearance(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], case: Case, role: str
) -> None:
    who = make(role)
    give(coordinator, case, who)
    said: dict[str, Any] = {
        "case": case, "outer": today() + timedelta(days=30), "what": "Witness list",
        "order": "Scheduling order", "jurisdictional": False,
    }  # fmt: skip
    assert stop(lambda: set_deadline(who, **said)) == NO_ROLE
    with zeal_ignore():
        deadline = set_deadline(attorney, **said)
    for status in ("done", "waived"):
        assert stop(
            lambda status=status: settle_deadline(  # type: ignore[misc]
                who, deadline=deadline, status=status, reason="Sent."
            )
        ) == NO_ROLE  # fmt: skip
    assert stop(
        lambda: enter_appearance(
            who, case=case, membership=seat_of(attorney), body="uscis", on=today()
        )
    ) == NO_ROLE  # fmt: skip
    # Nor does anybody enter one in their name.
    assert stop(
        lambda: enter_appearance(
            attorney, case=case, membership=seat_of(who), body="uscis", on=today()
        )
    ) == "not_on_case"  # fmt: skip


@pytest.mark.parametrize("role", AGENTS)
def test_they_draft_a_letter_and_finish_none(
    coordinator: Actor, make: Callable[..., Actor], case: Case, role: str
) -> None:
    who = make(role)
    give(coordinator, case, who)
    with zeal_ignore():
        letter = add_letter(who, case=case, letter_id=new_id(), kind="full", matters=["t_visa"])
    act = lambda: ready_letter(who, letter=letter, version=letter.version)  # noqa: E731
    assert stop(act) == NO_ROLE
    waive = lambda: waive_closing(who, case=case, letter_id=new_id(), reason="Moved.")  # noqa: E731
    assert stop(waive) == NO_ROLE
    with zeal_ignore():
        page = browsing_as(who).get(reverse("engagement:letter", args=[who.clinic.slug, letter.pk]))
    text = page.content.decode()
    assert "edit/" in text or "change" in text.lower()
    assert reverse("engagement:ready_letter", args=[who.clinic.slug, letter.pk]) not in text


@pytest.mark.parametrize("role", AGENTS)
def test_they_read_as_attorneys_do_and_never_count_as_one(
    coordinator: Actor, attorney: Actor, advocate: Actor, make: Callable[..., Actor],
    case: Case, role: str,
) -> None:  # fmt: skip
    who = make(role)
    give(coordinator, case, who)
    give(coordinator, case, advocate)
    with zeal_ignore():
        add_note(attorney, case=case, privilege="attorney", body="Weak points.")
        add_note(advocate, case=case, privilege="advocate", body="How she is doing.")
        add_note(who, case=case, privilege="attorney", body="What I found.")
        set_deadline(
            attorney, case=case, outer=today() + timedelta(days=30), what="Witness list",
            order="Scheduling order", jurisdictional=False,
        )  # fmt: skip
    assert {note.privilege for note in visible_notes(who, case)} == {"attorney"}
    # What they wrote under privilege is no advocate's to read.
    assert {note.privilege for note in visible_notes(advocate, case)} == {"advocate"}
    asked = due_reminders(Actor.system(coordinator.clinic, "reminders"), today()).reminders
    assert seat_of(who).pk not in {one.recipient_id for one in asked}
    row = Assignment.objects.get(case=case, membership=seat_of(attorney))
    assert is_last_attorney(row)
    with zeal_ignore():
        end_assignment(coordinator, assignment=row)
    assert [one.pk for one in unassigned(coordinator)] == [case.pk]


def test_a_paralegals_part_goes_to_another_paralegal_alone(
    coordinator: Actor, make: Callable[..., Actor], case: Case
) -> None:
    one, two = make("paralegal"), make("paralegal", name="Petra Zweite")
    lawyer = make("attorney", name="Ludwig Dritter")
    give(coordinator, case, one)
    assert stop(
        lambda: hand_over_case(coordinator, **handing(case, one, lawyer))
    ) == "other_role"  # fmt: skip
    with zeal_ignore():
        hand_over_case(coordinator, **handing(case, one, two, role="paralegal"))


def test_a_student_comes_only_where_an_attorney_is(
    coordinator: Actor, make: Callable[..., Actor], waiting: Case, case: Case
) -> None:
    student = make("student")
    assert stop(lambda: give(coordinator, waiting, student)) == "unattended"
    assert stop(
        lambda: give_access(
            coordinator, case=waiting, membership=seat_of(student), hours=4, reason="Looks."
        )
    ) == "unattended"  # fmt: skip
    (told,) = [one for one in suggestions(coordinator, waiting) if one.role == "student"]
    assert [one.code for one in told.against if one.level == "firm"] == ["unattended"]
    # A paralegal beside her is no attorney; nor is an advocate.
    give(coordinator, waiting, make("paralegal"))
    assert stop(lambda: give(coordinator, waiting, student)) == "unattended"
    give(coordinator, waiting, make("supervising_attorney"))
    assert give(coordinator, waiting, student).role == "student"


def test_whoever_takes_the_last_attorney_off_is_told_of_the_student(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], case: Case
) -> None:
    student = make("student", name="Stine Lernt")
    give(coordinator, case, student)
    row = Assignment.objects.get(case=case, membership=seat_of(attorney))
    page = reverse("cases:end_assignment", args=[coordinator.clinic.slug, row.pk])
    with zeal_ignore():
        text = browsing_as(coordinator).get(page).content.decode()
    assert "Stine Lernt" in text
    assert list(unattended(coordinator)) == []
    with zeal_ignore():
        end_assignment(coordinator, assignment=row)
    assert [one.membership for one in unattended(coordinator)] == [seat_of(student)]
    slug = coordinator.clinic.slug
    with zeal_ignore():
        for route in ("cases:orphans", "desk:today"):
            text = browsing_as(coordinator).get(reverse(route, args=[slug])).content.decode()
            assert "Stine Lernt" in text, route
        steps = next_steps_of(coordinator, case)
        assert "Stine Lernt" in {one.note for one in steps}
        assert not [one for one in next_steps_of(student, case) if one.note == "Stine Lernt"]
        (told,) = calling_as(coordinator).read("left-behind")["students"]
        assert told["case"] == str(case.pk)
        give(coordinator, case, make("attorney", name="Ludwig Dritter"))
    assert list(unattended(coordinator)) == []


def test_somebody_who_leaves_the_clinic_leaves_no_student_unseen(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], case: Case
) -> None:
    give(coordinator, case, make("student"))
    seat = seat_of(attorney)
    seat.ended_at = timezone.now()
    seat.save()
    assert unattended(coordinator).count() == 1


def test_a_student_agrees_to_nothing_of_her_own_or_of_others(
    coordinator: Actor, attorney: Actor, make: Callable[..., Actor], case: Case
) -> None:
    """Each page that decides, by its address."""
    student = make("student")
    give(coordinator, case, student)
    with zeal_ignore():
        letter = add_letter(student, case=case, letter_id=new_id(), kind="full", matters=["t_visa"])
        ready_letter(attorney, letter=letter, version=letter.version)
        browser, slug = browsing_as(student), student.clinic.slug
        for route, pk in (
            ("engagement:approve_letter", letter.pk), ("engagement:sign_client", letter.pk),
            ("engagement:sign_attorney", letter.pk), ("cases:close", case.pk),
            ("cases:move", case.pk), ("cases:assign", case.pk),
            ("filings:enter_appearance", case.pk), ("filings:add_deadline", case.pk),
            ("engagement:say_emergency", case.pk), ("engagement:waive_closing", case.pk),
        ):  # fmt: skip
            answer = browser.post(reverse(route, args=[slug, pk]), {})
            assert answer.status_code == 403, route
