"""When a reminder may leave by mail, as its reader wishes. Pure: now is an argument.

No wish holds back what stands in the inbox, and none a last day or what is overdue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from filings.rules.ladders import weekends_from

AT_ONCE, DIGEST, LAST_DAYS = "at_once", "digest", "last_days"
# What to do with mail -> in words.
WAYS: Mapping[str, str] = MappingProxyType(
    {
        AT_ONCE: "A mail for each reminder, at once",
        DIGEST: "One mail in the morning for all reminders of the day",
        LAST_DAYS: "No mail but on the last day and after it",
    }
)
# When the morning's mail leaves for who has no quiet hours.
MORNING = 8
SATURDAY = 5


@dataclass(frozen=True)
class Wishes:
    """`quiet_from` to `quiet_until`: whole hours on the clinic's wall; equal: no quiet hours."""

    mail: str = AT_ONCE
    quiet_from: int = 21
    quiet_until: int = 7
    weekends: bool = True

    @property
    def has_quiet_hours(self) -> bool:
        return self.quiet_from != self.quiet_until

    @property
    def morning(self) -> int:
        return self.quiet_until if self.has_quiet_hours else MORNING


@dataclass(frozen=True)
class Sending:
    """`by`: "mail", "digest", or "" for none; `at`: not before, or None for now."""

    by: str
    at: datetime | None = None


# Who never said anything: a mail at once, not at night.
DEFAULTS = Wishes()


def sending_of(
    wishes: Wishes, *, now: datetime, days: int, own_day: date, is_last: bool
) -> Sending:
    """Return how and when a reminder leaves.

    :param now: on the clinic's wall
    :param days: of the rung
    :param own_day: the day on which the rung came; quiet hours and the morning's mail never hold a
        reminder past it, so what is found late leaves at once
    """
    if is_last:
        return Sending("mail")
    if wishes.mail == LAST_DAYS:
        return Sending("")
    wanted = _morning(wishes, now) if wishes.mail == DIGEST else awake_at(wishes, now)
    if not wishes.weekends and days > weekends_from():
        monday = _weekday(wishes, wanted)
        if monday != wanted:
            return Sending("digest" if wishes.mail == DIGEST else "mail", monday)
    if wanted == now or wanted.date() > own_day:
        return Sending("mail")
    return Sending("digest" if wishes.mail == DIGEST else "mail", wanted)


def awake_at(wishes: Wishes, now: datetime) -> datetime:
    """Return now, or the end of the quiet hours that now lies in."""
    start, end, hour = wishes.quiet_from, wishes.quiet_until, now.hour
    if start == end:
        return now
    if start < end:
        return _at(now, end) if start <= hour < end else now
    if hour >= start:
        return _at(now + timedelta(days=1), end)
    return _at(now, end) if hour < end else now


def _morning(wishes: Wishes, now: datetime) -> datetime:
    today = _at(now, wishes.morning)
    return today if now < today else _at(now + timedelta(days=1), wishes.morning)


def _weekday(wishes: Wishes, moment: datetime) -> datetime:
    """Return the moment, or the morning of Monday when it lies on a weekend."""
    past = moment.weekday() - SATURDAY
    return moment if past < 0 else _at(moment + timedelta(days=2 - past), wishes.morning)


def _at(moment: datetime, hour: int) -> datetime:
    return datetime.combine(moment.date(), time(hour), tzinfo=moment.tzinfo)
