"""Hours in tenths: read from what people type, written back, and counted in weeks. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "direct": _("With and for the client"),
        "research": _("Research and writing"),
        "travel": _("Travel"),
        "training": _("Training"),
        "supervision": _("Supervision"),
    }
)
# A day has no more than this.
MOST_TENTHS = 240
LONGEST_WHAT, LONGEST_REASON = 300, 1000
EARLIEST_YEAR = 1990
MOST_SHOWN = 200
# What ABA Model Rule 6.1 asks every lawyer to aspire to in a year, in tenths of an hour.
ASPIRATION = 500
# Longer than this nobody works without a break: the timer was forgotten.
FORGOTTEN = timedelta(hours=12)
TENTH = timedelta(minutes=6)

_CLOCK = re.compile(r"(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)", re.ASCII)
_UNITS = re.compile(r"(?:(?P<hours>\d{1,3})\s*h)?\s*(?:(?P<minutes>\d{1,5})\s*m(?:in)?)?", re.ASCII)
_DECIMAL = re.compile(r"(?P<whole>\d{0,3})(?:[.,](?P<part>\d{1,3}))?", re.ASCII)


class NoTime(ValueError):
    """What was typed is no length of time."""


def tenths_of(text: str) -> int:
    """Read a length of time of one day.

    :raises NoTime: it is none, nothing, or longer than a day
    """
    tenths = length_of(text)
    if not 1 <= tenths <= MOST_TENTHS:
        raise NoTime(text)
    return tenths


def length_of(text: str) -> int:
    """Read "1.5", "1,5", "1:30", "90m", "1h 30m"; a part of a tenth counts as a whole one.

    :raises NoTime: it is none of these
    """
    said = text.strip().lower()
    tenths = _read(said) if said else None
    if tenths is None:
        raise NoTime(text)
    return tenths


def _read(said: str) -> int | None:
    for pattern in (_CLOCK, _UNITS):
        found = pattern.fullmatch(said)
        if found:
            hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
            return -(-(hours * 60 + minutes) // 6)
    found = _DECIMAL.fullmatch(said)
    if not found or said in {".", ","}:
        return None
    part = found["part"] or ""
    thousandths = int(found["whole"] or 0) * 1000 + int(part.ljust(3, "0") if part else 0)
    return -(-thousandths // 100)


def tenths_between(begin: datetime, end: datetime) -> int:
    """Return how long something lasted; a begun tenth counts, and nothing is shorter than one."""
    return max(1, -(-(end - begin) // TENTH))


def hours_text(tenths: int) -> str:
    """Write tenths as people read them, such as "1.5"."""
    return f"{tenths // 10}.{tenths % 10}"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def year_of(day: date) -> tuple[date, date]:
    """Return the first day of a year and the first after it."""
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)
