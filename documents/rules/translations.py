"""What a translator states and how it is signed. Pure: today is an argument."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCREEN, DRAWN, PAPER = "screen", "drawn", "paper"
# As lawyers sign their letters.
METHODS = (SCREEN, DRAWN, PAPER)
LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_REACH, LONGEST_WORDS = 60, 300, 500, 3000
LONGEST_WHY = 1000
ENGLISH = "English"
EARLIEST = date(1990, 1, 1)
# 8 CFR 103.2(b)(3), 1003.33; Immigration Rules and Home Office guidance: accurate, dated, with
# name, signature and how to reach the translator. What a tribunal asks beyond that is in its rules.
_STATEMENTS = {
    "us": (
        "I certify that I am competent to translate from {source} into {target}, and that the "
        "attached translation is complete and is true and accurate to the best of my abilities."
    ),
    "uk": (
        "I confirm that the attached is a full and accurate translation of the original document "
        "from {source} into {target}, and that I am qualified to translate between them."
    ),
}
STANDING: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "certified": (_("Translated and certified"), "good"),
        "uncertified": (_("Translated, without a certificate"), "warn"),
        "untranslated": (_("Not translated"), "warn"),
        "outdated": (_("Certified for another version"), "warn"),
    }
)
CERTIFIED = "certified"


def statement(jurisdiction: str, source: str, target: str) -> str:
    """Return the words that a translator signs, to begin with."""
    words = _STATEMENTS.get(jurisdiction, _STATEMENTS["uk"])
    return words.format(source=source or "[language]", target=target or ENGLISH)


def still_open(words: str) -> bool:
    """Tell whether something is to be written where brackets stand."""
    return "[" in words and "]" in words.partition("[")[2]


def wrong_day(day: date, *, today: date) -> str:
    """Return why nobody signed on a day, as a code; "" when they may have."""
    if day > today:
        return "future_day"
    return "day_too_old" if day < EARLIEST else ""
