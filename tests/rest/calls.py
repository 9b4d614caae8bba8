"""For every operation, one request that does what it is for, in the world of the URL matrix.

The matrix sends it as every visitor, the schema's test starts from it: each room keeps its own
`calls_<room>.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from tests.everywhere.world import Place
from tests.sealed import PDF

Body = Callable[[Place], Any]


def today_at(place: Place) -> str:
    """Return the day on a clinic's wall; no clinic is bound where bodies are made."""
    return timezone.now().astimezone(ZoneInfo(place.clinic.time_zone)).date().isoformat()


@dataclass(frozen=True)
class Call:
    """`given` names an object of `tests.everywhere.doors.OBJECTS` that fills the route."""

    given: str = "none"
    body: Body | None = None
    query: str = ""
    # What must be so before, done by the product's actions within the clinic: a packet rendered …
    before: Callable[[Place], None] | None = None
    # Of an operation that takes a form: the field of its file, beside what `body` says.
    scan: str = ""
    content: bytes = PDF
    filename: str = "scan.pdf"
