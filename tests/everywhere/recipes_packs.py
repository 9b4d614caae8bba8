"""Recipes for the clinic's own packs."""

from tests.everywhere.recipes import fresh, simple
from tests.everywhere.state_pack import STATE_PACK

simple(
    "pack.added", "administrator", "coordinator",
    lambda place: {"name": "town", "text": STATE_PACK.replace("own.xx", "own.town"), "number": 1},
)  # fmt: skip
simple("pack.withdrawn", "administrator", "attorney", lambda place: {"pack": fresh(place.pack)})
