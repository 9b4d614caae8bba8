"""What was asked once is asked again where the once is over: reopened, moved back, woken."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.models import Clinic
from filings.actions import (
    approve_proposal,
    end_snooze,
    override_deadline,
    propose_change,
    reopen_deadline,
    snooze_deadline,
)
from filings.models import Deadline, Reminder
from filings.queries import unread_count
from filings.rules.changes import Unset
from tests.filings.steps import rfe_deadline
from tests.filings.test_reminders import scan
from tests.seconds import settle_by_two

DayOf = Callable[[str], date]


@pytest.fixture
def deadline(
    harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf
) -> Deadline:
    """Due Monday 2026-06-01; since 05-02 the rung of thirty days stands, the next comes 05-18."""
    kept = rfe_deadline(attorney, case)
    day("2026-05-04")
    return kept


def send_all(clinic: Clinic) -> int:
    """Send what waits in the outbox; return how many mails left."""
    before = len(mail.outbox)
    waiting = OutboxItem.objects.filter(kind="filings.reminder", done_at=None, failed_at=None)
    for pk in list(waiting.values_list("pk", flat=True)):
        deliver(clinic.pk, pk)
    return len(mail.outbox) - before


def test_who_slept_before_the_scan_came_is_asked_when_woken(
    harbor: Clinic, deadline: Deadline, attorney: Actor
) -> None:
    snooze = snooze_deadline(
        attorney, deadline=deadline, until=date(2026, 5, 12), reason="Record comes."
    )
    assert (30, "attorney") not in scan(harbor)
    end_snooze(attorney, snooze=snooze)
    assert (30, "attorney") in scan(harbor)
    assert unread_count(attorney) == 1


def test_a_mail_that_was_dropped_leaves_after_reopening(
    harbor: Clinic, deadline: Deadline, attorney: Actor, supervisor: Actor
) -> None:
    scan(harbor)
    waiting = OutboxItem.objects.filter(kind="filings.reminder", done_at=None).count()
    assert waiting
    with zeal_ignore():
        settle_by_two(attorney, supervisor, deadline, "waived", "A mistake.")
        assert send_all(harbor) == 0
        deadline.refresh_from_db()
        reopen_deadline(attorney, deadline=deadline, reason="Settled by mistake.")
        assert send_all(harbor) == waiting
        assert send_all(harbor) == 0
    assert unread_count(attorney) == 1


def test_a_day_that_moved_away_and_back_is_asked_about_again(
    harbor: Clinic, deadline: Deadline, attorney: Actor, supervisor: Actor
) -> None:
    deadline.refresh_from_db()
    due = deadline.remind_by
    scan(harbor)
    Reminder.objects.filter(channel=Reminder.INBOX).update(unread=False)
    with zeal_ignore():
        send_all(harbor)
        override_deadline(attorney, deadline=deadline, outer=date(2026, 5, 20), reason="Sooner.")
        scan(harbor)
        send_all(harbor)
    stands = Reminder.objects.filter(channel="inbox", current=True, recipient=attorney.membership)
    assert stands.get().counted_to == date(2026, 5, 20)
    deadline.refresh_from_db()

    with zeal_ignore():
        proposal = propose_change(attorney, deadline=deadline, change=Unset(), reason="Not so.")
        approve_proposal(supervisor, proposal=proposal)
        assert send_all(harbor)
    assert (stands.get().counted_to, stands.get().unread) == (due, True)
