"""What is kept of a person beside name and birth, and the clients who belong to them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clients.models import Client, ClientLink, Party
from clients.policy import visible_clients, visible_links
from clients.rules.conflict import PartyKind
from clients.rules.details import NAME_KINDS, RELATIONS, script_label, seen_from
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible


@dataclass(frozen=True)
class LinkLine:
    """Another client by code name, and what they are to this one."""

    link: ClientLink
    other: Client
    relation: str
    label: str
    note: str


@dataclass(frozen=True)
class AliasLine:
    """Another name, revealed: its script is read off, its kind was said."""

    pk: UUID
    name: str
    script: str
    kind: str
    kind_label: str


def links_of(actor: Actor, client: Client) -> list[LinkLine]:
    """Return links to clients whom this actor reaches; of others there is no trace.

    What was noted about a link is for those who may write it.
    """
    lines, reads_notes = [], actor.has("client.edit")
    for link in _standing(visible_links(actor)).filter(Q(client=client) | Q(other=client)):
        here = link.client_id == client.pk
        relation = (link.relation or "") if here else seen_from(link.relation or "")
        other = link.other if here else link.client
        note = (link.note or "") if reads_notes else ""
        lines.append(LinkLine(link, other, relation, _(RELATIONS[relation]), note))
    return lines


def _standing(links: QuerySet[ClientLink]) -> QuerySet[ClientLink]:
    rows = links.filter(ended_at=None).select_related("key", "client__key", "other__key")
    return rows.order_by("id")


def link_of(actor: Actor, pk: UUID) -> ClientLink:
    found = visible_links(actor).select_related("key", "client__key").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def link_exists(client: Client, other: Client, relation: str) -> bool:
    """Tell whether the two are linked so, seen from either side; relations are sealed."""
    rows = ClientLink.objects.filter(ended_at=None).select_related("key")
    there = rows.filter(client=client, other=other) | rows.filter(client=other, other=client)
    return any(
        (row.relation if row.client_id == client.pk else seen_from(row.relation or "")) == relation
        for row in there
    )


def client_named(actor: Actor, code_name: str) -> Client | None:
    """Return the client with this code name, of those whom the actor reaches."""
    rows = visible_clients(actor).select_related("key").filter(merged_into=None)
    return rows.filter(code_name__iexact=" ".join(code_name.split())).first()


def details_of(client: Client) -> dict[str, Any]:
    """Return what is kept, with every key there; only after a recorded look."""
    kept: dict[str, Any] = client.details or {}
    return {
        "nationalities": kept.get("nationalities", []),
        "languages": kept.get("languages", []),
        "birth_estimated": bool(kept.get("birth_estimated")),
        "guardian": kept.get("guardian") or {},
    }


def alias_lines(client: Client) -> list[AliasLine]:
    """Return the client's other names; only after a recorded look."""
    rows = Party.objects.filter(client=client, kind=PartyKind.ALIAS.value, removed_at=None)
    return [
        AliasLine(
            row.pk,
            row.name or "",
            _(script_label(row.name or "")),
            row.name_kind or "",
            _(NAME_KINDS[row.name_kind]) if row.name_kind in NAME_KINDS else "",
        )
        for row in rows.select_related("key").order_by("id")
    ]
