"""Names in a client's matter, and what a conflict check found."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.models import Client, ConflictCheck, ConflictMatch, Identifier, Party
from clients.policy import visible_clients
from clients.rules.conflict import (
    BEARING_TEXTS,
    DECISIONS,
    OF_CLINIC,
    PARTY_LABELS,
    STATE_LABELS,
    Bearing,
    ConflictState,
    PartyKind,
    bearing,
    blocks_assignment,
)
from clients.rules.identifiers import KINDS
from clients.rules.matching import REASONS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible

OWN = (PartyKind.CLIENT.value, PartyKind.ALIAS.value)
_TONES = {Bearing.CONFLICT: "danger", Bearing.DUPLICATE: "warn", Bearing.INFORM: "info"}
STATE_TONES = {
    "not_run": "warn",
    "clear": "good",
    "possible": "warn",
    "conflict": "danger",
    "recheck": "warn",
    "walled": "good",
    "waived": "good",
}


@dataclass(frozen=True)
class PartyLine:
    """A party without its name: "Employer or company 2"."""

    pk: UUID
    kind: str
    label: str
    is_organisation: bool
    party: Party


@dataclass(frozen=True)
class MatchLine:
    """One pair of names that resemble each other, and why; no name of either."""

    pk: UUID
    mine: str
    relation: str
    reasons: tuple[str, ...]
    score: int
    mine_kind: str
    other_kind: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class MatchGroup:
    """All pairs with one other client that would mean the same; `other_client` is a code name."""

    bearing: str
    meaning: str
    tone: str
    other_client: str
    best: MatchLine
    more: tuple[MatchLine, ...]

    @property
    def pairs(self) -> tuple[MatchLine, ...]:
        return (self.best, *self.more)


def active_parties(client: Client) -> list[Party]:
    found = Party.objects.filter(client=client, removed_at=None)
    return list(found.select_related("key", "client").order_by("id"))


def party_lines(client: Client, parties: Sequence[Party] | None = None) -> list[PartyLine]:
    """Return all current parties, numbered within their kind so that they can be told apart."""
    rows = active_parties(client) if parties is None else parties
    totals = Counter(row.kind for row in rows)
    seen: Counter[str] = Counter()
    lines = []
    for row in rows:
        seen[row.kind] += 1
        label = _(PARTY_LABELS[PartyKind(row.kind)])
        if totals[row.kind] > 1:
            label = f"{label} {seen[row.kind]}"
        lines.append(PartyLine(row.pk, row.kind, label, row.is_organisation, row))
    return lines


def party_of(client: Client, pk: UUID) -> Party:
    party = Party.objects.filter(client=client, removed_at=None, pk=pk).select_related("key")
    found = party.first()
    if found is None:
        raise NotVisible
    return found


def party_at(actor: Actor, pk: UUID) -> Party:
    """Return a name of any client the actor reaches. :raises NotVisible: there is none"""
    rows = Party.objects.filter(client__in=visible_clients(actor), removed_at=None, pk=pk)
    found = rows.select_related("key", "client__key").first()
    if found is None:
        raise NotVisible
    return found


def identifiers_of(client: Client) -> list[Identifier]:
    rows = Identifier.objects.filter(party__client=client, party__removed_at=None)
    return list(rows.select_related("key", "party").order_by("id"))


def own_identifiers(client: Client) -> list[tuple[str, str]]:
    """Return (label, value) of the client's own numbers."""
    return [(_(KINDS[row.kind].label), row.value or "") for row in own_numbers(client)]


def own_numbers(client: Client) -> list[Identifier]:
    return [row for row in identifiers_of(client) if row.party.kind in OWN]


def state_line(client: Client) -> dict[str, str]:
    """Say where the conflict check stands; one nobody has decided yet is a state of its own."""
    if awaits_decision(client):
        return {"text": _("Checked, waiting for a decision"), "tone": "warn"}
    state = ConflictState(client.conflict_state)
    return {"text": _(STATE_LABELS[state]), "tone": STATE_TONES[state.value]}


@dataclass(frozen=True)
class CheckStanding:
    """Where the check of an intake stands; that something was found, and nothing of what."""

    state: dict[str, str]
    latest: ConflictCheck | None
    is_current: bool
    found: bool


