"""What the roster knows: gender as offered, undertakings, words that are compared. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_IN_LIST = 12
MOST_LANGUAGES = 6
LONGEST_NOTE = 2_000
# From so many days before its last day on, the roster says that an undertaking runs out.
WARN_DAYS = 30
# An undertaking is asked for anew at the latest after so many years.
LONGEST_YEARS = 3

GENDERS: Mapping[str, Promise] = MappingProxyType(
    {"woman": _("Woman"), "man": _("Man"), "other": _("Neither, or both")}
)
UNDERTAKINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "paper": _("Signed on paper, and the clinic keeps it"),
        "said": _("Said aloud before a member of the clinic"),
    }
)
# state -> (words, tone); only "current" and "soon" let her be booked.
UNDERTAKING_STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "missing": (_("No undertaking of confidentiality"), "danger"),
        "expired": (_("Undertaking has run out"), "danger"),
        "soon": (_("Undertaking runs out soon"), "warn"),
        "current": (_("Undertaking in force"), "good"),
    }
)


@dataclass(frozen=True)
class Undertaking:
    how: str
    until: date | None

    def state(self, on: date) -> str:
        """Return how it stands on a day; its last day still counts."""
        if not self.how or self.until is None:
            return "missing"
        if self.until < on:
            return "expired"
        return "soon" if self.until - on <= timedelta(days=WARN_DAYS) else "current"


def holds(undertaking: Undertaking, on: date) -> bool:
    return undertaking.state(on) in {"current", "soon"}


def latest_end(signed: date) -> date:
    """Return the last day that an undertaking signed on a day may have."""
    year = signed.year + LONGEST_YEARS
    try:
        return signed.replace(year=year)
    except ValueError:  # 29 February
        return signed.replace(year=year, day=28)


def plain(text: str) -> str:
    """Return a word of a list as it is compared: no accents, no case, one space."""
    apart = unicodedata.normalize("NFKD", text)
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(kept.casefold().split())
