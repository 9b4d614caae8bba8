"""Counting on the fingers, for the oracle: one day after another, one month after another."""

from datetime import date, timedelta
from typing import Any

from filings.rules.calendar import calendar_named

DAY = timedelta(days=1)
Facts = dict[str, Any]
US = calendar_named("us-federal").days_off


class Refused(Exception):
    """A day outside the years whose holidays are known."""


def known(day: date) -> date:
    if day.year < 1990 or day.year > 2060:
        raise Refused
    return day


def walk(day: date, days: int) -> date:
    while days > 0:
        day += DAY
        days -= 1
    while days < 0:
        day -= DAY
        days += 1
    return day


def works(day: date, off: Any) -> bool:
    return known(day).strftime("%w") not in "06" and day not in off


def next_open(day: date, off: Any = US) -> date:
    while not works(day, off):
        day += DAY
    return day


def last_open(day: date, off: Any = US) -> date:
    while not works(day, off):
        day -= DAY
    return day


def months_on(day: date, months: int) -> tuple[date, bool]:
    """Go on month by month; where the month has no such day, its last one, and say so."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number), number != day.day
        except ValueError:
            number -= 1


def years_on(day: date, years: int) -> date:
    return months_on(day, 12 * years)[0]


def get(facts: Facts, name: str) -> date | None:
    return date.fromisoformat(facts[name]) if name in facts else None
