"""Possible duplicates of a client, and what was proposed and done about them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients import hooks
from clients.models import Client, ClientMerge, ContactRule, Intake, Party
from clients.policy import visible_clients, visible_merges
from clients.queries.matches import find_matches, sought_parties
from clients.queries.parties import OWN, active_parties
from clients.rules.details import may_consent
from clients.rules.matching import REASONS, similarity
from clients.rules.merging import OBSTACLES, STATUS_LABELS, MergeStatus, obstacles
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible

TONES = {"proposed": "warn", "declined": "quiet", "done": "good", "undone": "quiet"}


@dataclass(frozen=True)
class Duplicate:
    """A client who may be the same person: code name, why, how alike; no name."""

    client: Client
    score: int
    codes: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One of two records, as they stand beside each other; nothing sealed."""

    client: Client
    cases: tuple[Any, ...]
    intakes: int
    names: int
    safe: int
    unsafe: int


def find_duplicates(actor: Actor, client: Client) -> list[Duplicate]:
    """Return clients whose own names or numbers resemble this one's, most alike first."""
    own = [party for party in active_parties(client) if party.kind in OWN]
    best: dict[UUID, Any] = {}
    for match in find_matches(sought_parties(own), beside=client.pk):
        if match.other.kind in OWN:
            best.setdefault(match.other.client_id, match)
    seen = visible_clients(actor).filter(pk__in=list(best), merged_into=None).in_bulk()
    return [
        Duplicate(
            seen[pk],
            round(match.score * 100),
            match.reasons,
            tuple(_(REASONS[code]) for code in match.reasons),
        )
        for pk, match in best.items()
        if pk in seen
    ]


def merge_of(actor: Actor, pk: UUID) -> ClientMerge:
    rows = visible_merges(actor).select_related(
        "key", "client__key", "duplicate__key", "proposed_by__user", "reviewed_by__user",
        "undone_by__user",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def merges_of(actor: Actor, client: Client) -> list[ClientMerge]:
    """Return what was proposed about this record, whichever of the two it was, newest first."""
    rows = visible_merges(actor).filter(client=client) | visible_merges(actor).filter(
        duplicate=client
    )
    return list(rows.select_related("client", "duplicate").order_by("-id"))


def merge_status(status: str) -> str:
    return _(STATUS_LABELS[MergeStatus(status)])


def joined_records(actor: Actor, client: Client) -> list[Client]:
    """Return the records joined into this one, those that the actor reaches."""
    return list(visible_clients(actor).filter(merged_into=client).order_by("id"))


def stays_in(actor: Actor, client: Client) -> Client | None:
    """Return the record that this one was joined into, if it was and the actor reaches it."""
    if client.merged_into_id is None:
        return None
    return visible_clients(actor).filter(pk=client.merged_into_id).first()


def side_of(actor: Actor, client: Client) -> Side:
    states = list(states_of(client).values())
    return Side(
        client,
        tuple(link for cases in hooks.cases for link in cases(actor, client)),
        Intake.objects.filter(client=client).count(),
        Party.objects.filter(client=client, removed_at=None).count(),
        states.count("safe"),
        states.count("unsafe"),
    )


def states_of(client: Client) -> dict[str, str]:
    """Return what was said about each channel, by channel; of a joined record as well."""
    return dict(ContactRule.objects.filter(client=client).values_list("channel", "state"))


def standing_against(actor: Actor, stays: Client, goes: Client) -> list[str]:
    """Return codes of what stands against joining; the actor sees the cases of both."""
    open_case = any(goes.pk in set(found(actor, [goes.pk])) for found in hooks.with_open_case)
    return obstacles(
        open_case=open_case,
        intakes=Intake.objects.filter(client=goes).values_list("status", flat=True),
        stays=states_of(stays),
        goes=states_of(goes),
        guardian=guardian_differs(stays, goes),
    )


def guardian_differs(stays: Client, goes: Client) -> bool:
    """Tell whether a warning about a guardian would be lost with the record that goes.

    Names are copied, who may consent is not: only the record that stays is asked about that.
    """
    warned = _guardian(goes)
    if not warned.get("name") or _may_consent(warned):
        return False
    kept = _guardian(stays)
    same = bool(kept.get("name")) and similarity(kept["name"], warned["name"]).is_possible
    return not same or _may_consent(kept)


def _guardian(client: Client) -> dict[str, Any]:
    return (client.details or {}).get("guardian") or {}


def _may_consent(guardian: dict[str, Any]) -> bool:
    return may_consent(guardian.get("authority", ""), guardian.get("trust", "unknown"))


def obstacle_texts(codes: list[str]) -> list[str]:
    return [_(OBSTACLES[code]) for code in codes]
