"""The browsers of the people of a place."""

from collections.abc import Callable

import pytest
from django.test import Client as Browser

from tests.builders import browsing_as
from tests.everywhere.world import Place


@pytest.fixture
def browser(place: Place) -> Callable[[str], Browser]:
    """Return the browser of a role's person."""
    return lambda role: browsing_as(place.people[role])
