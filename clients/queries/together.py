"""Whose clearance many names touch at once, as a list brings them: a few statements in all.

The comparison and whom it opens are those of `matches.find_among`, which asks the database about
each name by itself; a test holds both to the same answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from clients.models import Client, Party, PartyToken
from clients.queries.matches import (
    MOST_IN_PART,
    MOST_OPENED,
    Sought,
    born_of,
    how_many,
)
from clients.rules.births import with_births
from clients.rules.matching import ReadName, compare
from clients.rules.names import Known, words_of
from clients.rules.nearness import LEAST_SHARED
from clinic.vault.keys import preload

# Each token with the parties that have it, and how many words the name of each has.
Holders = Mapping[bytes, Sequence[tuple[UUID, int]]]


def touched_together(sought: Sequence[Sought], clients: QuerySet[Client]) -> set[UUID]:
    """Return those of these clients who have a party that one of these names matches."""
    holders = _holders(sought, clients)
    many = how_many([one for one in sought if any(token in holders for token in one.names)])
    same = [_same_number(one, holders) for one in sought]
    near = [_nearest(one, holders, many) for one in sought]
    parties = {party_id for chosen in (*same, *near) for party_id in chosen}
    opened = {row.pk: row for row in Party.objects.filter(pk__in=parties).select_related("client")}
    preload({party.key_id for party in opened.values()})
    touched = {opened[party_id].client_id for own in same for party_id in own if party_id in opened}
    known: Known = {}
    names = {
        party_id: ReadName(party.name or "", party.is_organisation, known)
        for party_id, party in opened.items()
    }
    for one, chosen in zip(sought, near, strict=True):
        mine = ReadName(one.name, one.is_organisation, known) if chosen else None
        for party_id in chosen:
            party = opened.get(party_id)
            if not mine or not party or party.client_id in touched:
                continue
            if _matches(one, mine, party, names[party_id]):
                touched.add(party.client_id)
    return touched


def _holders(sought: Sequence[Sought], clients: QuerySet[Client]) -> Holders:
    every = {token for one in sought for token in (*one.names, *one.numbers)}
    rows = PartyToken.objects.filter(token__in=every, party__client__in=clients).order_by()
    found: dict[bytes, list[tuple[UUID, int]]] = defaultdict(list)
    for token, party_id, words in rows.values_list("token", "party_id", "words").iterator(10_000):
        found[bytes(token)].append((party_id, words))
    return found


def _same_number(one: Sought, holders: Holders) -> set[UUID]:
    return {party_id for token in one.numbers for party_id, _words in holders.get(token, ())}


def _nearest(one: Sought, holders: Holders, many: Mapping[bytes, int]) -> list[UUID]:
    """Return whom to open: first those who share all of the shorter name, then the rarest."""
    met: dict[UUID, list[float]] = defaultdict(list)
    words: dict[UUID, int] = {}
    for having in _by_word(one):
        best: dict[UUID, float] = {}
        for token in having:
            rare = 1 + 0.5 / many[token] if token in many else 0.0
            for party_id, count in holders.get(token, ()):
                best[party_id] = max(best.get(party_id, 0.0), rare)
                words[party_id] = max(words.get(party_id, 0), count)
        for party_id, rare in best.items():
            met[party_id].append(rare)
    mine = words_of(one.names)
    ordered = []
    for party_id, shared in met.items():
        fewer = min(words[party_id], mine)
        if words[party_id] and len(shared) >= fewer * LEAST_SHARED:
            ordered.append((len(shared) < fewer, -sum(shared), party_id))
    ordered.sort()
    ordered = ordered[: MOST_OPENED + MOST_IN_PART]
    whole = [party_id for in_part, _near, party_id in ordered if not in_part]
    some = [party_id for in_part, _near, party_id in ordered if in_part]
    return (whole + some[:MOST_IN_PART])[:MOST_OPENED]


def _by_word(one: Sought) -> Iterator[list[bytes]]:
    for place in range(max(one.names.values(), default=0).bit_length()):
        yield [token for token, words in one.names.items() if words >> place & 1]


def _matches(one: Sought, mine: ReadName, party: Party, name: ReadName) -> bool:
    match = compare(mine, name)
    if one.born and (party.born or party.kind in {"client", "alias"}):
        match = with_births(match, one.born, born_of(party, party.client))
    return match.is_possible
