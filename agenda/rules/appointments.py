"""Kinds of hearings and appointments, how one goes on, and when two clash. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "hearing": _("Hearing"),
        "interview": _("Interview"),
        "biometrics": _("Biometrics"),
        "medical": _("Medical appointment"),
        "police": _("Police or prosecutor"),
        "shelter": _("Shelter"),
        "other": _("Other appointment"),
    }
)
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
# state -> (words, tone)
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        PLANNED: (_("Planned"), "info"),
        HELD: (_("Took place"), "quiet"),
        CANCELLED: (_("Cancelled"), "quiet"),
    }
)
ACCOMPANIMENT: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "none": (_("Nobody accompanies the client"), "quiet"),
        "asked": (_("An advocate is asked to accompany the client"), "warn"),
        "confirmed": (_("An advocate accompanies the client"), "good"),
    }
)
CANCEL_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "agency": _("The court or agency called it off"),
        "client": _("The client wishes it"),
        "safety": _("It would not be safe"),
        "not_needed": _("It is not needed any more"),
        "mistake": _("Entered by mistake"),
    }
)
SHORTEST, LONGEST = 5, 24 * 60
USUAL = 60
LONGEST_PLACE, LONGEST_NOTE = 300, 1000
EARLIEST_YEAR, YEARS_AHEAD = 1990, 20
# However long one takes, the other one begins at most so long before.
ASKED_AROUND = timedelta(minutes=LONGEST)


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    return starts_at + timedelta(minutes=minutes)


def overlap(start: datetime, minutes: int, other: datetime, other_minutes: int) -> bool:
    """Tell whether nobody can be at both; one that begins when the other ends is no clash."""
    return start < ends_at(other, other_minutes) and other < ends_at(start, minutes)
