"""Which matches were waived, by whose consent, and whether a second person agreed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from clients.models import Client, ConflictCheck, ConflictMatch, ConflictWaiver
from clients.policy import visible_clients
from clients.rules.conflict import Bearing, PartyKind, bearing
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.vault import blind
from clinic.vault.keys import clinic_keys
from clinic.vault.models import ClinicKey

NAMES = "waiver"
Pair = tuple[UUID, UUID | None, UUID | None]


def pair_of(row: ConflictMatch | ConflictWaiver) -> Pair:
    return row.party_id, row.other_party_id, row.other_name_id


def names_token(match: ConflictMatch) -> bytes:
    """Return what the names of a match hash to, that a waiver was given about."""
    return blind.token(NAMES, _names(match))


def _names(match: ConflictMatch) -> str:
    other = match.other_party or match.other_name
    assert other is not None
    return "\n".join((match.party.name or "", other.name or ""))


def waivers_of(client: Client) -> list[ConflictWaiver]:
    rows = ConflictWaiver.objects.filter(client=client).order_by("-id")
    return list(
        rows.select_related(
            "key", "party", "recorded_by__user", "agreed_by__user", "ended_by__user"
        )
    )


def standing_waivers(
    client: Client, matches: Iterable[ConflictMatch]
) -> dict[UUID, ConflictWaiver]:
    """Return the waiver of each match that has one, by the match's id; the newest counts."""
    given = {
        (*pair_of(row), bytes(row.names_token)): row
        for row in reversed(waivers_of(client))
        if row.ended_at is None
    }
    if not given:
        return {}
    # Also what was hashed before the clinic got another search key: its names are the same.
    secrets = [key.secret for key in clinic_keys(ClinicKey.SEARCH)]
    found = {}
    for match in matches:
        tokens = [blind.token_under(secret, NAMES, _names(match)) for secret in secrets]
        waivers = [given[pair] for token in tokens if (pair := (*pair_of(match), token)) in given]
        if waivers:
            found[match.pk] = max(waivers, key=lambda waiver: waiver.pk)
    return found


def is_waived(client: Client, matches: Sequence[ConflictMatch]) -> bool:
    """Tell whether everything that may be a conflict was waived, and two people say so."""
    waived = standing_waivers(client, matches)
    agreed = {pk for pk, waiver in waived.items() if waiver.agreed_at is not None}
    return bool(agreed) and all(row.pk in agreed for row in matches if may_conflict(row))


def may_conflict(match: ConflictMatch) -> bool:
    means = bearing(PartyKind(match.party.kind), PartyKind(match.relation))
    return means is Bearing.CONFLICT


def may_be_waived(match: ConflictMatch) -> bool:
    """Two records of one person are joined or kept apart; there is nothing to consent to."""
    means = bearing(PartyKind(match.party.kind), PartyKind(match.relation))
    return means is not Bearing.DUPLICATE


def matches_of(check: ConflictCheck) -> list[ConflictMatch]:
    rows = ConflictMatch.objects.filter(check_run=check).order_by("-score", "id")
    return list(rows.select_related("party__key", "other_party__key", "other_name"))


def match_at(actor: Actor, pk: UUID) -> ConflictMatch:
    """:raises NotVisible: there is none of a client the actor reaches"""
    rows = ConflictMatch.objects.filter(check_run__client__in=visible_clients(actor), pk=pk)
    found = rows.select_related(
        "check_run__client__key", "party__key", "other_party__key", "other_name"
    ).first()
    if found is None:
        raise NotVisible
    return found


def waiver_at(actor: Actor, pk: UUID) -> ConflictWaiver:
    """:raises NotVisible: there is none of a client the actor reaches"""
    rows = ConflictWaiver.objects.filter(client__in=visible_clients(actor), pk=pk)
    found = rows.select_related(
        "key", "client__key", "paper__key", "party", "recorded_by__user", "agreed_by__user",
        "ended_by__user",
    ).first()  # fmt: skip
    if found is None:
        raise NotVisible
    return found
