"""All of Alcove, running, for the tests that share it; ended when the last of them is done.

A fixture of the session would end only with the session: three stacks looked for due deadlines
every few seconds all through the tests that need none.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from clinic.services.stack import Stack
from tests import embedded
from tests.scheduling import group_of

GROUP = "stack"
T = TypeVar("T")
_running: list[ExitStack] = []


@contextmanager
def shared(opened: AbstractContextManager[T]) -> Iterator[T]:
    """Open it until the fixture ends, or no test of this process will ask for it any more."""
    with ExitStack() as held:
        value = held.enter_context(opened)
        _running.append(held)
        yield value


@contextmanager
def stack_in(folder: Path, **more: str) -> Iterator[Stack]:
    """Run Alcove on data of its own, which is thrown away; its schema comes from the template."""
    running = Stack(folder, "clinic.settings.demo", more, durable=False)
    try:
        embedded.put_schema_into(running.postgres)
        with running:
            yield running
    finally:
        running.postgres.destroy()


def end_what_no_test_needs(item: pytest.Item) -> None:
    """End all before the first test of another group. A worker gets a group in one piece."""
    if hasattr(item.config, "workerinput") and group_of(item.nodeid.partition("::")[0]) != GROUP:
        while _running:
            _running.pop().close()
