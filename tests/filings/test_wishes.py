"""How people want to be asked: no wish holds back a last day, and no morning's mail loses any."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.models import Clinic
from filings.actions import set_wishes, settle_deadline
from filings.models import Deadline, Reminder, Snooze
from filings.queries import wishes_of
from filings.rules.wishes import AT_ONCE, DIGEST, LAST_DAYS, Wishes, sending_of
from filings.tasks import scan_clinic
from tests.filings.steps import rfe_deadline

DayOf = Callable[[str], date]
NEW_YORK = ZoneInfo("America/New_York")


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("wishes", "now", "days", "own_day", "by", "at"),
    [
        # 2026-05-18 is a Monday.
        (Wishes(), "2026-05-18T12:00", 14, "2026-05-18", "mail", None),
        (Wishes(), "2026-05-18T00:05", 14, "2026-05-18", "mail", "2026-05-18T07:00"),
        # Waiting for the morning would pass the rung's own day, or it has passed already.
        (Wishes(), "2026-05-18T22:00", 14, "2026-05-18", "mail", None),
        (Wishes(), "2026-05-20T00:05", 14, "2026-05-18", "mail", None),
        (Wishes(quiet_from=0, quiet_until=0), "2026-05-18T00:05", 14, "2026-05-18", "mail", None),
        (Wishes(quiet_from=12, quiet_until=14), "2026-05-18T13:30", 14, "2026-05-18",
         "mail", "2026-05-18T14:00"),
        (Wishes(DIGEST), "2026-05-18T00:05", 14, "2026-05-18", "digest", "2026-05-18T07:00"),
        (Wishes(DIGEST, 0, 0), "2026-05-18T00:05", 14, "2026-05-18", "digest",
         "2026-05-18T08:00"),
        (Wishes(DIGEST), "2026-05-18T12:00", 14, "2026-05-18", "mail", None),
        (Wishes(LAST_DAYS), "2026-05-18T12:00", 1, "2026-05-18", "", None),
        # Saturday: the far ones on Monday morning, within a week as on other days.
        (Wishes(weekends=False), "2026-05-16T12:00", 14, "2026-05-16", "mail",
         "2026-05-18T07:00"),
        (Wishes(weekends=False), "2026-05-16T12:00", 7, "2026-05-16", "mail", None),
        (Wishes(DIGEST, weekends=False), "2026-05-17T00:05", 30, "2026-05-17", "digest",
         "2026-05-18T07:00"),
    ],
)  # fmt: skip
def test_a_reminder_waits_as_its_reader_wishes(
    wishes: Wishes, now: str, days: int, own_day: str, by: str, at: str | None
) -> None:
    found = sending_of(
        wishes, now=on(now), days=days, own_day=date.fromisoformat(own_day), is_last=False
    )
    assert (found.by, found.at) == (by, on(at) if at else None)


@pytest.mark.parametrize("way", [AT_ONCE, DIGEST, LAST_DAYS])
def test_no_wish_holds_back_a_last_day_at_any_hour(way: str) -> None:
    for start in range(24):
        for hour in range(24):
            wishes = Wishes(way, start, (start + 9) % 24, weekends=False)
            now = on("2026-05-16T00:00") + timedelta(hours=hour)
            found = sending_of(wishes, now=now, days=0, own_day=now.date(), is_last=True)
            assert (found.by, found.at) == ("mail", None)


@pytest.fixture
def two(harbor: Clinic, attorney: Actor, case: Case) -> list[Deadline]:
    """Two deadlines of one attorney who wants one mail in the morning."""
    said = {"mail": DIGEST, "quiet_from": 21, "quiet_until": 7, "weekends": True}
    set_wishes(attorney, wishes=wishes_of(attorney), said=said)
    first = rfe_deadline(attorney, case)
    return [first, Deadline.objects.get(pk=_copy(first))]


def _copy(first: Deadline) -> UUID:
    copy = Deadline(
        case_id=first.case_id, filing_id=first.filing_id, key_id=first.key_id, rule=first.rule,
        rule_version=first.rule_version, facts={}, steps=[], warnings=[], source=first.source,
        ladder=first.ladder, outer=first.outer, target=first.target,
    )  # fmt: skip
    copy.save(force_insert=True)
    return copy.pk


def night(monkeypatch: pytest.MonkeyPatch, text: str, clinic: Clinic) -> None:
    moment = on(text)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    with zeal_ignore():
        scan_clinic(clinic.pk)


def digests(actor: Actor) -> list[OutboxItem]:
    items = OutboxItem.objects.filter(kind="filings.digest", recipient=actor.membership)
    return list(items.order_by("id"))


def test_one_mail_in_the_morning_carries_all_and_loses_none(
    harbor: Clinic, attorney: Actor, two: list[Deadline], monkeypatch: pytest.MonkeyPatch
) -> None:
    night(monkeypatch, "2026-05-18T00:05", harbor)
    night(monkeypatch, "2026-05-18T00:10", harbor)  # asked again: nothing new
    (item,) = digests(attorney)
    assert item.not_before == on("2026-05-18T07:00")
    deliver(harbor.pk, item.pk)
    assert mail.outbox == []
    night(monkeypatch, "2026-05-18T07:00", harbor)
    deliver(harbor.pk, item.pk)
    (letter,) = [each for each in mail.outbox if attorney.user and each.to == [attorney.user.email]]
    assert letter.subject == "You have 2 items in Alcove"
    waiting = Reminder.objects.filter(channel="digest", sent_at=None)
    assert not waiting.exists()


def test_what_was_put_aside_asks_for_no_mail_with_every_scan(
    harbor: Clinic, attorney: Actor, two: list[Deadline], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attorney.membership is not None
    night(monkeypatch, "2026-05-18T00:05", harbor)
    Reminder.objects.filter(channel="digest", recipient=attorney.membership).update(carried_by=None)
    OutboxItem.objects.filter(kind="filings.digest").delete()
    for row in Reminder.objects.filter(channel="digest", recipient=attorney.membership):
        Snooze.objects.create(
            case_id=row.deadline.case_id, deadline=row.deadline, key=row.deadline.key,
            by=attorney.membership, rung=row.rung, counted_to=row.counted_to,
            until=date(2026, 5, 20), reason="Asked already.",
        )  # fmt: skip
    night(monkeypatch, "2026-05-18T08:00", harbor)
    assert not digests(attorney)
    night(monkeypatch, "2026-05-20T08:00", harbor)
    assert digests(attorney)


def test_what_came_while_the_mail_left_or_failed_goes_with_the_next(
    harbor: Clinic, attorney: Actor, two: list[Deadline], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that died, a mail that failed for good: the next scan finds what nobody carries."""
    night(monkeypatch, "2026-05-18T00:05", harbor)
    (item,) = digests(attorney)
    OutboxItem.objects.filter(pk=item.pk).update(failed_at=timezone.now(), failure="gave_up")
    settle_deadline(attorney, deadline=two[1], status="waived", reason="Withdrawn instead.")
    night(monkeypatch, "2026-05-18T08:00", harbor)
    _failed, second = digests(attorney)
    deliver(harbor.pk, second.pk)
    assert [each.subject for each in mail.outbox if "items" not in each.subject] == [
        "You have an item in Alcove"
    ]
    assert Reminder.objects.filter(channel="digest").exclude(sent_at=None).count() == 1
