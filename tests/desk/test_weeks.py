"""Weeks and months, as locales begin them."""

from datetime import date, timedelta

import pytest

from desk.rules import month_of, read_day, read_month, week_of, weekday_first

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@pytest.mark.parametrize(
    ("said", "language", "jurisdiction", "begins"),
    [
        (0, "en", "us", SUNDAY),
        (0, "en", "uk", MONDAY),
        (1, "es", "us", MONDAY),
        (6, "ar", "us", SATURDAY),
    ],
)
def test_a_week_begins_as_its_readers_are_used_to(
    said: int, language: str, jurisdiction: str, begins: int
) -> None:
    assert weekday_first(said, language=language, jurisdiction=jurisdiction) == begins


@pytest.mark.parametrize("begins", [MONDAY, SATURDAY, SUNDAY])
def test_weeks_follow_each_other_through_every_month(begins: int) -> None:
    day = date(2026, 1, 1)
    week = week_of(day, begins=begins)
    while week.first < date(2028, 3, 1):
        assert week.first.weekday() == begins
        assert week.next == week.last + timedelta(days=1)
        following = week_of(week.next, begins=begins)
        assert following.previous == week.first
        week = following
    month = month_of(date(2026, 2, 28), begins=begins)
    days = [each for week in month.weeks for each in week.days]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert sum(month.holds(each) for each in days) == 28
    assert (month.previous, month.next) == (date(2026, 1, 1), date(2026, 3, 1))


def test_an_address_that_makes_no_sense_is_today_and_the_ends_are_known() -> None:
    now = date(2026, 3, 9)
    for text in ("", "2026-02-30", "yesterday", "1700-01-01", "9999-12-31", "2026-3"):
        assert read_day(text, now) == now
    assert read_month("2026-04", now) == date(2026, 4, 1)
    assert read_month("2026-13", now) == date(2026, 3, 1)
    assert month_of(date(2059, 12, 1), begins=0).next is None
    assert week_of(date(1991, 1, 2), begins=0).previous is None
