"""A client's own names and numbers: the sealed fields, and the parties they are found by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clients.actions.rows import (
    named_already,
    parties_changed,
    self_party,
    set_identifiers,
    take_out_party,
    write_party,
    write_tokens,
)
from clients.models import Client
from clients.queries import active_parties
from clients.rules.conflict import PartyKind
from clients.rules.identifiers import normalise_identifier
from clients.rules.record import NUMBER_KINDS
from clinic.access.actor import Actor


def set_birth(client: Client, said: str | None) -> None:
    """Keep "1990-02-28" as a date and "1990" as a year."""
    birth = said or ""
    client.birth_date = date.fromisoformat(birth) if len(birth) > 4 else None
    client.birth_year = birth if len(birth) == 4 else None


def set_legal_name(actor: Actor, client: Client, name: str | None) -> None:
    if (client.legal_name or None) == name:
        return
    client.legal_name = name
    party = self_party(actor, client)
    party.name = name
    party.save(update_fields=["name"])
    write_tokens(actor, party)
    parties_changed(client)


def set_numbers(actor: Actor, client: Client, given: Mapping[str, str]) -> None:
    wanted = {(kind, normalise_identifier(kind, text)) for kind, text in given.items()}
    party = self_party(actor, client) if wanted else _self_if_there(client)
    if party and set_identifiers(actor, party, wanted, of_kinds=set(NUMBER_KINDS)):
        parties_changed(client)


def _self_if_there(client: Client) -> Any:
    own = [party for party in active_parties(client) if party.kind == PartyKind.CLIENT.value]
    return own[0] if own else None


def as_names(given: Any) -> list[str]:
    if not given:
        return []
    return [given] if isinstance(given, str) else list(given)


def sync_aliases(actor: Actor, client: Client, was: list[str], now: list[str]) -> None:
    """Bring aliases in line with one answer; aliases that came from elsewhere stay."""
    kind = PartyKind.ALIAS.value
    rows = active_parties(client)
    dropped = set(was) - set(now)
    for row in rows:
        if row.kind == kind and row.name in dropped:
            take_out_party(row)
    left = [row for row in rows if row.removed_at is None]
    for name in now:
        if not named_already(left, kind, name):
            left.append(write_party(actor, client, kind=kind, name=name))
    parties_changed(client)
