"""Letters to clients as tables: kinds, states, sections, reasons. Pure: today is an argument."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FULL, LIMITED, CLOSING = "full", "limited", "closing"
KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        FULL: _("Engagement letter"),
        LIMITED: _("Engagement letter, limited scope"),
        CLOSING: _("Closing letter"),
    }
)
ENGAGING = (FULL, LIMITED)

DRAFT, ASKED, READY, SIGNED = "draft", "asked", "ready", "signed"
SUPERSEDED, ENDED, DISCARDED, GIVEN, WAIVED = (
    "superseded", "ended", "discarded", "given", "waived",
)  # fmt: skip
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        DRAFT: (_("Draft"), "quiet"),
        ASKED: (_("Waits for a supervisor"), "warn"),
        READY: (_("Ready to sign"), "info"),
        SIGNED: (_("Signed"), "good"),
        SUPERSEDED: (_("Replaced by a later letter"), "quiet"),
        ENDED: (_("Ended"), "quiet"),
        DISCARDED: (_("Discarded"), "quiet"),
        GIVEN: (_("Given to the client"), "good"),
        WAIVED: (_("Not given, with a reason"), "quiet"),
    }
)
READY_TO_GIVE = _("Ready to give")
# Those of which something may still become.
LIVE = (DRAFT, ASKED, READY, SIGNED)
UNSIGNED = (DRAFT, ASKED, READY)

SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        FULL: (
            "scope", "exclusions", "costs", "communication", "confidentiality", "people",
            "duties", "ending", "file",
        ),
        LIMITED: (
            "scope", "exclusions", "limited", "costs", "communication", "confidentiality",
            "people", "duties", "ending", "file",
        ),
        CLOSING: ("done", "dates", "todo", "originals", "file", "goodbye"),
    }
)  # fmt: skip
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        FULL: ("clinic", "matters", "team"),
        LIMITED: ("clinic", "matters", "team"),
        CLOSING: ("clinic", "ended", "dates", "originals", "kept"),
    }
)
LONGEST_HEADING, LONGEST_TEXT, LONGEST_REASON = 200, 6000, 1000
LONGEST_LANGUAGE, LONGEST_NAME = 60, 300
Section = Mapping[str, str]

CLIENT, ATTORNEY = "client", "attorney"
OWN_METHODS = ("screen", "drawn", "paper")

# Why work begins before the letter is signed.
EMERGENCIES: Mapping[str, Promise] = MappingProxyType(
    {
        "deadline": _("A date would be lost"),
        "removal": _("The client is detained, or could be deported"),
        "danger": _("The client or somebody close is in danger"),
        "hearing": _("A hearing or interview is about to take place"),
        "unreachable": _("The client agreed and cannot be met to sign just now"),
    }
)
MOST_EMERGENCY_DAYS, USUAL_EMERGENCY_DAYS = 14, 7

ENDINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "client": _("The client ended it"),
        "clinic": _("The clinic withdrew"),
        "done": _("The work is done"),
        "mistake": _("It was made or recorded by mistake"),
    }
)
CLOSED_WITH_CASE = "done"

# How a closing letter reaches the client; by post and mail only where that is safe.
GIVEN_WAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "handed": _("Handed over"),
        "read": _("Read to the client, who keeps no paper"),
        "post": _("By post"),
        "email": _("By e-mail"),
    }
)
CHANNEL_OF: Mapping[str, str] = MappingProxyType({"post": "post", "email": "email"})


def last_day(began_on: date, days: int) -> date:
    """Return the last day on which an emergency holds. :raises ValueError: too long or too short"""
    if not 1 <= days <= MOST_EMERGENCY_DAYS:
        raise ValueError("An emergency does not hold for so long.")
    return began_on + timedelta(days=days)


def digest_of(said: Mapping[str, Any]) -> str:
    """Return what tells a letter's words from any others: SHA-256 over its one way of writing."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def filled(sections: Sequence[Section], values: Mapping[str, str]) -> list[dict[str, str]]:
    """Return sections with the placeholders that are known filled in; nothing else is touched."""
    return [{**row, "text": _fill(row["text"], values)} for row in sections]


def still_open(text: str) -> bool:
    """Tell whether something is to be written where brackets stand."""
    return "[" in text and "]" in text.partition("[")[2]


def _fill(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def direction_of(text: str) -> str:
    """Return "rtl" or "ltr" by the first letter that has a direction."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
