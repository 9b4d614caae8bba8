"""The demo, seeded by its command, for whoever looks at it from outside."""

import subprocess
from collections.abc import Iterator

import pytest

from clinic.services.stack import Stack
from tests.stacks import shared, stack_in


# For the session: a process that tests in parallel leaves a module between two of its tests.
@pytest.fixture(scope="session")
def quick_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("demo")
    with shared(stack_in(folder, ALCOVE_SCAN_SECONDS="5")) as running:
        yield running


@pytest.fixture(scope="session")
def first(quick_stack: Stack) -> "subprocess.CompletedProcess[str]":
    """What the first run of the command said. Mark its tests `xdist_group("stack")`."""
    return quick_stack.manage("seed_demo")
