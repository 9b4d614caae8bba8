from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.builders import browsing_as
from tests.everywhere.world import World

Url = Callable[..., str]


@pytest.fixture
def at_desk(world: World) -> Browser:
    return browsing_as(world.here.people["coordinator"])


@pytest.fixture
def here() -> Url:
    """Return the address of a route in the attacker's own clinic."""

    def address(route: str, **kwargs: Any) -> str:
        return reverse(route, kwargs={"clinic": "harbor", **kwargs})

    return address
