"""The inbox: everything a person was asked, what is new first, and nothing they may not see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from zeal import zeal_ignore

from cases.actions import end_assignment
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible, Refused
from clinic.tenancy.models import Clinic
from filings.actions import read_reminder
from filings.models import Reminder
from filings.queries import history_of, inbox_page, reminder_of, unread_count
from filings.tasks import scan_clinic
from tests.builders import browsing_as
from tests.filings.steps import rfe_deadline
from tests.seconds import settle_by_two

DayOf = Callable[[str], date]


@pytest.fixture
def asked(harbor: Clinic, supervisor: Actor, attorney: Actor, case: Case, day: DayOf) -> Reminder:
    """A week before the last day, nobody has answered: what stands in the attorney's inbox."""
    rfe_deadline(attorney, case)
    for one in ("2026-05-18", "2026-05-25"):
        day(one)
        with zeal_ignore():
            scan_clinic(harbor.pk)
    (reminder,) = inbox_page(attorney).rows
    return reminder


def test_a_deadline_stands_once_by_its_nearest_rung(
    asked: Reminder, attorney: Actor, supervisor: Actor
) -> None:
    assert (asked.rung, asked.asked_as, asked.unread) == (7, "attorney", True)
    assert Reminder.objects.filter(channel="inbox", recipient=attorney.membership).count() == 2
    assert (unread_count(attorney), unread_count(supervisor)) == (1, 1)


def test_what_was_read_or_settled_is_not_counted(
    asked: Reminder, attorney: Actor, supervisor: Actor
) -> None:
    read_reminder(attorney, reminder=asked)
    assert unread_count(attorney) == 0
    assert [row.unread for row in inbox_page(attorney).rows] == [False]
    settle_by_two(attorney, supervisor, asked.deadline)
    assert inbox_page(attorney).rows == []


def test_what_is_nearest_stands_first_whenever_it_was_asked(
    asked: Reminder, attorney: Actor
) -> None:
    with zeal_ignore():
        for days, unread in ((3, True), (-9, False), (1, True), (-1, True)):
            counted_to = asked.counted_to + timedelta(days=days)
            Reminder.objects.create(
                deadline=asked.deadline, rung=7, counted_to=counted_to, unread=unread,
                recipient=asked.recipient, channel="inbox",
            )  # fmt: skip
    rows = inbox_page(attorney).rows
    days_after = [(row.counted_to - asked.counted_to).days for row in rows]
    assert days_after == [-1, 0, 1, 3, -9]  # what was read comes last, however near


def test_of_a_case_one_may_no_longer_see_nothing_is_left(
    asked: Reminder, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    end_assignment(coordinator, assignment=Assignment.objects.get(case=case, role="attorney"))
    assert (unread_count(attorney), list(inbox_page(attorney).rows)) == (0, [])
    with pytest.raises(NotVisible):
        reminder_of(attorney, asked.pk)


def test_nobody_reads_for_somebody_else(asked: Reminder, supervisor: Actor) -> None:
    with pytest.raises(NotVisible):
        reminder_of(supervisor, asked.pk)
    with pytest.raises(Refused):
        read_reminder(supervisor, reminder=asked)
    asked.refresh_from_db()
    assert asked.unread


def test_the_bell_counts_in_one_statement_and_says_nothing(
    asked: Reminder, attorney: Actor, case: Case, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert unread_count(attorney) == 1
    page = browsing_as(attorney).get("/harbor/").content.decode()
    bell = page[page.index('href="/harbor/inbox/"') :][:600]
    assert "Inbox, 1 new" in bell
    assert case.number not in bell


def test_opened_answered_and_gone_from_the_count(
    asked: Reminder, attorney: Actor, case: Case
) -> None:
    browser: Browser = browsing_as(attorney)
    listed = browser.get("/harbor/inbox/").content.decode()
    assert case.number in listed
    assert "7 days before" in listed
    opened = browser.post(f"/harbor/inbox/{asked.pk}/open/")
    assert opened["Location"] == f"/harbor/deadlines/{asked.deadline_id}/"
    answered = browser.post(f"/harbor/inbox/{asked.pk}/acknowledge/", follow=True)
    assert "Acknowledged" in answered.content.decode()
    asked.refresh_from_db()
    asked.deadline.refresh_from_db()
    assert asked.deadline.acknowledged_by_id == attorney.membership_id
    assert unread_count(attorney) == 0
    codes = [event.code for event in history_of(attorney, asked.deadline)]
    assert {"reminder_queued", "reminder_climbed", "reminder_read", "reminder_waiting"} <= {*codes}


def test_a_date_that_moves_begins_its_ladder_anew(
    harbor: Clinic, asked: Reminder, attorney: Actor, day: DayOf
) -> None:
    """Moved by a month, the rung of seven days comes again, although it was asked once."""
    asked.deadline.remind_by = asked.deadline.outer = date(2026, 7, 1)
    asked.deadline.save()
    day("2026-06-24")
    with zeal_ignore():
        scan_clinic(harbor.pk)
    (now,) = inbox_page(attorney).rows
    assert (now.rung, now.counted_to, now.unread) == (7, date(2026, 7, 1), True)
    assert now.queued_at <= timezone.now()
