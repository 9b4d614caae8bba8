"""A place in the middle of its work, bound."""

from collections.abc import Iterator

import pytest

from tests.everywhere.world import Place, make_place, settled


@pytest.fixture
def place(db: None) -> Iterator[Place]:
    made = make_place("harbor")
    with settled(made):
        yield made
