"""Names are kept as typed or refused; birth dates exist; code names are nobody's."""

import secrets
from datetime import date

import pytest

from clients.rules.code_words import QUALITIES, THINGS
from clients.rules.identity import (
    CODE_NAME_POOL,
    IdentityError,
    ages_on,
    check_birth_date,
    check_birth_year,
    check_name,
    make_code_name,
    read_birth,
    under_18,
)
from clients.rules.names import TITLES
from clients.rules.short_forms import FULL_FORMS

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "name",
    [
        "María José  García López",
        "Nguye\u0302\u0303n Thị",
        "گل‌محمد",
        "ක්‍රිෂාන්ති",
        "O’Brien-Núñez, Jr.",
        " Amal ",
        "Anna \u200fمريم\u200e Smith",
        "N!xau",
        "X Æ 12",
    ],
)
def test_a_name_is_kept_exactly_as_typed(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("pasted", ["\u2068مريم\u2069", "\u202bمريم\u202c", "\ufeffمريم\u200f"])
def test_direction_marks_around_a_whole_name_are_taken_off(pasted: str) -> None:
    assert check_name(pasted) == "مريم"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ama\u202el Hadd\u202cad", "order of letters"),
        ("Ama\u2066l", "order of letters"),
        ("Amal\nHaddad", "one line"),
        ("Amal\x00", "control character"),
        ("Amal\x1b[2J", "control character"),
        ("Amal\u2028Haddad", "line break"),
        ("Amal\ud800", "control character"),
        ("", "no letter"),
        (" \u200b\u2060 ", "no letter"),
        ("—!?", "no letter"),
        ("م" * 301, "300"),
        ("a" * 20_000_000, "300"),
    ],
)
def test_a_name_that_could_mislead_is_refused_in_words(name: str, said: str) -> None:
    with pytest.raises(IdentityError, match=said) as refused:
        check_name(name)
    assert not name or name not in str(refused.value)


def test_a_name_of_300_characters_is_kept() -> None:
    assert len(check_name("é" * 300)) == 300


@pytest.mark.parametrize("typed", ["1990-02-28", "1990-2-28", " 2026-11-20 ", "1900-01-01"])
def test_a_birth_date_that_can_be_is_kept(typed: str) -> None:
    birth = read_birth(typed, today=TODAY)
    assert birth.is_exact
    assert birth.year == birth.day.year if birth.day else False


def test_a_year_alone_is_enough() -> None:
    birth = read_birth("1990", today=TODAY)
    assert (birth.is_exact, str(birth)) == (False, "1990")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-11-21", "future"),
        ("2027", "future"),
        ("9999-12-31", "future"),
        ("1899-12-31", "1900"),
        ("0001", "1900"),
        ("1990-02-30", "does not exist"),
        ("1990-13-01", "does not exist"),
        ("2023-02-29", "does not exist"),
        ("28/02/1990", "year-month-day"),
        ("٢٠٠٠", "year-month-day"),
        ("", "year-month-day"),
        ("9" * 10_000, "year-month-day"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused_in_words(typed: str, said: str) -> None:
    with pytest.raises(IdentityError, match=said):
        read_birth(typed, today=TODAY)


def test_today_is_the_last_possible_birth_date() -> None:
    assert check_birth_date(TODAY, today=TODAY).day == TODAY
    with pytest.raises(IdentityError, match="future"):
        check_birth_date(date(2026, 11, 21), today=TODAY)


def test_age_turns_on_the_birthday() -> None:
    assert under_18(check_birth_date(date(2008, 11, 21), today=TODAY), TODAY) is True
    assert under_18(check_birth_date(date(2008, 11, 20), today=TODAY), TODAY) is False


def test_a_leap_day_child_comes_of_age_on_the_first_of_march() -> None:
    birth = check_birth_date(date(2008, 2, 29), today=TODAY)
    assert ages_on(birth, date(2026, 2, 28)) == (17, 17)
    assert ages_on(birth, date(2026, 3, 1)) == (18, 18)


def test_from_a_year_alone_the_age_may_stay_unknown() -> None:
    assert under_18(check_birth_year(2008, today=TODAY), TODAY) is None
    assert under_18(check_birth_year(2009, today=TODAY), TODAY) is True
    assert under_18(check_birth_year(2007, today=TODAY), TODAY) is False
    assert under_18(None, TODAY) is None


def test_code_names_are_drawn_from_a_large_pool_of_two_words() -> None:
    drawn = {make_code_name(secrets.randbelow) for _ in range(2_000)}
    assert CODE_NAME_POOL >= 40_000
    assert len(drawn) > 1_800
    assert all(len(name.split()) == 2 and name.isascii() for name in drawn)


def test_every_code_name_of_the_pool_can_be_drawn_and_is_different() -> None:
    names = {f"{quality} {thing}" for quality in QUALITIES for thing in THINGS}
    assert len(names) == CODE_NAME_POOL
    assert make_code_name(lambda size: size - 1) == f"{QUALITIES[-1]} {THINGS[-1]}"


def test_code_words_are_no_names_and_easily_said() -> None:
    words = {word.casefold() for word in (*QUALITIES, *THINGS)}
    given = {*FULL_FORMS, *(full for forms in FULL_FORMS.values() for full in forms), *TITLES}
    assert words.isdisjoint(given)
    assert all(set(word) & set("aeiouy") and 3 <= len(word) <= 12 for word in words)
