"""Reminders day by day: who is asked when, and what a scheduler that stood still makes good."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from zeal import zeal_ignore

from cases.actions import assign_case, end_assignment
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.people.models import Membership
from clinic.tenancy.models import Clinic
from filings.actions import (
    acknowledge_deadline,
    queue_reminders,
    record_notice,
)
from filings.models import Reminder
from filings.queries import due_reminders
from filings.rules.reminding import longest_rung, rung_of
from filings.tasks import scan_clinic
from tests.filings.steps import RFE, rfe_deadline, verbs
from tests.seconds import settle_by_two

DayOf = Callable[[str], date]
Asked = set[tuple[int, str]]


def scan(clinic: Clinic) -> Asked:
    """Scan once; return (days before, role) of what was queued by this scan."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    with zeal_ignore():  # each reminder is left in the outbox by itself
        scan_clinic(clinic.pk)
    new = Reminder.objects.exclude(pk__in=before).select_related("recipient")
    return {(reminder.rung, reminder.recipient.roles[0]) for reminder in new}


def everybody(rung: int) -> Asked:
    return {(rung, role) for role in ("attorney", "coordinator", "supervisor")}


def through(clinic: Clinic, day: DayOf, first: str, days: int) -> dict[str, Asked]:
    """Scan at noon of each day; return the days on which anybody was asked."""
    asked = {}
    for later in range(days):
        today = day((date.fromisoformat(first) + timedelta(days=later)).isoformat())
        if found := scan(clinic):
            asked[today.strftime("%m-%d")] = found
    return asked


