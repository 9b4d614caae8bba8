"""What upper rooms register at start-up, in `AppConfig.ready`: the board never looks up at them."""

from collections.abc import Callable
from typing import Any

# board_gates: (case) -> nothing; each refuses (Blocked) to offer or give a case of the board that
# may not be worked on yet. Who would take it reads the words: they tell nothing of the matter.
board_gates: list[Callable[[Any], None]] = []
