"""Whose clearance fell: what kind of change ended it and since when, the longest waiting first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from clients import hooks
from clients.models import RECHECK, ClearanceFall, Client, ConflictCheck
from clients.policy import visible_clients
from clients.rules.conflict import CAUSE_TEXTS, Cause
from clinic.access.actor import Actor
from clinic.pages.paging import Page, page_of

SHOWN_OF_CLIENT = ("clinic", "code_name", "fell_at", "conflict_state")


@dataclass(frozen=True)
class RecheckLine:
    """A client to be checked again, by code name; whose name it was is not known here."""

    client: Client
    causes: tuple[str, ...]
    codes: tuple[str, ...]
    # The names of today were checked; a decision is missing.
    checked: bool
    has_open_case: bool


def fallen_clients(actor: Actor) -> QuerySet[Client]:
    """Return the clients whose conflict check was decided once and no longer stands."""
    found = visible_clients(actor).filter(conflict_state=RECHECK, merged_into=None)
    waiting = ConflictCheck.objects.filter(
        client=OuterRef("pk"),
        parties_version=OuterRef("parties_version"),
        others_version=OuterRef("others_version"),
        decision="",
    )
    return found.annotate(checked=Exists(waiting))


def rechecks(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Return a page of RecheckLine in three statements, whatever the number of rows."""
    page = page_of(
        fallen_clients(actor).only(*SHOWN_OF_CLIENT), order=["fell_at", "id"], after=after
    )
    ids = [client.pk for client in page.rows]
    codes = causes_of(ids)
    open_ = {pk for ask in hooks.with_open_case for pk in ask(actor, ids)}
    lines = [
        RecheckLine(
            client,
            tuple(_(CAUSE_TEXTS[code]) for code in codes[client.pk]),
            tuple(code.value for code in codes[client.pk]),
            client.checked,  # type: ignore[attr-defined]
            client.pk in open_,
        )
        for client in page.rows
    ]
    return Page(lines, page.next, page.previous)


def causes_of(clients: list[UUID]) -> dict[UUID, list[Cause]]:
    """Return what ended each clearance, in the order of the table; nothing but the kind."""
    rows = ClearanceFall.objects.filter(client__in=clients, ended_at=None)
    found: dict[UUID, set[Cause]] = defaultdict(set)
    for client_id, cause in rows.values_list("client_id", "cause"):
        found[client_id].add(Cause(cause))
    order = list(CAUSE_TEXTS)
    return defaultdict(list, {pk: sorted(some, key=order.index) for pk, some in found.items()})


def how_many_fell(actor: Actor) -> int:
    return fallen_clients(actor).count()
