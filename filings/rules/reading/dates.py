"""Days and times as agencies write them. 03/04/2026 is a day only where it is known whose way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from filings.rules.calendar import FIRST_YEAR, LAST_YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
WRITTEN = (
    rf"(?<![\w/.#-])(?:(?P<m1>{_MONTH})\s{{1,3}}(?P<d1>{_DAY}),?\s{{1,3}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>{_DAY})(?:\s{{1,3}}|-)(?P<m2>{_MONTH}),?(?:\s{{1,3}}|-)(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<n4>\d{1,2})(?P<s4>[/.-])(?P<o4>\d{1,2})(?P=s4)(?P<y4>\d{4}))(?![\w/]|[.-]\d)"
)
_DATE = re.compile(WRITTEN, re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})[:.](?P<m>[0-5]\d)(?:[:.]\d\d)?\s{0,2}(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_NOON = 12


@dataclass(frozen=True)
class Written:
    """A day as it stands in a text; `day` is None when it cannot be told, or is none."""

    day: date | None
    start: int
    end: int


def dates_in(text: str, *, day_first: bool | None) -> Iterator[Written]:
    """Find every day.

    :param day_first: how days in figures are read: True 06/03 is in March, False it is in June,
        None nobody knows, so only what reads the same both ways is a day
    """
    for found in _DATE.finditer(text):
        yield Written(_day_of(found, day_first), found.start(), found.end())


def date_at(text: str, at: int, *, day_first: bool | None) -> Written | None:
    """Return the day that begins at a place, if one does."""
    found = _DATE.match(text, at)
    return Written(_day_of(found, day_first), found.start(), found.end()) if found else None


def only_date(text: str, *, day_first: bool | None) -> Written | None:
    """Return the day, when the text is nothing but one."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    lead = len(text) - len(text.lstrip())
    return Written(_day_of(found, day_first), found.start() + lead, found.end() + lead)


def time_in(text: str) -> tuple[str | None, int, int] | None:
    """Return the one time of day in a text as HH:MM; None in its place when it cannot be told."""
    found = list(_TIME.finditer(text))
    if len(found) != 1:
        return None
    hour, half = int(found[0]["h"]), (found[0]["half"] or "").lower()[:1]
    told: str | None = None
    if half and 1 <= hour <= _NOON:
        told = f"{hour % _NOON + (_NOON if half == 'p' else 0):02}:{found[0]['m']}"
    elif not half and _NOON < hour < 2 * _NOON:
        told = f"{hour:02}:{found[0]['m']}"
    return told, found[0].start(), found[0].end()


def _day_of(found: re.Match[str], day_first: bool | None) -> date | None:
    if found["m1"] or found["m2"]:
        which = "1" if found["m1"] else "2"
        month = _MONTHS.index(found["m" + which][:3].lower()) + 1
        day = int(re.sub(r"\D", "", found["d" + which]))
        return _known(int(found["y" + which]), month, day)
    if found["y3"]:
        return _known(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    one, other, year = int(found["n4"]), int(found["o4"]), int(found["y4"])
    american, british = _known(year, one, other), _known(year, other, one)
    if day_first is None:
        return american if american == british else None
    return british if day_first else american


def _known(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None
