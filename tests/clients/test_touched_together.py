"""Hundreds of names at once end the same clearances as each of them alone."""

import csv
import random
from pathlib import Path

import pytest

from clients.models import CLEAR, Client
from clients.queries import matches, together
from clients.queries.clearances import checked_clients
from clients.queries.matches import Sought, blind_names, blind_number, find_among
from clients.queries.together import touched_together
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from tests.clients.conftest import known_client

pytestmark = pytest.mark.django_db
NAMES = Path(__file__).parent / "names" / "variants_tuning.csv"


def pairs(count: int) -> list[tuple[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [(row["a"], row["b"]) for row in csv.DictReader(file)]
    return random.Random(4).sample(rows, count)


def sought(name: str, born: str = "", phone: str = "") -> Sought:
    numbers = frozenset({blind_number("phone", phone)} if phone else ())
    return Sought(new_id(), name, False, blind_names(name, organisation=False), numbers, born)


@pytest.mark.parametrize("most", [12, 1])
def test_together_and_apart_touch_the_same(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Also where so many share a part of a name that only the nearest are opened."""
    chance = random.Random(7)
    there = pairs(24)
    words = [word for pair in there for word in pair[0].split()]
    for place, (name, _variant) in enumerate(there):
        number = {"phone": f"+1 202 555 01{place:02d}"} if place % 5 == 0 else {}
        known_client(coordinator, name, identifiers=number)
    known_client(coordinator, "Never Checked")
    Client.objects.exclude(pk=Client.objects.latest("created_at").pk).update(conflict_state=CLEAR)
    names = [variant for _name, variant in there]
    names += [" ".join(chance.sample(words, 2)) for _each in range(60)]
    asked = [sought(name, chance.choice(("", "1990-02-28", "1981"))) for name in names]
    asked += [sought("Somebody Else", phone="+1 202 555 0105"), sought("Never Checked")]
    for module in (matches, together):
        monkeypatch.setattr(module, "MOST_IN_PART", most)
        monkeypatch.setattr(module, "MOST_OPENED", 10 * most)
    apart = {match.other.client_id for match in find_among(asked, clients=checked_clients())}
    assert touched_together(asked, checked_clients()) == apart
    assert 15 <= len(apart) <= 24


def test_nobody_is_opened_where_nobody_was_checked(coordinator: Actor) -> None:
    known_client(coordinator, "Viktor Musterfall")
    assert touched_together([sought("Viktor Musterfall")], checked_clients()) == set()
