"""What may go to whom until when."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.rules import Terms, expiry, refusal_of

SHELTER, OTHER = uuid4(), uuid4()
GIVEN = date(2026, 7, 1)


def terms(**changes: object) -> Terms:
    plain: dict[str, object] = {
        "partner_id": SHELTER,
        "fields": frozenset({"legal_name", "language"}),
        "given_on": GIVEN,
        "expires_on": expiry(GIVEN, 30),
        "revoked": False,
    }
    return Terms(**(plain | changes))  # type: ignore[arg-type]


def asked(*releases: Terms, to: object = SHELTER, of: tuple[str, ...] = ("language",),
          on: date = date(2026, 7, 10)) -> str | None:  # fmt: skip
    return refusal_of(releases, partner_id=to, fields=of, today=on)  # type: ignore[arg-type]


def test_a_release_of_30_days_given_on_1_july_expires_on_31_july() -> None:
    assert expiry(GIVEN, 30) == date(2026, 7, 31)
    assert asked(terms(), on=date(2026, 7, 30)) is None
    assert asked(terms(), on=date(2026, 7, 31)) == "expired"


def test_it_does_not_begin_before_it_was_given() -> None:
    assert asked(terms(), on=date(2026, 6, 30)) == "not_yet"


@pytest.mark.parametrize(
    ("releases", "to", "of", "why"),
    [
        ((), SHELTER, ("language",), "no_release"),
        ((terms(),), OTHER, ("language",), "no_release"),
        ((terms(),), SHELTER, ("language", "birth_date"), "field_not_released"),
        ((terms(revoked=True),), SHELTER, ("language",), "revoked"),
        ((terms(),), SHELTER, (), "nothing_chosen"),
    ],
)
def test_what_is_not_covered_is_refused(
    releases: tuple[Terms, ...], to: object, of: tuple[str, ...], why: str
) -> None:
    assert asked(*releases, to=to, of=of) == why


def test_two_releases_are_not_added_up() -> None:
    one = terms(fields=frozenset({"legal_name"}))
    two = terms(fields=frozenset({"language"}))
    assert asked(one, two, of=("legal_name", "language")) == "field_not_released"


def test_a_newer_release_holds_although_an_older_one_was_taken_back() -> None:
    assert asked(terms(revoked=True), terms()) is None


@given(days=st.integers(1, 365), later=st.integers(0, 800))
def test_it_holds_exactly_as_long_as_was_agreed(days: int, later: int) -> None:
    held = terms(expires_on=expiry(GIVEN, days))
    allowed = asked(held, on=GIVEN + timedelta(days=later)) is None
    assert allowed == (later < days)
