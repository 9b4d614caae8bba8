"""What may be written down as a name, a birth date and a code name.

What a person typed is kept as typed or refused with the reason; the one thing taken off is an
invisible mark around a whole name, which pasting adds and nobody means.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clients.rules.code_words import QUALITIES, THINGS
from clients.rules.wording import gettext_noop

LONGEST_NAME = 300
EARLIEST_YEAR = 1900

# Marks that can show letters in another order than they stand: in a name they can hide a name.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_AROUND = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff"
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class IdentityError(ValueError):
    """Why a name or date cannot be kept, in plain words that never repeat the value.

    `message` is an English source string to be translated, with `%(limit)s` where a figure goes.
    """

    def __init__(self, message: str, *, limit: int | None = None) -> None:
        super().__init__(message % {"limit": limit} if limit is not None else message)
        self.message = message
        self.limit = limit


def check_name(text: str) -> str:
    """Return the name as typed, without invisible direction marks around it; else IdentityError.

    Marks between the words stay where they only steer display (LRM, RLM, joiners: Persian and many
    Indic names need them). Marks that reorder letters are refused, not removed: removing one from
    the middle of a name would change what the person sees.
    """
    if len(text) > LONGEST_NAME:
        raise IdentityError(
            gettext_noop(
                "This name is longer than %(limit)s characters. Write the name here and the rest "
                "into a note."
            ),
            limit=LONGEST_NAME,
        )
    name = text.strip(_AROUND)
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in name):
        raise IdentityError(
            gettext_noop(
                "This name holds a line break or a control character. Write it on one line."
            )
        )
    if not _REORDERING.isdisjoint(name):
        raise IdentityError(
            gettext_noop(
                "This name holds invisible marks that change the order of letters. "
                "Type it instead of pasting it."
            )
        )
    if not any(unicodedata.category(letter)[0] in "LN" for letter in name):
        raise IdentityError(
            gettext_noop("There is no letter in this name. Leave it out if it is not known.")
        )
    return name


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date, or only its year where the day is not known or an estimate."""

    year: int
    day: date | None = None

    @property
    def is_exact(self) -> bool:
        return self.day is not None

    def __str__(self) -> str:
        return self.day.isoformat() if self.day else str(self.year)


def check_birth_date(day: date, *, today: date) -> Birth:
    """Return an exact birth date; refused in the future and before 1900."""
    _check_year(day.year, today)
    if day > today:
        raise _in_the_future()
    return Birth(day.year, day)


def check_birth_year(year: int, *, today: date) -> Birth:
    """Return a birth date of which only the year is known."""
    _check_year(year, today)
    return Birth(year)


def read_birth(text: str, *, today: date) -> Birth:
    """Read "1990-02-28" or "1990"; other orders of day and month are ambiguous and refused."""
    plain = text.strip()
    if _YEAR.fullmatch(plain):
        return check_birth_year(int(plain), today=today)
    found = _ISO_DATE.fullmatch(plain)
    if found is None:
        raise IdentityError(
            gettext_noop("Write the birth date as year-month-day, 1990-02-28, or only the year.")
        )
    year, month, day_of_month = (int(part) for part in found.groups())
    try:
        day = date(year, month, day_of_month)
    except ValueError:
        raise IdentityError(
            gettext_noop("This day does not exist in the calendar. Look at month and day again.")
        ) from None
    return check_birth_date(day, today=today)


def _check_year(year: int, today: date) -> None:
    if year > today.year:
        raise _in_the_future()
    if year < EARLIEST_YEAR:
        raise IdentityError(
            gettext_noop("A birth date cannot be before %(limit)s. Look at the year again."),
            limit=EARLIEST_YEAR,
        )


def _in_the_future() -> IdentityError:
    return IdentityError(gettext_noop("A birth date cannot be in the future. Look at it again."))


def ages_on(birth: Birth, today: date) -> tuple[int, int]:
    """Return the lowest and highest age possible today; equal for an exact date.

    Who is born on 29 February comes of age on 1 March in a common year.
    """
    if birth.day is not None:
        before_birthday = (today.month, today.day) < (birth.day.month, birth.day.day)
        age = today.year - birth.day.year - before_birthday
        return age, age
    oldest = today.year - birth.year
    last_day_of_year = (today.month, today.day) == (12, 31)
    return (oldest if last_day_of_year else max(oldest - 1, 0)), oldest


def under_18(birth: Birth | None, today: date) -> bool | None:
    """Tell whether the person is a minor today; None when it cannot be known."""
    if birth is None:
        return None
    lowest, highest = ages_on(birth, today)
    if highest < 18:
        return True
    return False if lowest >= 18 else None


def make_code_name(randbelow: Callable[[int], int]) -> str:
    """Return two neutral words, like "Copper Harbor"; the caller draws again when it is taken.

    `randbelow` is `secrets.randbelow`: a code name must not follow from the one before it.
    """
    return f"{QUALITIES[randbelow(len(QUALITIES))]} {THINGS[randbelow(len(THINGS))]}"


CODE_NAME_POOL = len(QUALITIES) * len(THINGS)
