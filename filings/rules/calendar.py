"""Working days of the places whose law we compute, and adding months and years.

Holidays come from the `holidays` library, with observed days. Only holidays fixed by law count:
a one-day closing by executive order (a day of mourning, 24 December in some years) or
Inauguration Day moves no deadline here, because a client loses more by a deadline believed too
late than by one believed too early.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

# Before 1990 nobody checked the table, after 2060 it is a guess about law.
FIRST_YEAR = 1990
LAST_YEAR = 2060
_DAY = timedelta(days=1)
_SATURDAY = 5

_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR"
)
_SOURCES: dict[str, tuple[str, str | None, str]] = {
    # name: country, subdivision, category. 5 USC 6103 for "government".
    "us-federal": ("US", None, "government"),
    "england": ("GB", "ENG", "public"),
    "wales": ("GB", "WLS", "public"),
    "scotland": ("GB", "SCT", "public"),
    "northern_ireland": ("GB", "NIR", "public"),
}
# The holidays a state keeps, for the packs of clinics: "us-ca". Nobody checked
# them here as the federal ones were.
_SOURCES.update({f"us-{state.lower()}": ("US", state, "public") for state in _STATES.split()})
CALENDAR_NAMES = frozenset(_SOURCES)


class OutsideTable(ValueError):
    """A day outside the years whose holidays are known."""


def within_table(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


@dataclass(frozen=True)
class Calendar:
    """Weekends are Saturday and Sunday; `days_off` names the holidays."""

    name: str
    days_off: Mapping[date, str]

    def holiday(self, day: date) -> str | None:
        return self.days_off.get(_known(day))

    def is_business_day(self, day: date) -> bool:
        return _known(day).weekday() < _SATURDAY and day not in self.days_off

    def on_or_after(self, day: date) -> date:
        while not self.is_business_day(day):
            day = shift(day, 1)
        return day

    def on_or_before(self, day: date) -> date:
        while not self.is_business_day(day):
            day = shift(day, -1)
        return day

    def before(self, day: date) -> date:
        """Last working day strictly before `day`."""
        return self.on_or_before(shift(day, -1))

    def add_business_days(self, day: date, n: int) -> date:
        """The n-th working day after (before, if negative) `day`, which is day 0."""
        step = 1 if n > 0 else -1
        for _ in range(abs(n)):
            day = shift(day, step)
            day = self.on_or_after(day) if n > 0 else self.on_or_before(day)
        return day


@cache
def calendar_named(name: str) -> Calendar:
    country, subdivision, category = _SOURCES[name]
    table = holidays.country_holidays(
        country,
        subdiv=subdivision,
        years=range(FIRST_YEAR, LAST_YEAR + 1),
        # Off: the library would otherwise grow the table silently beyond the checked years.
        expand=False,
        observed=True,
        categories=(category,),
    )
    return Calendar(name, {day: names for day, names in table.items() if within_table(day)})


def shift(day: date, n: int) -> date:
    """Move by n calendar days, refusing to leave the calendar altogether."""
    try:
        return day + _DAY * n
    except OverflowError as too_far:
        raise OutsideTable(str(n)) from too_far


def add_months(day: date, n: int) -> tuple[date, bool]:
    """Same day n months on, or that month's last day; the flag says that it was cut."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OutsideTable(str(year))
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day > last


def _known(day: date) -> date:
    if not within_table(day):
        raise OutsideTable(day.isoformat())
    return day
