"""Who of the clinic, or of the rows at hand, a row may be: by the tokens of the conflict check.

Held is only what nearly every word says (`rules/duplicates.py`), so whoever shares the tokens of
the rarest word is enough to look at. Where many do, those who share the other words come first, and
of the rest a few: so many names are opened at most, also in a clinic of a hundred thousand.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.db.models import Count

from clients.models import Client, Party, PartyToken
from clients.queries.matches import (
    MOST_IN_PART,
    Sought,
    blind_names,
    blind_number,
    refuse_while_remaking,
)
from clients.rules.births import with_births
from clients.rules.matching import ReadName, compare
from clients.rules.names import Known
from clinic.tenancy.models import new_id
from clinic.vault.keys import clinic_key, preload
from clinic.vault.models import ClinicKey
from exchange.queries.sharing import sharing_all
from exchange.rules.drafts import Draft
from exchange.rules.duplicates import held_because, never_held

OWN_NAMES = ("client", "alias")
# Of those who share every word; of those who share a part, as many as a conflict check opens.
MOST_LOOKED_AT = 100
# Names and words that one turn of a worker remembers.
MOST_READ = 20_000


@dataclass(frozen=True)
class Double:
    """Why a row waits: whom it may be, a client of the clinic or an earlier row at hand."""

    reasons: tuple[str, ...]
    client_id: UUID | None = None
    index: int | None = None


class Readings:
    """Names worked out once for one turn of a worker, and gone with it: it takes most of the time.

    The words of a list come again and again, so portions of one turn share them (`fresh`); a turn
    is a minute at most.
    """

    def __init__(self) -> None:
        self.words: Known = {}
        self.names: dict[str, ReadName] = {}
        self.blind: dict[str, Mapping[bytes, int]] = {}
        self.key_id: UUID | None = None

    def fresh(self) -> Self:
        """Begin a portion: forget all when it has become much, and tokens of an earlier key."""
        if len(self.names) + len(self.words) > MOST_READ:
            self.words.clear()
            self.names.clear()
            self.blind.clear()
        key_id = clinic_key(ClinicKey.SEARCH).id
        if key_id != self.key_id:
            self.blind.clear()
            self.key_id = key_id
        return self

    def __call__(self, name: str) -> ReadName:
        if name not in self.names:
            self.names[name] = ReadName(name, known=self.words)
        return self.names[name]

    def tokens(self, name: str) -> Mapping[bytes, int]:
        if name not in self.blind:
            self.blind[name] = blind_names(name, organisation=False, known=self.words)
        return self.blind[name]


def sought_of(draft: Draft, read: Readings) -> Sought:
    numbers = [*draft.numbers.items()]
    numbers += [
        (kind, text) for kind, text in (("phone", draft.phone), ("email", draft.email)) if text
    ]
    return Sought(
        new_id(),
        draft.name,
        False,
        read.tokens(draft.name) if draft.name else {},
        frozenset(blind_number(kind, text) for kind, text in numbers),
        draft.birth,
    )


def doubles(rows: Sequence[Sought], readings: Readings) -> dict[int, Double]:
    """Return which rows may be somebody who is there, by their place in `rows`.

    :raises Blocked: tokens are being made anew
    """
    refuse_while_remaking()
    common = _held_by(rows)
    near = _near_in_clinic(rows, [_rarest(row, common) for row in rows])
    opened = _opened({party for one in near for party in one})
    found: dict[int, Double] = {}
    for index, row in enumerate(rows):
        double = _in_clinic(row, near[index], opened, readings)
        if double is not None:
            found[index] = double
    _among(rows, found, readings)
    return found


def _held_by(rows: Sequence[Sought]) -> Mapping[bytes, int]:
    every = {token for row in rows for token in row.names}
    counted = PartyToken.objects.filter(token__in=every).values("token").annotate(many=Count("pk"))
    return {bytes(token): many for token, many in counted.values_list("token", "many")}


def _rarest(row: Sought, common: Mapping[bytes, int]) -> list[frozenset[bytes]]:
    """Return the tokens of the word that the fewest share, and of the next one if there is one."""
    by_word: dict[int, set[bytes]] = defaultdict(set)
    for token, words in row.names.items():
        for bit in range(words.bit_length()):
            if words >> bit & 1:
                by_word[bit].add(token)
    ordered = sorted(
        by_word.values(), key=lambda tokens: sum(common.get(token, 0) for token in tokens)
    )
    return [frozenset(tokens) for tokens in ordered[:2]]


def _near_in_clinic(
    rows: Sequence[Sought], rarest: Sequence[Sequence[frozenset[bytes]]]
) -> list[dict[UUID, bool]]:
    """Return for each row whom to look at, each with whether a number is the same."""
    asked = {token for words in rarest for tokens in words[:1] for token in tokens}
    asked |= {token for row in rows for token in row.numbers}
    holders: dict[bytes, list[UUID]] = defaultdict(list)
    found = PartyToken.objects.filter(token__in=asked, party__kind__in=OWN_NAMES)
    for token, party_id in found.values_list("token", "party_id").iterator(10_000):
        holders[bytes(token)].append(party_id)
    sharing = [
        Counter(
            party_id
            for tokens in words[:1]
            for token in tokens
            for party_id in holders.get(token, ())
        )
        for words in rarest
    ]
    whole = sharing_all(rows, rarest, sharing)
    near: list[dict[UUID, bool]] = []
    for row, shared, every in zip(rows, sharing, whole, strict=True):
        nearest = [party_id for party_id, _many in shared.most_common() if party_id in every]
        in_part = [party_id for party_id, _many in shared.most_common() if party_id not in every]
        same = {party_id for token in row.numbers for party_id in holders.get(token, ())}
        chosen = nearest[:MOST_LOOKED_AT] + in_part[:MOST_IN_PART]
        near.append(dict.fromkeys(chosen, False) | dict.fromkeys(same, True))
    return near


@dataclass(frozen=True)
class _Opened:
    """What is compared of a client: bare columns, for rows as objects take longer than names."""

    client_id: UUID
    name: str
    birth_date: Any
    birth_year: Any

    @cached_property
    def born(self) -> str:
        """As `born_of` has it; opened only where the other birth is known."""
        day = _BIRTH_DATE.opened_apart(self.birth_date, row_id=self.client_id)
        return day.isoformat() if day else self._year

    @property
    def _year(self) -> str:
        return _BIRTH_YEAR.opened_apart(self.birth_year, row_id=self.client_id) or ""


_NAME: Any = Party._meta.get_field("name")
_BIRTH_DATE: Any = Client._meta.get_field("birth_date")
_BIRTH_YEAR: Any = Client._meta.get_field("birth_year")


def _opened(ids: Iterable[UUID]) -> dict[UUID, _Opened]:
    found = Party.objects.filter(pk__in=set(ids)).values_list(
        "pk", "key_id", "client_id", "name", "client__birth_date", "client__birth_year"
    )
    rows = list(found)
    preload({row[1] for row in rows})
    return {
        pk: _Opened(client_id, _NAME.opened_apart(name, row_id=pk) or "", day, year)
        for pk, _key, client_id, name, day, year in rows
    }


def _in_clinic(
    row: Sought,
    near: Mapping[UUID, bool],
    opened: Mapping[UUID, _Opened],
    readings: Callable[[str], ReadName],
) -> Double | None:
    best = None
    for party_id, same_number in near.items():
        other = opened[party_id]
        if same_number:
            return Double(("in_clinic", "identifier"), other.client_id)
        if best is not None:
            continue
        born = other.born if row.born else ""
        if not never_held(row.born, born):
            why = _why(readings(row.name), readings(other.name), row.born, born)
            best = Double(("in_clinic", *why), other.client_id) if why else None
    return best


def _why(mine: ReadName, theirs: ReadName, born: str, their_birth: str) -> tuple[str, ...]:
    match = with_births(compare(mine, theirs), born, their_birth)
    return held_because(match.score, match.reasons)


def _among(
    rows: Sequence[Sought], found: dict[int, Double], readings: Callable[[str], ReadName]
) -> None:
    """Compare the rows at hand with those before them: none of them has tokens stored yet."""
    holders: dict[bytes, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if index not in found:
            for other in _shared(holders, row.numbers):
                found[index] = Double(("in_file", "identifier"), index=other)
                break
        if index not in found:
            for other in _shared(holders, row.names):
                if never_held(row.born, rows[other].born):
                    continue
                why = _why(
                    readings(row.name), readings(rows[other].name), row.born, rows[other].born
                )
                if why:
                    found[index] = Double(("in_file", *why), index=other)
                    break
        for token in (*row.names, *row.numbers):
            holders[token].append(index)


def _shared(holders: Mapping[bytes, list[int]], tokens: Iterable[bytes]) -> list[int]:
    return sorted({index for token in tokens for index in holders.get(token, ())})
