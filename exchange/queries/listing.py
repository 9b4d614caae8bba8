"""Clients and matters as the list that an import reads: one row for each matter of a client."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from cases.models import Case
from cases.rules import CLOSED
from clients.models import Client, ContactRule, Identifier, Party
from clients.rules.names import normalise
from clinic.vault.keys import preload
from exchange.rules.columns import NUMBERS

HEADER = (
    "client_ref", "code_name", "legal_name", "name_to_use", "other_names", "birth", "pronouns",
    "nationality", "language", "interpreter", "phone", "email", *NUMBERS,
    "matter", "case_number", "opened_on", "stage", "closed_on", "outcome", "close_reason",
    "summary",
)  # fmt: skip
CHANNELS = ("phone", "email")


def list_rows(after: UUID | None, most: int) -> tuple[list[list[str]], UUID | None]:
    """Return the rows of the next clients, and after whom to go on; None: these were the last."""
    rows = Client.objects.filter(key__wrapped__isnull=False, merged_into=None).order_by("pk")
    clients = list(rows.filter(pk__gt=after)[:most] if after else rows[:most])
    preload({client.key_id for client in clients})
    ids = [client.pk for client in clients]
    cases: dict[UUID, list[Case]] = defaultdict(list)
    for case in Case.objects.filter(client__in=ids).order_by("pk"):
        cases[case.client_id].append(case)
    more = _more(ids)
    found = []
    for client in clients:
        said = {**_of_client(client), **more[client.pk]}
        said["other_names"] = _other_names(client, more[client.pk])
        own: list[Case | None] = [*cases[client.pk]]
        for each in own or [None]:
            whole = {**said, **_of_case(each)}
            found.append([whole.get(column) or "" for column in HEADER])
    return found, clients[-1].pk if len(clients) == most else None


def _of_client(client: Client) -> dict[str, str | None]:
    birth = client.birth_date.isoformat() if client.birth_date else client.birth_year
    return {
        "client_ref": str(client.pk), "code_name": client.code_name,
        "legal_name": client.legal_name, "name_to_use": client.name_to_use, "birth": birth,
        "pronouns": client.pronouns, "nationality": client.nationality,
        "language": client.language, "interpreter": client.interpreter,
    }  # fmt: skip


def _more(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return names, numbers and addresses of clients, in three statements."""
    said: dict[UUID, dict[str, Any]] = {pk: {"aliases": []} for pk in ids}
    parties = Party.objects.filter(client__in=ids, kind="alias", removed_at=None)
    for party in parties.order_by("pk"):
        if party.name:
            said[party.client_id]["aliases"].append(party.name)
    numbers = Identifier.objects.filter(
        party__client__in=ids, party__kind="client", kind__in=NUMBERS
    )
    for row in numbers.select_related("party").order_by("pk"):
        said[row.party.client_id][row.kind] = row.value
    rules = ContactRule.objects.filter(client__in=ids, channel__in=CHANNELS)
    for rule in rules.order_by("pk"):
        said[rule.client_id][rule.channel] = rule.address
    return said


def _other_names(client: Client, more: dict[str, Any]) -> str:
    """Return the names beside the one to use, which stands in a column of its own."""
    own = normalise(client.name_to_use or "")
    return "; ".join(name for name in more["aliases"] if normalise(name) != own)


def _of_case(case: Case | None) -> dict[str, str | None]:
    if case is None:
        return {}
    closed = case.stage == CLOSED
    return {
        "matter": case.matter, "case_number": case.number,
        "opened_on": case.opened_on.isoformat(), "stage": case.stage,
        "closed_on": case.closed_on.isoformat() if closed and case.closed_on else "",
        "outcome": case.outcome if closed else "",
        "close_reason": case.close_reason, "summary": case.summary,
    }  # fmt: skip
