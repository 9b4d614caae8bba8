"""Find people by blind tokens: a bounded number of statements, at most 200 names opened."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from clients.models import Identifier, Party, PartyToken
from clients.rules.identifiers import KINDS, IdentifierError, identifier_token
from clients.rules.matching import THRESHOLD, Match, ReadName, compare
from clients.rules.names import name_tokens
from clinic.tenancy.models import new_id
from clinic.vault import blind
from clinic.vault.keys import preload

NAME, NUMBER = "name", "identifier"
MOST_OPENED = 200


@dataclass(frozen=True)
class Sought:
    """A name and numbers to look for, with their blind tokens."""

    id: UUID
    name: str
    is_organisation: bool
    names: frozenset[bytes]
    numbers: frozenset[bytes]


@dataclass(frozen=True)
class Found:
    sought: Sought
    other: Party
    score: float
    reasons: tuple[str, ...]


def blind_names(name: str, *, organisation: bool) -> frozenset[bytes]:
    return frozenset(
        blind.token(NAME, token) for token in name_tokens(name, organisation=organisation)
    )


def blind_number(kind: str, value: str) -> bytes:
    return blind.token(NUMBER, identifier_token(kind, value))


def sought_parties(parties: Sequence[Party]) -> list[Sought]:
    """Return parties of a client to look for; their tokens come in one statement."""
    tokens: dict[tuple[UUID, str], set[bytes]] = defaultdict(set)
    rows = PartyToken.objects.filter(party__in=[party.pk for party in parties])
    for party_id, kind, token in rows.values_list("party_id", "kind", "token"):
        tokens[party_id, kind].add(bytes(token))
    return [
        Sought(
            party.pk,
            party.name or "",
            party.is_organisation,
            frozenset(tokens[party.pk, NAME]),
            frozenset(tokens[party.pk, NUMBER]),
        )
        for party in parties
    ]


def sought_text(text: str) -> Sought:
    """Return what somebody typed into the search: a name, and every number it could be."""
    numbers = set()
    for kind in KINDS:
        try:
            numbers.add(blind_number(kind, text))
        except IdentifierError:
            continue
    names = blind_names(text, organisation=False)
    return Sought(new_id(), text, False, names, frozenset(numbers))


def find_matches(sought: Sequence[Sought], *, beside: UUID | None = None) -> list[Found]:
    """Return possible matches among current parties of the clinic, best first.

    At least half the tokens of the shorter name, or one number, make a candidate; names are then
    opened and ranked.

    :param beside: leave out the parties of this client
    """
    shared = _shared_tokens(sought, beside)
    sizes = _sizes(shared)
    close: dict[UUID, float] = {}
    for other, tokens in shared.items():
        nearness = max(_nearness(one, tokens, sizes.get(other, 0)) for one in sought)
        if nearness > 0:
            close[other] = nearness
    nearest = sorted(close, key=lambda other: -close[other])[:MOST_OPENED]
    parties = list(Party.objects.filter(pk__in=nearest).select_related("client"))
    preload({party.key_id for party in parties})
    found = [
        match
        for party in parties
        for match in _ranked(sought, party, shared[party.pk], sizes.get(party.pk, 0))
    ]
    return sorted(found, key=lambda match: -match.score)


def _shared_tokens(sought: Sequence[Sought], beside: UUID | None) -> dict[UUID, set[bytes]]:
    every = {token for one in sought for token in one.names | one.numbers}
    rows = PartyToken.objects.filter(token__in=every, party__removed_at=None)
    if beside is not None:
        rows = rows.exclude(party__client_id=beside)
    shared: dict[UUID, set[bytes]] = defaultdict(set)
    for party_id, token in rows.values_list("party_id", "token"):
        shared[party_id].add(bytes(token))
    return shared


def _sizes(parties: Iterable[UUID]) -> dict[UUID, int]:
    rows = PartyToken.objects.filter(party_id__in=list(parties), kind=NAME)
    return dict(rows.values_list("party_id").annotate(Count("id")))


def _nearness(one: Sought, tokens: set[bytes], size: int) -> float:
    """Return 0 for no candidate; the share of the shorter name's tokens, or 2 for a number."""
    if one.numbers & tokens:
        return 2.0
    shorter = min(len(one.names), size)
    share = len(one.names & tokens) / shorter if shorter else 0.0
    return share if share >= 0.5 else 0.0


def _ranked(sought: Sequence[Sought], party: Party, tokens: set[bytes], size: int) -> list[Found]:
    name = ReadName(party.name or "", party.is_organisation)
    found = []
    for one in sought:
        if not _nearness(one, tokens, size):
            continue
        match = compare(ReadName(one.name, one.is_organisation), name)
        if one.numbers & tokens:
            reasons = match.reasons if match.is_possible else ()
            match = Match(1.0, ("identifier", *reasons))
        if match.score >= THRESHOLD:
            found.append(Found(one, party, match.score, match.reasons))
    return found


def tokens_of(party: Party, identifiers: Iterable[Identifier]) -> set[tuple[str, bytes]]:
    """Return (kind, token) of everything a party is found by."""
    tokens = {
        (NAME, token)
        for token in (
            blind_names(party.name, organisation=party.is_organisation) if party.name else ()
        )
    }
    return tokens | {(NUMBER, blind_number(row.kind, row.value or "")) for row in identifiers}
