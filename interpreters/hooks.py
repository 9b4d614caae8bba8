"""What upper rooms register at start-up, in `AppConfig.ready`: a roster never looks up at them."""

from collections.abc import Callable, Collection
from uuid import UUID

# holds: (client ids) -> whether a legal hold keeps what belongs to one of them.
holds: list[Callable[[Collection[UUID]], bool]] = []
