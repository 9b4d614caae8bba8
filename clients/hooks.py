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
