"""What upper rooms register at start-up, in `AppConfig.ready`: this room never looks up at them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from clinic.access.actor import Actor


@dataclass(frozen=True)
class FeedEntry:
    """One thing on a day, or at an hour for so many minutes. `key` names it, and is never shown."""

    key: str
    title: str
    begins: date | datetime
    minutes: int = 0
    cancelled: bool = False
    sequence: int = 0
    changed_at: datetime | None = None


# feed_entries: (actor, first, last) -> what falls on these days and is the actor's own, as far as
# they reach it, in codes alone: whoever keeps the person's calendar reads it.
feed_entries: list[Callable[[Actor, date, date], Iterable[FeedEntry]]] = []


@dataclass(frozen=True)
class NamedHour:
    """When a paper says that a client must be somewhere, by the clock of that place."""

    case_id: UUID
    day: date
    at: time


# helpers: (actor, case) -> the names of those outside of the clinic who work for clients, as far
# as the actor may know them: words to choose from.
helpers: list[Callable[[Actor, Any], Iterable[str]]] = []


# named_hours: (client id, first, last) -> the hours that papers name for a client on these days,
# not filtered by reader: of them only the hour is told.
named_hours: list[Callable[[UUID, date, date], Iterable[NamedHour]]] = []

# away_now: () -> the seats of those who are away today; nobody asks after them.
away_now: list[Callable[[], Iterable[UUID]]] = []

# wake_times: (seats) -> until when the mail of a seat has to wait, by its quiet hours; only those
# that wait.
wake_times: list[Callable[[Iterable[UUID]], Mapping[UUID, datetime]]] = []


def awake(seats: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return until when mails have to wait, by everybody who was asked."""
    known = frozenset(seats)
    found: dict[UUID, datetime] = {}
    for ask in wake_times:
        found |= ask(known)
    return found
