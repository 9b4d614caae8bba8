"""What stands on the board of open cases, as data: choices that tell of nobody. Pure.

Codes are stored, so a code is never given a second meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS
from cases.rules.standing import BOARD_ROLES
from clinic.access.roles import ROLE_NAMES
from staffing.rules import JURISDICTIONS

POSTED, OFFERED, TAKEN, WITHDRAWN = "posted", "offered", "taken", "withdrawn"
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        POSTED: (_("Open"), "info"),
        OFFERED: (_("Offered to somebody"), "warn"),
        TAKEN: (_("Taken"), "quiet"),
        WITHDRAWN: (_("No longer on the board"), "quiet"),
    }
)
LIVE = (POSTED, OFFERED)
# What is asked already of who would take a case: it is of that person alone, whatever the case.
OF_ONES_OWN = frozenset(
    {
        "pledge_missing", "pledge_expired", "confidentiality_missing", "confidentiality_expired",
        "training_missing", "training_expired",
    }
)  # fmt: skip
# How long those who were interested are shown what became of a case.
SHOWN_AFTER = timedelta(days=30)

INTERESTED, NOT_ANY_MORE = "interested", "withdrawn"

OPEN, ACCEPTED, DECLINED, TAKEN_BACK, RUN_OUT = (
    "open", "accepted", "declined", "taken_back", "expired",
)  # fmt: skip
OFFERS: Mapping[str, Promise] = MappingProxyType(
    {
        OPEN: _("Waits for an answer"),
        ACCEPTED: _("Accepted"),
        DECLINED: _("Declined"),
        TAKEN_BACK: _("Taken back"),
        RUN_OUT: _("Ran out without an answer"),
    }
)

# Languages that many speak. A rarer one is not told: with the matter it could tell who it is.
LANGUAGES: Mapping[str, Promise] = MappingProxyType(
    {
        "am": _("Amharic"),
        "ar": _("Arabic"),
        "bn": _("Bengali"),
        "zh": _("Chinese"),
        "prs": _("Dari"),
        "fa": _("Farsi"),
        "fr": _("French"),
        "ht": _("Haitian Creole"),
        "hi": _("Hindi"),
        "pl": _("Polish"),
        "pt": _("Portuguese"),
        "ro": _("Romanian"),
        "ru": _("Russian"),
        "es": _("Spanish"),
        "tl": _("Tagalog"),
        "uk": _("Ukrainian"),
        "ur": _("Urdu"),
        "vi": _("Vietnamese"),
        "other": _("Another language, told once you have the case"),
    }
)
LENGTHS: Mapping[str, Promise] = MappingProxyType(
    {
        "weeks": _("Some weeks"),
        "half_year": _("Up to half a year"),
        "year": _("About a year"),
        "years": _("More than a year"),
    }
)
HOURS: Mapping[str, Promise] = MappingProxyType(
    {
        "to_10": _("Up to 10 hours"),
        "to_30": _("10 to 30 hours"),
        "to_60": _("30 to 60 hours"),
        "to_120": _("60 to 120 hours"),
        "more": _("More than 120 hours"),
    }
)
URGENCIES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "none": (_("Nothing is due within three months"), "quiet"),
        "quarter": (_("Something is due within three months"), "info"),
        "month": (_("Something is due within a month"), "warn"),
        "soon": (_("Something is due within two weeks"), "danger"),
    }
)
REMOTE: Mapping[str, Promise] = MappingProxyType(
    {
        "yes": _("All of it can be done from afar"),
        "partly": _("Some meetings in person"),
        "no": _("In person"),
    }
)
LONGEST_TEXT = 400
LONGEST_MESSAGE = 1_000
LEAST_DAYS, MOST_DAYS, USUAL_DAYS = 1, 14, 5

# What stands against a person for reasons of their own; the rest would tell of the matter.
OWN_REASONS = frozenset(
    {
        "licence_missing", "licence_elsewhere", "licence_expired", "insurance_missing",
        "accreditation_missing",
        "insurance_expired", "pledge_missing", "pledge_expired", "over_capacity", "not_taken",
        "confidentiality_missing", "confidentiality_expired", "training_missing",
        "training_expired",
    }
)  # fmt: skip


def urgency_of(days: int | None) -> str:
    """Return the band of the next date of a case, never the date."""
    if days is None or days > 92:
        return "none"
    if days > 31:
        return "quarter"
    return "month" if days > 14 else "soon"


@dataclass(frozen=True)
class Summary:
    """What volunteers are told of a case: these fields, and no other, leave the case."""

    role: str
    matters: tuple[str, ...]
    languages: tuple[str, ...]
    length: str
    hours: str
    region: str
    urgency: str
    remote: str
    text: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Summary":
        """:raises ValueError: a code that is in no table"""
        made = cls(
            said["role"], tuple(said["matters"]), tuple(said["languages"]), said["length"],
            said["hours"], said["region"], said["urgency"], said["remote"],
            (said.get("text") or "").strip(),
        )  # fmt: skip
        if not made._known():
            raise ValueError("Not something that stands on the board.")
        return made

    def _known(self) -> bool:
        return (
            self.role in BOARD_ROLES
            and bool(self.matters)
            and set(self.matters) <= set(MATTERS)
            and set(self.languages) <= set(LANGUAGES)
            and self.length in LENGTHS
            and self.hours in HOURS
            and self.region in JURISDICTIONS
            and self.urgency in URGENCIES
            and self.remote in REMOTE
            and len(self.text) <= LONGEST_TEXT
        )

    def as_said(self) -> dict[str, Any]:
        """Return it as it is sealed."""
        return {
            "role": self.role, "matters": list(self.matters), "languages": list(self.languages),
            "length": self.length, "hours": self.hours, "region": self.region,
            "urgency": self.urgency, "remote": self.remote, "text": self.text,
        }  # fmt: skip

    @property
    def title(self) -> str:
        return ", ".join(str(MATTERS[code]) for code in self.matters)

    @property
    def role_name(self) -> Promise:
        return ROLE_NAMES[self.role]

    @property
    def spoken(self) -> Sequence[Promise]:
        return [LANGUAGES[code] for code in self.languages]

    @property
    def length_words(self) -> Promise:
        return LENGTHS[self.length]

    @property
    def hours_words(self) -> Promise:
        return HOURS[self.hours]

    @property
    def urgency_words(self) -> Promise:
        return URGENCIES[self.urgency][0]

    @property
    def urgency_tone(self) -> str:
        return URGENCIES[self.urgency][1]

    @property
    def remote_words(self) -> Promise:
        return REMOTE[self.remote]


def offer_time(days: int) -> timedelta:
    """:raises ValueError: outside what an offer may hold for"""
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise ValueError("An offer does not hold for so long.")
    return timedelta(days=days)
