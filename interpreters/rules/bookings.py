"""How a booking goes on, and what may be told to whom. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.rules.names import telling_parts

ASKED, OFFERED, CONFIRMED, DONE, CANCELLED = "asked", "offered", "confirmed", "done", "cancelled"
# status -> (words, tone)
STATUSES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        ASKED: (_("Nobody found yet"), "warn"),
        OFFERED: (_("Asked, waits for an answer"), "info"),
        CONFIRMED: (_("Confirmed"), "good"),
        DONE: (_("Done"), "quiet"),
        CANCELLED: (_("Called off"), "quiet"),
    }
)
OPEN = frozenset({ASKED, OFFERED, CONFIRMED})
TAKEN = frozenset({OFFERED, CONFIRMED})
CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {"in_person": _("In person"), "phone": _("By phone"), "video": _("By video")}
)
# By which safe-contact channels the client is reached, one of them enough; in one room by none.
REACHES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"phone": ("phone",), "video": ("app", "email")}
)
CONSENTS: Mapping[str, Promise] = MappingProxyType(
    {
        "said": _("Said yes in person or by phone"),
        "paper": _("Signed a paper that the clinic keeps"),
        "message": _("Wrote yes by a safe way"),
    }
)
CANCEL_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "moved": _("Another time is needed"),
        "client": _("The client wishes it"),
        "safety": _("It would not be safe"),
        "not_needed": _("No interpreter is needed any more"),
        "mistake": _("Entered by mistake"),
    }
)
QUALITIES: Mapping[str, Promise] = MappingProxyType(
    {
        "good": _("Went well"),
        "mixed": _("Some of it was hard"),
        "poor": _("Did not go well"),
    }
)
AGAIN: Mapping[str, Promise] = MappingProxyType(
    {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}
)
SHORTEST, LONGEST = 10, 480
# How long before and after a meeting somebody is not asked for another one.
ON_THE_WAY = timedelta(minutes=15)
# After the meeting the link is closed: what it showed is over.
LINK_STAYS = timedelta(hours=2)
FARTHEST = timedelta(days=365)
# A number this short is a room or a floor.
LEAST_DIGITS = 6
LEAST_WORD = 3


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    return starts_at + timedelta(minutes=minutes)


def overlap(start: datetime, minutes: int, other: datetime, other_minutes: int) -> bool:
    """Tell whether two meetings are too near for one person, the way between them counted."""
    return (
        start < ends_at(other, other_minutes) + ON_THE_WAY
        and other < ends_at(start, minutes) + ON_THE_WAY
    )


def tells_of(text: str, names: Iterable[str], numbers: Iterable[str], places: Iterable[str]) -> str:
    """Return what of a client stands in a text: "name", "number", "place", or nothing.

    A false alarm costs other words; a miss tells somebody outside the clinic who she is.
    """
    words = set(telling_parts(text))
    own = {part for name in names for part in telling_parts(name) if len(part) >= LEAST_WORD}
    if words & own:
        return "name"
    signs = squeezed(text)
    digits = "".join(sign for sign in signs if sign.isdigit())
    for number in map(squeezed, numbers):
        tail = "".join(sign for sign in number if sign.isdigit())[-9:]
        if len(number) >= LEAST_DIGITS and number in signs:
            return "number"
        if len(tail) >= LEAST_DIGITS and tail in digits:
            return "number"
    for place in places:
        lines = [squeezed(line) for line in place.replace(",", "\n").splitlines()]
        if any(len(line) >= LEAST_DIGITS and line in signs for line in lines):
            return "place"
    return ""


def squeezed(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