def check_standing(client: Client) -> CheckStanding:
    latest = latest_check(client)
    current = latest is not None and is_current(latest, client)
    found = latest is not None and ConflictMatch.objects.filter(check_run=latest).exists()
    return CheckStanding(state_line(client), latest, current, found)


def awaits_decision(client: Client) -> bool:
    """Tell whether the names of today were checked and nobody has decided about it."""
    state = ConflictState(client.conflict_state)
    if not blocks_assignment(state) or state in DECISIONS:
        return False
    latest = latest_check(client)
    return latest is not None and is_current(latest, client) and not latest.decision


def latest_check(client: Client) -> ConflictCheck | None:
    found: ConflictCheck | None = _checks(client).first()
    return found


def checks_of(client: Client) -> list[ConflictCheck]:
    return list(_checks(client))


def _checks(client: Client) -> Any:
    rows = ConflictCheck.objects.filter(client=client).order_by("-id")
    return rows.select_related("key", "run_by__user", "decided_by__user")


def check_of(client: Client, pk: UUID) -> ConflictCheck:
    found: ConflictCheck | None = _checks(client).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def check_at(actor: Actor, pk: UUID) -> ConflictCheck:
    """Return a check of any client the actor reaches. :raises NotVisible: there is none"""
    rows = ConflictCheck.objects.filter(client__in=visible_clients(actor), pk=pk)
    found = rows.select_related("key", "client__key", "run_by__user", "decided_by__user").first()
    if found is None:
        raise NotVisible
    return found


def is_current(check: ConflictCheck, client: Client) -> bool:
    """Tell whether the check saw every name of today, of this record and of all others."""
    checked = (check.parties_version, check.others_version)
    return checked == (client.parties_version, client.others_version)


def match_groups(actor: Actor, check: ConflictCheck, client: Client) -> list[MatchGroup]:
    """Return what the check found, gravest first; whom the actor does not reach stays unnamed."""
    found = list(
        ConflictMatch.objects.filter(check_run=check)
        .select_related("party", "other_party__client")
        .order_by("-score", "id")
    )
    others = {row.other_party.client_id for row in found if row.other_party}
    reached = set(visible_clients(actor).filter(pk__in=others).values_list("pk", flat=True))
    labels = {line.pk: line.label for line in party_lines(client)}
    pairs: dict[tuple[Bearing, UUID], list[ConflictMatch]] = defaultdict(list)
    for row in found:
        means = bearing(PartyKind(row.party.kind), PartyKind(row.relation))
        # One the clinic itself is bound to stands for itself.
        whose = row.other_party.client_id if row.other_party else row.other_name_id
        assert whose is not None
        pairs[means, whose].append(row)
    order = list(_TONES)
    keys = sorted(pairs, key=lambda key: (order.index(key[0]), -pairs[key][0].score))
    return [_group(key[0], pairs[key], reached, labels) for key in keys]


def _group(
    means: Bearing, rows: list[ConflictMatch], reached: set[UUID], labels: dict[UUID, str]
) -> MatchGroup:
    other = rows[0].other_party.client if rows[0].other_party else None
    best, *more = [
        MatchLine(
            pk=row.pk,
            mine=labels.get(row.party_id) or _(PARTY_LABELS[PartyKind(row.party.kind)]),
            relation=relation_text(PartyKind(row.relation)),
            reasons=tuple(_(REASONS[code]) for code in row.reasons if code in REASONS),
            score=row.score,
            mine_kind=row.party.kind,
            other_kind=row.relation,
            codes=tuple(code for code in row.reasons if code in REASONS),
        )
        for row in rows
    ]
    return MatchGroup(
        bearing=means.value,
        meaning=_(BEARING_TEXTS[means]),
        tone=_TONES[means],
        other_client=other.code_name if other and other.pk in reached else "",
        best=best,
        more=tuple(more),
    )


def relation_text(kind: PartyKind) -> str:
    if kind is PartyKind.CLIENT:
        return _("A client of this clinic")
    if kind is PartyKind.ALIAS:
        return _("Another name of a client of this clinic")
    if kind in OF_CLINIC:
        return _(PARTY_LABELS[kind])
    return _("%(kind)s in another record") % {"kind": _(PARTY_LABELS[kind])}
