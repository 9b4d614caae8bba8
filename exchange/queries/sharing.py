"""Who of a clinic shares every word of a name that comes in, where many share its rarest one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from clients.models import PartyToken
from clients.queries.matches import MOST_IN_PART, Sought
from clients.rules.names import words_of
from clients.rules.nearness import nearness


def sharing_all(
    rows: Sequence[Sought],
    rarest: Sequence[Sequence[frozenset[bytes]]],
    sharing: Sequence[Mapping[UUID, int]],
) -> list[set[UUID]]:
    """Return for each row who shares a token of every other word too.

    Nobody is asked about a row whose rarest word few have: they are looked at in any case. Of the
    others only those are brought over who have the next rarest word too: in a long list the rarest
    word of most names has hundreds of holders, and both together few.
    """
    asked = [index for index, shared in enumerate(sharing) if len(shared) > MOST_IN_PART]
    others = {token for index in asked for token in rows[index].names}
    narrowed = _narrowed(asked, rarest, sharing)
    parties = {party_id for found in narrowed.values() for party_id in found}
    held: dict[UUID, set[bytes]] = defaultdict(set)
    if parties:
        found = PartyToken.objects.filter(party_id__in=parties, token__in=others)
        for party_id, token in found.values_list("party_id", "token").iterator(10_000):
            held[party_id].add(bytes(token))
    whole: list[set[UUID]] = [set() for _row in rows]
    for index in asked:
        names = rows[index].names
        mine = words_of(names)
        whole[index] = {
            party_id for party_id in narrowed[index] if nearness(names, held[party_id], mine) == 1.0
        }
    return whole


def _narrowed(
    asked: Sequence[int],
    rarest: Sequence[Sequence[frozenset[bytes]]],
    sharing: Sequence[Mapping[UUID, int]],
) -> dict[int, set[UUID]]:
    """Return, for each row that is asked about, who shares its two rarest words."""
    second = {token for index in asked for tokens in rarest[index][1:] for token in tokens}
    holders = defaultdict[bytes, set[UUID]](set)
    if second:
        found = PartyToken.objects.filter(token__in=second)
        for token, party_id in found.values_list("token", "party_id").iterator(10_000):
            holders[bytes(token)].add(party_id)
    narrowed = {}
    for index in asked:
        both = set(sharing[index])
        for tokens in rarest[index][1:]:
            both = {one for token in tokens for one in both & holders.get(token, set())}
        narrowed[index] = both
    return narrowed
