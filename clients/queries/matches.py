"""Find people by blind tokens: few statements, at most 200 names opened for each one sought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clients.models import Client, Identifier, Party, PartyToken
from clients.rules.births import with_births
from clients.rules.identifiers import KINDS, IdentifierError, identifier_token
from clients.rules.matching import THRESHOLD, Match, ReadName, compare
from clients.rules.names import Known, name_tokens, words_of
from clients.rules.nearness import nearness_of
from clinic.access.refusals import Blocked
from clinic.tenancy.models import new_id
from clinic.vault import blind
from clinic.vault.keys import preload

NAME, NUMBER = "name", "identifier"
MOST_OPENED = 200
# Of those who share only a part of the shorter name, the ones who share what is rarest: whoever has
# nothing but a common given name in common is not opened.
MOST_IN_PART = 20
# What the column holds; beyond it half of the words is more than anybody's name.
MOST_WORDS = 32_767
# Counts changes of what tokens are made from. Tokens of an earlier making would not be found, which
# reads as "no conflict"; so nothing is searched until all were made anew.
MAKING = 2
# Made while others were being made anew: findable, but nobody's clearance was asked about yet.
UNSOUGHT = 0


@dataclass(frozen=True)
class Sought:
    """A name and numbers to look for, with their blind tokens."""

    id: UUID
    name: str
    is_organisation: bool
    # Each with the words of the name it speaks for, one bit a word.
    names: Mapping[bytes, int]
    numbers: frozenset[bytes]
    born: str = ""


@dataclass(frozen=True)
class Found:
    sought: Sought
    other: Party
    score: float
    reasons: tuple[str, ...]


def blind_names(name: str, *, organisation: bool) -> dict[bytes, int]:
    tokens = name_tokens(name, organisation=organisation)
    return {blind.token(NAME, token): words for token, words in tokens.items()}


def blind_number(kind: str, value: str) -> bytes:
    return blind.token(NUMBER, identifier_token(kind, value))


def sought_parties(parties: Sequence[Party]) -> list[Sought]:
    """Return parties of a client to look for; the tokens of their numbers come in one statement."""
    numbers: dict[UUID, set[bytes]] = defaultdict(set)
    ids = [party.pk for party in parties]
    rows = PartyToken.objects.filter(party__in=ids, kind=NUMBER)
    for party_id, token in rows.values_list("party_id", "token"):
        numbers[party_id].add(bytes(token))
    return [
        Sought(
            party.pk,
            party.name or "",
            party.is_organisation,
            blind_names(party.name or "", organisation=party.is_organisation),
            frozenset(numbers[party.pk]),
            born_of(party, party.client),
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


def born_of(party: Party, client: Client) -> str:
    """Return "1990-02-28" or "1990" of whoever the party is, empty where nobody said it."""
    if party.kind in {"client", "alias"}:
        return client.birth_date.isoformat() if client.birth_date else client.birth_year or ""
    return party.born or ""


def find_matches(sought: Sequence[Sought], *, beside: UUID | None = None) -> list[Found]:
    """Return possible matches among current parties of the clinic, best first.

    A token for at least half of the words of the shorter name, or one number, makes a candidate;
    names are then opened and ranked: for each name at most 200, of whom at most 20 share only a
    part of it, whoever shares what few others have first.

    :param beside: leave out the parties of this client
    :raises Blocked: tokens are being made anew
    """
    refuse_while_remaking()
    return find_among(sought, beside=beside)


def find_among(
    sought: Sequence[Sought],
    *,
    beside: UUID | None = None,
    clients: QuerySet[Client] | None = None,
) -> list[Found]:
    """Do the same among the parties of these clients only, whatever tokens are being made anew."""
    holders = _holders(sought, clients)
    skipped = (
        set() if beside is None
        else set(Party.objects.filter(client_id=beside).values_list("pk", flat=True))
    )  # fmt: skip
    close = [_close(one, holders, skipped) for one in sought]
    opened = _opened({party_id for near in close for party_id in near})
    found = [
        match
        for one, near in zip(sought, close, strict=True)
        for match in _ranked(one, near, opened)
    ]
    theirs = Client.objects.in_bulk({match.other.client_id for match in found})
    for match in found:
        match.other.client = theirs[match.other.client_id]
    return sorted(found, key=lambda match: -match.score)


def refuse_while_remaking() -> None:
    if PartyToken.objects.filter(making__lt=MAKING).exists():
        raise Blocked(
            _("Names are being prepared for a better search. Try again in a few minutes."),
            code="names_in_preparation",
        )


def _holders(
    sought: Sequence[Sought], clients: QuerySet[Client] | None
) -> dict[bytes, list[tuple[UUID, int]]]:
    """Return who has each token, and how many words their name has; removed ones have none."""
    every = {token for one in sought for token in (*one.names, *one.numbers)}
    rows = PartyToken.objects.filter(token__in=every)
    if clients is not None:
        rows = rows.filter(party__client__in=clients)
    holders: dict[bytes, list[tuple[UUID, int]]] = defaultdict(list)
    for token, party_id, words in rows.values_list("token", "party_id", "words").iterator(10_000):
        holders[bytes(token)].append((party_id, words))
    return holders


def _close(
    one: Sought, holders: Mapping[bytes, list[tuple[UUID, int]]], skipped: set[UUID]
) -> dict[UUID, bool]:
    """Return the nearest candidates, each with whether it has a number of the sought."""
    same_number = {
        party_id for token in one.numbers for party_id, _words in holders.get(token, ())
    } - skipped
    met: dict[UUID, int] = defaultdict(int)
    rarity: dict[UUID, float] = defaultdict(float)
    words: dict[UUID, int] = {}
    for token, speaks_for in one.names.items():
        having = holders.get(token, ())
        for party_id, count in having:
            met[party_id] |= speaks_for
            rarity[party_id] += 1 / len(having)
            words[party_id] = count
    mine = words_of(one.names)
    near = [
        (share + rarity[party_id], share, party_id)
        for party_id, shared in met.items()
        if (share := nearness_of(shared, mine, words[party_id])) and party_id not in skipped
    ]
    chosen: dict[UUID, bool] = {}
    in_part = 0
    for _nearness, share, party_id in sorted(near, key=itemgetter(0), reverse=True):
        in_part += share < 1.0
        if share < 1.0 and in_part > MOST_IN_PART:
            continue
        chosen[party_id] = False
        if len(chosen) == MOST_OPENED:
            break
    return chosen | dict.fromkeys(same_number, True)


def _opened(ids: set[UUID]) -> dict[UUID, tuple[Party, ReadName]]:
    parties = list(Party.objects.filter(pk__in=ids).select_related("client"))
    preload({party.key_id for party in parties})
    known: Known = {}
    return {
        party.pk: (party, ReadName(party.name or "", party.is_organisation, known))
        for party in parties
    }


def _ranked(
    one: Sought, near: Mapping[UUID, bool], opened: Mapping[UUID, tuple[Party, ReadName]]
) -> Iterable[Found]:
    mine = ReadName(one.name, one.is_organisation)
    for party_id, same_number in near.items():
        if party_id not in opened:
            continue  # taken out meanwhile
        party, name = opened[party_id]
        match = compare(mine, name)
        if one.born and (party.born or party.kind in {"client", "alias"}):
            match = with_births(match, one.born, born_of(party, party.client))
        if same_number:
            reasons = match.reasons if match.is_possible else ()
            match = Match(1.0, ("identifier", *reasons))
        if match.score >= THRESHOLD:
            yield Found(one, party, match.score, match.reasons)


def tokens_of(
    party: Party, identifiers: Iterable[Identifier], *, making: int = MAKING
) -> list[PartyToken]:
    """Return everything a party is found by, not stored yet."""
    named = blind_names(party.name, organisation=party.is_organisation) if party.name else {}
    words = min(words_of(named), MOST_WORDS)
    numbers = {blind_number(row.kind, row.value or "") for row in identifiers}
    made = [(NAME, token, words) for token in sorted(named)]
    made += [(NUMBER, token, 0) for token in sorted(numbers)]
    return [
        PartyToken(party=party, kind=kind, token=token, words=count, making=making)
        for kind, token, count in made
    ]


def made_before(most: int) -> list[Party]:
    """Return parties whose tokens are of an earlier making."""
    stale = PartyToken.objects.filter(making__lt=MAKING, making__gt=UNSOUGHT)
    return _parties_of(stale, most)


def not_sought_yet(most: int) -> list[Party]:
    """Return parties that came while tokens were made anew: others' clearances wait for them."""
    return _parties_of(PartyToken.objects.filter(making=UNSOUGHT), most)


def _parties_of(tokens: QuerySet[PartyToken], most: int) -> list[Party]:
    ids = tokens.values("party_id")[: most * 10]
    found = Party.objects.filter(pk__in=ids).select_related("key", "client")
    return list(found.order_by("id")[:most])
