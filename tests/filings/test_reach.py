"""The scan reads by an index, in portions, unsealed columns only, and all that stands."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from filings.actions import record_notice
from filings.models import Deadline, Reminder
from filings.queries import due_reminders, reach
from filings.queries.reach import FIRST, Place, in_reach, portion
from filings.rules.ladders import ladders
from filings.rules.reminding import YEARLY, rung_of
from filings.tasks import scan_clinic
from tests.filings.steps import RFE, rfe_deadline

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 18)


@pytest.fixture
def robot(harbor: Clinic) -> Actor:
    return Actor.system(harbor, "reminders")


@pytest.fixture
def deadline(attorney: Actor, case: Case) -> Deadline:
    return rfe_deadline(attorney, case)


def test_what_has_a_rung_is_in_reach(robot: Actor, deadline: Deadline) -> None:
    """Asked of every ladder on the days around each of its rungs; nothing that stands is missed."""
    for name, ladder in ladders().items():
        for days in {0, -1, 1, *ladder.rungs, *(rung + 1 for rung in ladder.rungs)}:
            for outer in (None, DAY + timedelta(days=days)):
                counted_to = DAY + timedelta(days=days)
                Deadline.objects.filter(pk=deadline.pk).update(
                    ladder=name, remind_by=counted_to, outer=outer
                )
                rung = rung_of(
                    name, counted_to=counted_to, today=DAY, daily_after=outer is not None,
                    acknowledged=False,
                )  # fmt: skip
                if rung is not None:
                    read = [in_reach(robot, DAY, far=far).count() for far in (False, True)]
                    assert sorted(read) == [0, 1], (name, days, outer)


def test_the_scan_reads_by_its_index_and_opens_nothing(robot: Actor, deadline: Deadline) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of a few rows any plan is a good one
    later = Place(day=DAY, pk=deadline.pk)
    for place in (FIRST, later, Place(far=True)):
        plan = portion(robot, DAY, place).explain()
        assert "using filings_deadline_" in plan  # of one row any index; see benchmarks.scan
        assert "Seq Scan" not in plan
    with CaptureQueriesContext(connection) as asked:
        list(in_reach(robot, DAY))
    assert not any(column in asked[0]["sql"] for column in ("facts", "steps", "warnings"))


def test_a_limitation_of_ten_years_is_asked_about_each_year(
    harbor: Clinic, supervisor: Actor, attorney: Actor, deadline: Deadline, day: Callable[..., Any]
) -> None:
    """Rungs beyond what the other ladders reach, through the scan itself."""
    last = date(2036, 6, 1)
    Deadline.objects.update(ladder=YEARLY, outer=last, remind_by=last)
    asked = {}
    for days in (3286, 3285, 3284, 2920, 366, 365, 181, 180):
        day((last - timedelta(days=days)).isoformat())
        scan_clinic(harbor.pk)
        asked[days] = set(Reminder.objects.values_list("rung", flat=True))
        Reminder.objects.all().delete()
        Deadline.objects.update(asked_key=None)
    assert asked == {
        3286: set(), 3285: {3285}, 3284: {3285}, 2920: {2920}, 366: {730}, 365: {365},
        181: {365}, 180: {180},
    }  # fmt: skip


def test_portions_cover_all_and_overlap_nowhere(
    harbor: Clinic, robot: Actor, attorney: Actor, deadline: Deadline, day: Callable[..., Any],
    monkeypatch: Any,
) -> None:  # fmt: skip
    """Days with more deadlines than a portion holds, and some years ahead, one after the other."""
    day(DAY.isoformat())
    assert deadline.filing is not None
    with zeal_ignore():
        for _again in range(4):
            record_notice(attorney, filing=deadline.filing, **RFE)
    for number, one in enumerate(Deadline.objects.order_by("id")):
        Deadline.objects.filter(pk=one.pk).update(
            ladder="A" if number % 3 else YEARLY,
            remind_by=DAY + timedelta(days=2 if number % 3 else 3000 + number % 2),
        )
    standing = set(in_reach(robot, DAY).values_list("pk", flat=True))
    assert len(standing) == Deadline.objects.count() > 4
    for most in (1, 2, 3, len(standing), 100):
        monkeypatch.setattr(reach, "MOST_ROWS", most)
        found: list[UUID] = []
        place: Place | None = FIRST
        while place:
            due = due_reminders(robot, DAY, place)
            found += due.asked
            place = due.behind
        assert len(found) == len(set(found))
        assert set(found) == standing, most
    assert scan_clinic(harbor.pk) > 0
    assert due_reminders(robot, DAY).asked == {}
