"""A place in the middle of its work, bound; the browsers of its people."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser

from tests.builders import browsing_as
from tests.everywhere.world import Place, make_place, settled


@pytest.fixture
def place(db: None) -> Iterator[Place]:
    made = make_place("harbor")
    with settled(made):
        yield made


@pytest.fixture
def browser(place: Place) -> Callable[[str], Browser]:
    """Return the browser of a role's person."""
    return lambda role: browsing_as(place.people[role])
