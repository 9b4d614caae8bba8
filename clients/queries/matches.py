"""Find people by blind tokens: few statements, at most 200 names opened for each one sought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, FloatField, Max, QuerySet, Value, When
from django.db.models.functions import Floor, Least
from django.utils.translation import gettext as _

from clients.models import Client, Identifier, Party, PartyToken
from clients.rules.births import with_births
from clients.rules.identifiers import KINDS, IdentifierError, identifier_token
from clients.rules.matching import THRESHOLD, Match, ReadName, compare
from clients.rules.names import Known, name_tokens, words_of
from clients.rules.nearness import LEAST_SHARED
from clinic.access.refusals import Blocked
from clinic.tenancy.models import new_id
from clinic.vault import blind
from clinic.vault.keys import preload

NAME, NUMBER = "name", "identifier"
MOST_OPENED = 200
# Of those who share only a part of the shorter name, the ones who share what is rarest: whoever has
# nothing but a common given name in common is not opened.
MOST_IN_PART = 12
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


def blind_names(name: str, *, organisation: bool, known: Known | None = None) -> dict[bytes, int]:
    """Return the tokens of a name, each with the words it speaks for.

    :param known: words read before; they tell names, so keep them no longer than one transaction
    """
    tokens = name_tokens(name, organisation=organisation, known=known)
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
    many = how_many(sought)
    skipped = (
        set() if beside is None
        else set(Party.objects.filter(client_id=beside).values_list("pk", flat=True))
    )  # fmt: skip
    close = [_close(one, many, skipped, clients) for one in sought]
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


def how_many(sought: Sequence[Sought]) -> dict[bytes, int]:
    """Return how many parties have each token: what few have tells more."""
    every = {token for one in sought for token in one.names}
    rows = PartyToken.objects.filter(token__in=every).values("token").order_by()
    counted = rows.annotate(many=Count("pk")).values_list("token", "many")
    return {bytes(token): many for token, many in counted}


def _close(
    one: Sought,
    many: Mapping[bytes, int],
    skipped: set[UUID],
    clients: QuerySet[Client] | None,
) -> dict[UUID, bool]:
    """Return the nearest candidates, each with whether it has a number of the sought.

    The database counts, for each party, how many words of the sought it shares a token for: with a
    common given name that is thousands of parties, of whom some twenty are worth bringing over.
    """
    tokens = PartyToken.objects.all()
    if clients is not None:
        tokens = tokens.filter(party__client__in=clients)
    same_number: set[UUID] = set()
    if one.numbers:
        rows = tokens.filter(token__in=one.numbers)
        same_number = set(rows.values_list("party_id", flat=True)) - skipped
    chosen: list[UUID] = []
    in_part = 0
    for party_id, full in _near(one, many, tokens, MOST_OPENED + MOST_IN_PART + len(skipped)):
        in_part += not full
        if party_id in skipped or (not full and in_part > MOST_IN_PART + len(skipped)):
            continue
        chosen.append(party_id)
    return dict.fromkeys(chosen[:MOST_OPENED], False) | dict.fromkeys(same_number, True)


def _near(
    one: Sought, many: Mapping[bytes, int], tokens: QuerySet[PartyToken], most: int
) -> Iterable[tuple[UUID, bool]]:
    """Return parties that share enough words, each with whether it shares all of the shorter name.

    Those come first; then by the share of words and how rare what they share is.
    """
    known = {token: words for token, words in one.names.items() if token in many}
    if not known:
        return ()
    mine = words_of(one.names)
    each_word: dict[int, list[bytes]] = defaultdict(list)
    for token, words in known.items():
        for place in range(words.bit_length()):
            if words >> place & 1:
                each_word[place].append(token)
    # Of each word: 0 where none of its tokens is shared, else 1 and how rare the rarest of them is.
    each = [
        Max(Case(*(When(token=token, then=Value(1 + 0.5 / many[token])) for token in having),
                 default=Value(0.0), output_field=FloatField()))
        for having in each_word.values()
    ]  # fmt: skip
    met = sum((Floor(one) for one in each[1:]), Floor(each[0]))
    near = sum(each[1:], each[0])
    rows = tokens.filter(token__in=list(known), kind=NAME, words__gt=0).order_by()
    counted = rows.values("party_id").annotate(
        met=met, near=near, fewer=Least(Max("words"), Value(mine))
    )
    found = counted.filter(met__gte=F("fewer") * LEAST_SHARED).annotate(
        full=Case(When(met__gte=F("fewer"), then=Value(1)), default=Value(0))
    )
    ordered = found.order_by("-full", "-near", "party_id").values_list("party_id", "full")
    return [(party_id, bool(full)) for party_id, full in ordered[:most]]


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
    party: Party,
    identifiers: Iterable[Identifier],
    *,
    making: int = MAKING,
    named: Mapping[bytes, int] | None = None,
) -> list[PartyToken]:
    """Return everything a party is found by, not stored yet.

    :param named: the tokens of its name, where the caller has them already
    """
    if named is None:
        organisation = party.is_organisation
        named = blind_names(party.name, organisation=organisation) if party.name else {}
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
