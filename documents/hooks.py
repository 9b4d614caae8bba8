"""What upper rooms register at start-up, in `AppConfig.ready`: documents never look up at them."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from clinic.access.actor import Actor

# filings: (actor, case) -> the filings of a case that this actor reads, each with how it is called.
filings: list[Callable[[Actor, Any], Sequence[tuple[UUID, str]]]] = []
