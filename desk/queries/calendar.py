"""The calendar of a person: weeks and months with what falls on their days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import get_format
from django.utils.translation import get_language

from clinic.access.actor import Actor
from clinic.tenancy.current import current_clinic, today
from desk.rules import COUNTED, Month, Week, month_of, read_day, read_month, week_of, weekday_first
from filings.queries import (
    CalendarDay,
    CalendarEntry,
    CalendarFilter,
    calendar_days,
    holidays_here,
    of_whom,
    overdue,
)

# Entries that a day shows by itself; the rest is one link away.
IN_AGENDA, IN_MONTH = 30, 4
SATURDAY = 5


@dataclass(frozen=True)
class Day:
    """A day as it is drawn. `elsewhere`: of a month beside the one shown."""

    day: date
    entries: list[CalendarEntry]
    more: int
    number: int
    holiday: str
    is_today: bool
    elsewhere: bool = False

    @property
    def works(self) -> bool:
        return self.day.weekday() < SATURDAY and not self.holiday


@dataclass(frozen=True)
class Agenda:
    week: Week
    days: list[Day]
    # Said where today is: what is late stands in no coming week.
    overdue: int


@dataclass(frozen=True)
class MonthSheet:
    month: Month
    weeks: list[list[Day]]

    @property
    def listed(self) -> list[Day]:
        """The days of the month that have something, for who reads a list."""
        days = (day for week in self.weeks for day in week)
        return [day for day in days if not day.elsewhere and (day.number or day.is_today)]


def agenda_of(actor: Actor, asked: str, wanted: CalendarFilter) -> Agenda:
    """:param asked: a day of the week, as an address says it"""
    now = today()
    week = week_of(read_day(asked, now), begins=begins())
    found = calendar_days(actor, week.first, week.last, wanted, per_day=IN_AGENDA)
    late = 0
    if now in week.days:
        late = overdue(actor).filter(of_whom(actor, wanted))[:COUNTED].count()
    return Agenda(week, _days(week.days, found), late)


def month_sheet_of(actor: Actor, asked: str, wanted: CalendarFilter) -> MonthSheet:
    """:param asked: a month, as an address says it: 2026-03"""
    month = month_of(read_month(asked, today()), begins=begins())
    first, last = month.weeks[0].first, month.weeks[-1].last
    found = calendar_days(actor, first, last, wanted, per_day=IN_MONTH)
    return MonthSheet(month, [_days(week.days, found, month) for week in month.weeks])


def begins() -> int:
    """Return the weekday that weeks begin with for this reader in this clinic."""
    return weekday_first(
        int(get_format("FIRST_DAY_OF_WEEK")),
        language=get_language() or "en",
        jurisdiction=current_clinic().jurisdiction,
    )


def _days(
    days: Iterable[date], found: Mapping[date, CalendarDay], month: Month | None = None
) -> list[Day]:
    days, now = list(days), today()
    holidays = holidays_here(days[0], days[-1])
    nothing = CalendarDay()
    return [
        Day(
            day=day,
            entries=found.get(day, nothing).entries,
            more=found.get(day, nothing).more,
            number=found.get(day, nothing).number,
            holiday=holidays.get(day, ""),
            is_today=day == now,
            elsewhere=month is not None and not month.holds(day),
        )
        for day in days
    ]
