"""Kinds of tasks, how pressing they are, and when a check-in comes round again. Pure."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "check_in": _("Check-in with the client"),
        "call": _("Call or letter"),
        "document": _("Document or evidence"),
        "filing": _("Filing"),
        "court": _("Court or agency"),
        "referral": _("Referral or partner"),
        "other": _("Other"),
    }
)
# code -> (words, tone), the most pressing first.
PRIORITIES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "high": (_("Pressing"), "danger"),
        "normal": (_("Normal"), "info"),
        "low": (_("When there is time"), "quiet"),
    }
)
RANK: Mapping[str, int] = MappingProxyType({code: at for at, code in enumerate(PRIORITIES)})
# Who outside of the clinic does something. No seat of theirs: whoever has the task follows it up.
OUTSIDE: Mapping[str, Promise] = MappingProxyType(
    {
        "interpreter": _("An interpreter"),
        "partner": _("A partner organization"),
        "other": _("Somebody else outside the clinic"),
    }
)
OPEN, DONE, CANCELLED = "open", "done", "cancelled"
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        OPEN: (_("Open"), "info"),
        DONE: (_("Done"), "good"),
        CANCELLED: (_("Cancelled"), "quiet"),
    }
)
DAYS, WEEKS, MONTHS = "days", "weeks", "months"
UNITS: Mapping[str, Promise] = MappingProxyType(
    {DAYS: _("days"), WEEKS: _("weeks"), MONTHS: _("months")}
)
MOST_APART = 365
MOST_SHOWN = 200
LONGEST_WHAT, LONGEST_REASON, LONGEST_OUTSIDE = 300, 1000, 200
EARLIEST_YEAR, YEARS_AHEAD = 1990, 20


def due_at(first: date, every: int, unit: str, turn: int) -> date:
    """Return the day of a turn, counted from the first: the 31st stays the 31st where there is one.

    :raises OverflowError: past the calendar
    """
    if unit == MONTHS:
        month = first.month - 1 + every * turn
        year, month = first.year + month // 12, month % 12 + 1
        if year > date.max.year:
            raise OverflowError
        return date(year, month, min(first.day, monthrange(year, month)[1]))
    return first + timedelta(days=every * turn * (7 if unit == WEEKS else 1))


def turn_after(first: date, every: int, unit: str, turn: int, today: date) -> int:
    """Return the next turn whose day is still to come: what was missed is not made up for."""
    turn += 1
    while due_at(first, every, unit, turn) <= today:
        turn += 1
    return turn