def test_the_ladder_climbs_to_coordinator_and_supervisor_when_nobody_answers(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    """Due Monday 2026-06-01; rungs fall on Memorial Day and on a Sunday, and are sent then."""
    rfe_deadline(attorney, case)
    assert through(harbor, day, "2026-05-16", 18) == {
        "05-16": {(30, "attorney")},  # the nearest rung that has come
        "05-18": {(14, "attorney"), (14, "coordinator")},
        "05-25": everybody(7),
        "05-29": everybody(3),
        "05-31": everybody(1),
        "06-01": everybody(0),
        "06-02": everybody(-1),
    }


def test_an_answer_keeps_the_supervisor_out_until_the_last_day(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    deadline = rfe_deadline(attorney, case)
    day("2026-05-20")
    acknowledge_deadline(attorney, deadline=deadline)
    assert through(harbor, day, "2026-05-24", 10) == {
        "05-24": {(14, "attorney")},
        "05-25": {(7, "attorney")},
        "05-29": {(3, "attorney")},
        "05-31": {(1, "attorney")},
        "06-01": everybody(0),
        "06-02": everybody(-1),
    }


def test_after_three_days_without_a_scheduler_the_nearest_rung_goes_out_once(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-24")
    scan(harbor)
    day("2026-05-31")  # the rungs of 7 and 3 days were missed
    assert scan(harbor) == everybody(1)
    assert scan(harbor) == set()


def test_a_deadline_recorded_late_asks_at_once(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    day("2026-05-27")
    rfe_deadline(attorney, case)
    assert scan(harbor) == everybody(7)


def test_scanning_again_queues_nothing_and_writes_no_audit(
    harbor: Clinic, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-18")
    scan(harbor)
    told = verbs()
    assert scan(harbor) == set()
    assert verbs() == told
    assert told[-1] == "reminders.queued"


def test_a_settled_deadline_is_silent(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    deadline = rfe_deadline(attorney, case)
    settle_by_two(attorney, supervisor, deadline)
    day("2026-06-01")
    assert scan(harbor) == set()


def test_without_an_attorney_whoever_assigns_is_asked(
    harbor: Clinic, coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    assignment = Assignment.objects.get(case=case, role="attorney")
    end_assignment(coordinator, assignment=assignment)
    day("2026-05-02")
    assert scan(harbor) == {(30, "coordinator"), (30, "supervisor")}


def test_who_is_no_attorney_any_more_counts_as_nobody(
    harbor: Clinic, coordinator: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    Membership.objects.filter(pk=str(attorney.membership_id)).update(roles=["auditor"])
    day("2026-05-02")
    assert scan(harbor) == {(30, "coordinator")}


def test_a_clinic_without_a_supervisor_stays_with_the_coordinator(
    harbor: Clinic, coordinator: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-25")
    assert scan(harbor) == {(7, "attorney"), (7, "coordinator")}


def test_whoever_takes_over_gets_the_rung_that_stands(
    harbor: Clinic, coordinator: Actor, attorney: Actor, stranger: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-19")
    scan(harbor)
    assert attorney.membership is not None
    assert stranger.membership is not None
    Membership.objects.filter(pk=attorney.membership.pk).update(ended_at="2026-05-19T12:00Z")
    assign_case(coordinator, case=case, membership=stranger.membership, role="attorney")
    scan(harbor)
    rung = Reminder.objects.filter(rung=14, channel="mail", asked_as="attorney")
    recipients = rung.order_by("id").values_list("recipient", flat=True)
    assert list(recipients) == [attorney.membership.pk, stranger.membership.pk]


def test_the_day_is_the_clinics_own(
    harbor: Clinic, attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 03:00 UTC on the 18th it is still the 17th in New York: the rung of 14 has not come."""
    rfe_deadline(attorney, case)
    night = datetime(2026, 5, 18, 3, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: night)
    assert scan(harbor) == {(30, "attorney")}
    monkeypatch.setattr(timezone, "now", lambda: night + timedelta(hours=2))
    assert scan(harbor) == {(14, "attorney"), (14, "coordinator")}


def test_the_mail_says_nothing_and_is_marked_sent(
    harbor: Clinic, attorney: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-05-18")
    scan(harbor)
    item = OutboxItem.objects.get(kind="filings.reminder", recipient=attorney.membership)
    deliver(harbor.pk, item.pk)
    letter = mail.outbox[0]
    told = f"{letter.subject} {letter.body}"
    assert attorney.user is not None
    assert letter.to == [attorney.user.email]
    assert not any(word in told for word in (case.number, case.client.code_name, "RFE", "I-914"))
    assert Reminder.objects.get(pk=item.ref_id).sent_at is not None


def test_no_mail_leaves_for_what_was_settled_meanwhile(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> None:
    deadline = rfe_deadline(attorney, case)
    day("2026-05-18")
    scan(harbor)
    settle_by_two(attorney, supervisor, deadline, "waived")
    for item in OutboxItem.objects.filter(kind="filings.reminder"):
        deliver(harbor.pk, item.pk)
    assert mail.outbox == []
    assert not Reminder.objects.filter(channel="mail").exclude(sent_at=None).exists()


def test_an_item_that_waits_twice_is_one_row(
    harbor: Clinic, attorney: Actor, case: Case, day: DayOf
) -> None:
    """Two scans at the same moment compute the same rows; the constraint keeps one."""
    rfe_deadline(attorney, case)
    today = day("2026-05-18")
    robot = Actor.system(harbor, "reminders")
    one, other = (due_reminders(robot, today).reminders for _scan in range(2))
    assert len(queue_reminders(robot, reminders=one)) == 4  # two people, inbox and mail
    assert queue_reminders(robot, reminders=other) == []
    assert (Reminder.objects.count(), OutboxItem.objects.count()) == (4, 2)


def test_a_scan_asks_the_database_as_often_for_many_deadlines_as_for_one(
    harbor: Clinic,
    attorney: Actor,
    case: Case,
    day: DayOf,
    django_assert_max_num_queries: Any,
) -> None:
    deadline = rfe_deadline(attorney, case)
    assert deadline.filing is not None
    with zeal_ignore():
        for _again in range(5):
            record_notice(attorney, filing=deadline.filing, **RFE)
    robot, today = Actor.system(harbor, "reminders"), day("2026-05-18")
    with django_assert_max_num_queries(9):
        assert len(due_reminders(robot, today).reminders) == 24
    scan(harbor)
    with django_assert_max_num_queries(7):
        assert due_reminders(robot, today).asked == {}


def test_an_agencys_date_climbs_its_ladder_and_then_is_silent() -> None:
    due = date(2026, 6, 1)

    def on(day: int) -> int | None:
        found = rung_of(
            "chase", counted_to=due, today=date(2026, 6, day), daily_after=False, acknowledged=False
        )
        return found.days if found else None

    assert [on(1), on(2), on(9)] == [None, -1, -1]
    assert longest_rung() == 180
