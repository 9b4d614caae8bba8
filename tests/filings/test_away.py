"""Put aside, away, and at the same moment: whoever must be asked is asked."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from zeal import zeal_ignore

from cases.models import Assignment, Case
from cases.policy import visible_cases
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.people.models import Membership
from clinic.tenancy.current import bind, today
from clinic.tenancy.models import Clinic
from filings.actions import (
    acknowledge_deadline,
    decide_reach,
    end_snooze,
    record_leave,
    snooze_deadline,
)
from filings.models import Deadline, Reminder
from filings.queries import history_of, unread_count
from filings.queries.away import latest_snooze, snooze_rows
from filings.tasks import close_leaves, scan_clinic
from tests.builders import make_member, seat_of
from tests.filings.steps import rfe_deadline
from tests.filings.test_at_the_same_moment import cast, together
from tests.filings.test_reminders import scan

DayOf = Callable[[str], date]


@pytest.fixture
def deadline(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> Deadline:
    """Due Monday 2026-06-01; since 05-02 the rung of thirty days stands, the next comes 05-18."""
    kept = rfe_deadline(attorney, case)
    day("2026-05-04")
    scan(harbor)
    return kept


def test_a_reminder_sleeps_for_one_person_and_wakes_before_the_next_rung(
    harbor: Clinic, deadline: Deadline, attorney: Actor, supervisor: Actor, day: DayOf
) -> None:
    assert latest_snooze(deadline) == date(2026, 5, 17)
    snooze_deadline(attorney, deadline=deadline, until=date(2026, 5, 12), reason="Record comes.")
    assert unread_count(attorney) == 0
    (row,) = snooze_rows(supervisor)
    assert (row.snooze.by.user.name, row.reason) == ("Attorney of harbor", "Record comes.")
    day("2026-05-11")
    assert scan(harbor) == set()
    day("2026-05-12")
    assert scan(harbor) == {(20, "attorney")}
    assert unread_count(attorney) == 1
    day("2026-05-18")
    assert scan(harbor) == {(14, "attorney"), (14, "coordinator")}
    assert "snoozed" in {event.code for event in history_of(attorney, deadline)}


def test_no_rung_is_slept_through_and_none_on_the_last_day(
    deadline: Deadline, attorney: Actor, day: DayOf
) -> None:
    for until in (date(2026, 5, 18), date(2026, 5, 4)):
        with pytest.raises(Blocked) as refused:
            snooze_deadline(attorney, deadline=deadline, until=until, reason="Later.")
        assert refused.value.code == "day_out_of_range"
    for one in ("2026-05-31", "2026-06-01", "2026-06-03"):
        tomorrow = day(one) + timedelta(days=1)
        with pytest.raises(Blocked) as refused:
            snooze_deadline(attorney, deadline=deadline, until=tomorrow, reason="Later.")
        assert refused.value.code == "cannot_wait"


def test_a_sleep_is_void_when_the_date_moves_and_ends_when_woken(
    harbor: Clinic, deadline: Deadline, attorney: Actor
) -> None:
    snooze = snooze_deadline(
        attorney, deadline=deadline, until=date(2026, 5, 16), reason="Record comes."
    )
    end_snooze(attorney, snooze=snooze)
    assert unread_count(attorney) == 1
    deadline.refresh_from_db()
    snooze_deadline(attorney, deadline=deadline, until=date(2026, 5, 16), reason="Again.")
    due = date(2026, 5, 20)
    Deadline.objects.filter(pk=deadline.pk).update(outer=due, remind_by=due)
    assert (30, "attorney") in scan(harbor)


def asked_on(rung: int) -> set[tuple[UUID, str]]:
    rows = Reminder.objects.filter(rung=rung, channel="inbox")
    return set(rows.values_list("recipient_id", "asked_as"))


def test_a_cover_who_does_not_see_the_case_leaves_it_to_the_coordinator(
    harbor: Clinic,
    deadline: Deadline,
    attorney: Actor,
    stranger: Actor,
    coordinator: Actor,
    supervisor: Actor,
    case: Case,
    day: DayOf,
) -> None:
    acknowledge_deadline(attorney, deadline=deadline)
    leave = record_leave(
        attorney, starts=date(2026, 5, 18), ends=date(2026, 5, 26), cover=seat_of(stranger)
    )
    assert leave.reach == "asked"
    day("2026-05-18")
    scan(harbor)
    away, over = seat_of(attorney).pk, seat_of(coordinator).pk
    assert asked_on(14) == {(away, "attorney"), (over, "coordinator")}
    decide_reach(supervisor, leave=leave, approve=True)
    assert visible_cases(stranger).filter(pk=case.pk).exists()
    day("2026-05-25")
    scan(harbor)
    # Lent as an assignment like any other: the cover is now an attorney of the case.
    assert asked_on(7) == {(away, "attorney"), (seat_of(stranger).pk, "attorney")}
    day("2026-05-27")
    with zeal_ignore():
        close_leaves(harbor.pk)
    assert not visible_cases(stranger).filter(pk=case.pk).exists()
    assert Assignment.objects.get(case=case, membership=seat_of(attorney)).ended_at is None


def test_a_cover_who_sees_it_is_asked_and_one_who_is_away_is_climbed_past(
    harbor: Clinic, deadline: Deadline, attorney: Actor, coordinator: Actor, supervisor: Actor,
    day: DayOf,
) -> None:  # fmt: skip
    acknowledge_deadline(attorney, deadline=deadline)
    first, last = date(2026, 5, 18), date(2026, 5, 30)
    record_leave(attorney, starts=first, ends=last, cover=seat_of(supervisor))
    day("2026-05-18")
    scan(harbor)
    away, cover = seat_of(attorney).pk, seat_of(supervisor).pk
    assert asked_on(14) == {(away, "attorney"), (cover, "cover")}
    record_leave(supervisor, starts=date(2026, 5, 24), ends=last, cover=None)
    day("2026-05-25")
    scan(harbor)
    assert asked_on(7) == {(away, "attorney"), (seat_of(coordinator).pk, "coordinator")}


@pytest.mark.django_db(transaction=True)
def test_scan_snooze_leave_and_answer_at_the_same_moment_lose_nobody() -> None:
    """Whoever is first: on the day of a rung its reminder stands in the attorney's inbox."""
    clinic, attorney, case = cast()
    with bind(clinic), transaction.atomic(), zeal_ignore():
        supervisor = make_member(clinic, "supervisor")
        deadline = rfe_deadline(attorney, case, notice_date=date(2026, 3, 6))
        due = today() + timedelta(days=20)
        Deadline.objects.filter(pk=deadline.pk).update(outer=due, remind_by=due)
        scan_clinic(clinic.pk)
        # The day of the next rung, as far as the scan knows: six days later.
        due = today() + timedelta(days=14)
        Deadline.objects.filter(pk=deadline.pk).update(outer=due, remind_by=due)

    def snooze() -> None:
        until = today() + timedelta(days=3)
        snooze_deadline(attorney, deadline=deadline, until=until, reason="At once.")

    def answer() -> None:
        acknowledge_deadline(supervisor, deadline=deadline)

    def leave() -> None:
        with bind(clinic):
            record_leave(attorney, starts=today(), ends=today(), cover=seat_of(supervisor))

    def look() -> None:
        scan_clinic(clinic.pk)

    assert together(clinic, look, snooze, answer, leave, look) == ["done"] * 5
    with bind(clinic), transaction.atomic(), zeal_ignore():
        scan_clinic(clinic.pk)
        asked = Reminder.objects.filter(counted_to=due, channel="inbox")
        seats = set(asked.values_list("recipient_id", flat=True))
        slept = snooze_rows(supervisor)
        # Asked in the inbox, or asleep by an act of their own that ends before the next rung.
        assert seat_of(attorney).pk in seats or [row.snooze.by_id for row in slept] == [
            seat_of(attorney).pk
        ]
        assert seat_of(supervisor).pk in seats
        assert Membership.objects.filter(pk__in=seats).count() == len(seats)
