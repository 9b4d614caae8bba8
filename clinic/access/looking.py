"""Whatever is opened by its id is told to the rooms that keep a record of looks."""

from collections.abc import Callable
from typing import Any

from clinic.access.actor import Actor

# (actor, what was found for them) -> nothing. Asked by every page and operation that shows one
# thing, in its transaction and after its capability was granted.
lookers: list[Callable[[Actor, Any], None]] = []


def opened(actor: Actor, thing: Any) -> None:
    for tell in lookers:
        tell(actor, thing)
