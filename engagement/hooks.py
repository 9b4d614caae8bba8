"""What upper rooms register at start-up, in `AppConfig.ready`: a letter never looks up at them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from clinic.access.actor import Actor

# remaining_dates: (actor, case) -> days that a client must know of when a case closes, with what
# each is, in words that name nobody.
remaining_dates: list[Callable[[Actor, Any], Iterable[tuple[date, str]]]] = []

# kept_months: () -> for how many months a closed file is kept, or nothing where no policy says.
kept_months: list[Callable[[], int | None]] = []
