"""Weeks and months as a calendar draws them. Pure: today and the first weekday are arguments."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7
SUNDAY_FIRST, MONDAY_FIRST = 6, 0
# The years whose public holidays are known (`filings.rules.calendar`), less one for the edges of
# the first and the last week.
FIRST_YEAR, LAST_YEAR = 1991, 2059


@dataclass(frozen=True)
class Week:
    days: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    @property
    def previous(self) -> date | None:
        return _within(self.first - timedelta(days=DAYS))

    @property
    def next(self) -> date | None:
        return _within(self.first + timedelta(days=DAYS))


@dataclass(frozen=True)
class Month:
    """Whole weeks: days of the months beside it fill the first and the last."""

    first: date
    weeks: tuple[Week, ...]

    @property
    def previous(self) -> date | None:
        return _within((self.first - timedelta(days=1)).replace(day=1))

    @property
    def next(self) -> date | None:
        return _within((self.first + timedelta(days=31)).replace(day=1))

    def holds(self, day: date) -> bool:
        return (day.year, day.month) == (self.first.year, self.first.month)


def _within(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def weekday_first(said: int, *, language: str, jurisdiction: str) -> int:
    """Return the weekday a week begins with, 0 for Monday as Python counts.

    :param said: what Django's formats of the language say, 0 for Sunday. Its plain English is
        American, and clinics of the United Kingdom read it too.
    """
    if language == "en" and jurisdiction == "uk":
        return MONDAY_FIRST
    return (said - 1) % DAYS


def week_of(day: date, *, begins: int) -> Week:
    first = day - timedelta(days=(day.weekday() - begins) % DAYS)
    return Week(tuple(first + timedelta(days=n) for n in range(DAYS)))


def month_of(day: date, *, begins: int) -> Month:
    weeks = Calendar(begins).monthdatescalendar(day.year, day.month)
    return Month(day.replace(day=1), tuple(Week(tuple(week)) for week in weeks))


def read_day(text: str, otherwise: date) -> date:
    """Return the day an address asks for; one that makes no sense is no error, but today."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return _within(asked) or otherwise


def read_month(text: str, otherwise: date) -> date:
    """Return the first day of the month an address asks for: 2026-03."""
    return read_day(f"{text}-01", otherwise).replace(day=1)
