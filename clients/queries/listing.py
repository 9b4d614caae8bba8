"""The list of clients: code names, where the conflict check stands, whether a case is open."""

from dataclasses import dataclass
from typing import Any

from clients import hooks
from clients.models import Client
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.pages.paging import Page, page_of

# What a row shows. Nothing sealed is even read.
SHOWN_OF_CLIENT = ("clinic", "code_name", "conflict_state", "created_at")


@dataclass(frozen=True)
class ClientFilter:
    text: str = ""  # the start of a code name
    conflict: str = ""


@dataclass(frozen=True)
class ClientRow:
    client: Client
    has_open_case: bool


def client_list(actor: Actor, wanted: ClientFilter, *, after: str | None = None) -> Page[Any]:
    """Return a page of ClientRow, newest first: two statements whatever the number of rows."""
    clients = visible_clients(actor).filter(merged_into=None).only(*SHOWN_OF_CLIENT)
    if wanted.text:
        clients = clients.filter(code_name__istartswith=wanted.text)
    if wanted.conflict:
        clients = clients.filter(conflict_state=wanted.conflict)
    page = page_of(clients, order=["-id"], after=after)
    ids = [client.pk for client in page.rows]
    open_ = {pk for ask in hooks.with_open_case for pk in ask(actor, ids)}
    rows = [ClientRow(client, client.pk in open_) for client in page.rows]
    return Page(rows, page.next, page.previous)
