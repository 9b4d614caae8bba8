"""Wait for what workers do, and say plainly when they do not."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 90.0


class NothingHappened(RuntimeError):
    """Workers did not do in time what they were asked."""


def wait_for(what: str, ask: Callable[[], T | None], *, seconds: float = PATIENCE) -> T:
    """Ask until the answer is neither None nor False. :raises NothingHappened:"""
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > deadline:
            raise NothingHappened(
                f"{what}: nothing after {seconds:.0f} s. Are the worker and beat running?"
            )
        time.sleep(0.3)
