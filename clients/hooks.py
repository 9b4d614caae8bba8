"""What upper rooms register at start-up, in `AppConfig.ready`: a client never looks up at them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clinic.access.actor import Actor


@dataclass(frozen=True)
class CaseLink:
    """A case of a client, as the client's page leads to it."""

    id: UUID
    number: str
    url: str
    matter: str
    stage: str
    tone: str


# cases: (actor, client) -> the cases of this client that the actor may see, newest first.
cases: list[Callable[[Actor, Any], Iterable[CaseLink]]] = []

# with_open_case: (actor, client ids) -> those with an open case the actor may see; one statement.
with_open_case: list[Callable[[Actor, Collection[UUID]], Iterable[UUID]]] = []


# walled: (actor, client, seat) -> takes from somebody who is being kept out of a client's matter
# what they had of it; called within the act, with the client locked.
walled: list[Callable[[Actor, Any, Any], None]] = []


@dataclass(frozen=True)
class MoveToTell:
    """A case with a filing whose agency must be told when the client moves.

    `url`: where the move is recorded, or nothing: this reader may not, and tells an attorney.
    """

    number: str
    agencies: str
    url: str = ""


# moves_to_tell: (actor, client) -> the cases whose agencies must be told of a move.
moves_to_tell: list[Callable[[Actor, Any], Iterable[MoveToTell]]] = []

# still_told_of: (client ids) -> those of whom papers of an upper room tell under another key than
# the client's, so that erasing would leave them readable; one statement.
still_told_of: list[Callable[[Collection[UUID]], Iterable[UUID]]] = []
