"""Who shares every word of a name: few are brought over, and they are those whom all would give."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import Party, PartyToken
from clients.queries.matches import MOST_IN_PART, Sought
from clients.rules.names import words_of
from clients.rules.nearness import nearness
from clinic.access.actor import Actor
from exchange.queries.duplicates import OWN_NAMES, Readings, _held_by, _rarest, sought_of
from exchange.queries.sharing import sharing_all
from exchange.rules.drafts import Draft
from tests.exchange.conftest import confirmed, taken_in, uploaded

FIRST = ("Amina", "Zerthun", "Quillon", "María del Carmen", "Li", "Yusuf")
LAST = ("Abbaye", "Mavros", "Beispiel", "Öström", "Contoh Przykład", "Vorbild", "Muster")


def names(count: int, chance: random.Random) -> list[str]:
    return [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _each in range(count)]


@pytest.fixture
def full(clinic: object, administrator: Actor) -> None:
    """A clinic in which each word of a name has many holders."""
    chance = random.Random(7)
    said: Counter[str] = Counter()
    lines = ["Client ID;Name;DOB"]
    for number, name in enumerate(names(160, chance), 1):
        said[name] += 1  # each of a name is of another year: they are different people
        lines.append(f"{number};{name};{1950 + said[name]}")
    content = "\r\n".join([*lines, ""]).encode()
    taken_in(confirmed(administrator, uploaded(administrator, content)))
    assert Party.objects.count() == 160


def sought(text: str) -> Sought:
    return sought_of(Draft(legal_name=text), Readings())


def test_they_are_whom_a_look_at_everybody_gives(full: None) -> None:
    chance = random.Random(11)
    rows = [sought(text) for text in (*names(60, chance), "Abbaye", "Li", "Nobody Atall", "")]
    rarest = [_rarest(row, _held_by(rows)) for row in rows]
    held: dict[object, set[bytes]] = {}
    for party_id, token in PartyToken.objects.filter(party__kind__in=OWN_NAMES).values_list(
        "party_id", "token"
    ):
        held.setdefault(party_id, set()).add(bytes(token))
    sharing = [
        Counter({
            party_id: len(tokens & words[0])
            for party_id, tokens in held.items()
            if words and tokens & words[0]
        })
        for words in rarest
    ]  # fmt: skip
    expected = [
        {
            party_id
            for party_id in shared
            if len(shared) > MOST_IN_PART
            and nearness(row.names, held[party_id], words_of(row.names)) == 1.0
        }
        for row, shared in zip(rows, sharing, strict=True)
    ]
    assert sharing_all(rows, rarest, sharing) == expected  # type: ignore[arg-type]
    assert sum(map(bool, expected)) > 40


def test_as_many_statements_for_many_rows_as_for_one(full: None) -> None:
    costs = []
    for count in (1, 40):
        rows = [sought(text) for text in names(count, random.Random(3))]
        rarest = [_rarest(row, _held_by(rows)) for row in rows]
        holders = PartyToken.objects.filter(party__kind__in=OWN_NAMES)
        everybody = Counter(holders.values_list("party_id", flat=True))
        with CaptureQueriesContext(connection) as captured:
            sharing_all(rows, rarest, [everybody] * count)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 2
