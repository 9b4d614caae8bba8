"""No action writes a name, a number or a note of anybody into a log, done or refused."""

import logging
from contextlib import suppress

import pytest

import clinic.urls  # loads every room, and with it every action
from clinic.access.actions import ACTIONS
from clinic.access.refusals import Refused
from clinic.tenancy.current import bind
from tests.everywhere import recipes_clients, recipes_filings, recipes_work
from tests.everywhere.doors import undone
from tests.everywhere.recipes import RECIPES
from tests.everywhere.world import make_place, settled

assert clinic.urls
assert recipes_clients
assert recipes_filings
assert recipes_work
pytestmark = pytest.mark.django_db
# What the world and the recipes give to clients and the parties around them.
TELLING = (
    "nilofar", "beispiel", "oana", "exemplu", "mekdes", "misale", "binh", "mika", "muster", "anan",
    "tigrinya", "dari", "1999-04-03", "ioe0912345678", "eac2190000001", "a plan.", "a bed",
)  # fmt: skip


def told_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    text = caplog.text.lower()
    return [word for word in TELLING if word in text]


def test_no_action_logs_who_it_is_about(caplog: pytest.LogCaptureFixture) -> None:
    place = make_place("harbor")
    caplog.set_level(logging.INFO)  # what every settings module writes down
    wrong = []
    with settled(place):
        for verb, (recipe, refused) in sorted(RECIPES.items()):
            with undone():
                caplog.clear()
                actor, given = recipe(place)
                with suppress(Refused):
                    if refused in place.people:
                        ACTIONS[verb](place.people[refused], **given)
                with bind(actor.clinic):
                    ACTIONS[verb](actor, **given)
                wrong += [f"{verb}: {word}" for word in told_in(caplog)]
    assert wrong == []


def test_the_search_finds_what_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("clients.actions").warning("Revealed %s.", "Mekdes Misale")
    assert told_in(caplog) == ["mekdes", "misale"]
