"""What upper rooms register at start-up, in `AppConfig.ready`: a page never looks up at them."""

from collections.abc import Callable
from typing import Any

# unread_counts: (actor) -> how many items the person has not looked at, for the bell in the header
# of every page. One SQL statement at most; it may stop counting past a hundred.
unread_counts: list[Callable[[Any], int]] = []
