"""Other people and companies in a client's matter, named for the conflict check."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.actions.rows import (
    changed_meanwhile,
    lock_for_names,
    named_already,
    parties_changed,
    set_identifiers,
    take_out_party,
    write_party,
    write_tokens,
)
from clients.models import Client, Party
from clients.queries import active_parties
from clients.rules.conflict import NEEDS_CLIENT_CONSENT, OF_CLINIC, PartyKind
from clients.rules.identifiers import KINDS, normalise_identifier
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record

PartyRow = Mapping[str, Any]
OWN = frozenset({PartyKind.CLIENT.value, PartyKind.ALIAS.value})


@action("party.added")
def add_party(
    actor: Actor,
    *,
    client: Client,
    kind: str,
    name: str,
    is_organisation: bool = False,
    client_consented: bool = False,
    identifiers: Iterable[tuple[str, str]] = (),
    born: str = "",
) -> Party:
    """Add a name to a client's matter; a clearance that stood asks to be checked again.

    :param identifiers: (kind, text) of numbers on papers, phones or e-mail addresses
    :param born: "1990-02-28" or "1990" where somebody knows it; supports a match of names
    :raises Blocked: the client has not agreed to this name, or it stands there already
    """
    require(actor, "party.add", client)
    kind = PartyKind(kind).value
    if kind == PartyKind.CLIENT.value:
        raise ValueError("The client is a party already; another name is an alias.")
    if PartyKind(kind) in OF_CLINIC:
        raise ValueError("This is somebody the clinic is bound to, and of no matter.")
    client = lock_for_names(client)
    _refuse_without_consent(client, kind, client_consented)
    if named_already(active_parties(client), kind, name):
        raise Blocked(
            _("This name stands in the list already. Nothing was added."),
            code="party_there_already",
            target=client,
        )
    party = write_party(
        actor,
        client,
        kind=kind,
        name=name,
        is_organisation=is_organisation,
        client_consented=client_consented if kind in NEEDS_CLIENT_CONSENT else None,
        born=born,
    )
    numbers = {(code, normalise_identifier(code, text)) for code, text in identifiers}
    if numbers:
        set_identifiers(actor, party, numbers, of_kinds=set(KINDS))
    _count(client)
    record(actor, "party.added", party, detail={"kind": kind, "conflict": client.conflict_state})
    return party


@action("party.removed")
def remove_party(actor: Actor, *, party: Party, version: int | None = None) -> Party:
    """Take a name out of a client's matter; nobody is found by it any more.

    :param version: of the list of names it was seen in; another one means it changed meanwhile
    """
    require(actor, "party.add", party)
    if party.kind == PartyKind.CLIENT.value:
        raise ValueError("The client's own name is changed, not removed.")
    client = lock_for_names(party.client)
    if version not in (None, client.parties_version):
        raise changed_meanwhile(client)
    current = Party.objects.filter(pk=party.pk, removed_at=None).select_related("key").first()
    if current is None:
        raise Blocked(
            _("This name was removed already."), code="party_removed_already", target=party
        )
    take_out_party(current)
    _count(client)
    detail = {"kind": current.kind, "conflict": client.conflict_state}
    record(actor, "party.removed", current, detail=detail)
    return current


@action("parties.revealed")
def reveal_parties(actor: Actor, *, client: Client, reason: str) -> list[Party]:
    """Return the parties with their names; the look is recorded with its reason."""
    require(actor, "client.reveal", client)
    require(actor, "party.view", client)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "parties.revealed", client, detail={"reason": reason})
    return active_parties(client)


def name_relative(actor: Actor, client: Client, name: str) -> Party:
    """Keep a relative among the names that conflict checks compare; call it inside an action."""
    client = lock_for_names(client)
    kind = PartyKind.FAMILY.value
    for party in active_parties(client):
        if named_already([party], kind, name):
            return party
    party = write_party(actor, client, kind=kind, name=name)
    _count(client)
    record(actor, "party.added", party, detail={"kind": kind, "conflict": client.conflict_state})
    return party


def write_rows(actor: Actor, client: Client, rows: Iterable[PartyRow], *, consented: bool) -> bool:
    """Bring the list of an intake step in line: rows with an id change or go, others are new.

    The caller holds the lock on the client and saves it. A row without a name is taken out.
    """
    parties = {party.pk: party for party in active_parties(client)}
    changed = False
    for row in rows:
        kind, name = PartyKind(row["kind"]).value if row["kind"] else "", row["name"]
        party = parties.get(UUID(str(row["id"]))) if row.get("id") else None
        if kind and name:
            _refuse_without_consent(client, kind, consented)
        if party is None:
            if name and kind not in OWN and not named_already(parties.values(), kind, name):
                new = _add_row(actor, client, row, consented=consented)
                parties[new.pk] = new
                changed = True
        elif party.kind not in OWN:
            changed |= _change_row(actor, party, row, consented=consented)
    if changed:
        parties_changed(client)
    return changed


def _add_row(actor: Actor, client: Client, row: PartyRow, *, consented: bool) -> Party:
    return write_party(
        actor,
        client,
        kind=PartyKind(row["kind"]).value,
        name=row["name"],
        is_organisation=bool(row.get("is_organisation")),
        client_consented=consented if row["kind"] in NEEDS_CLIENT_CONSENT else None,
    )


def _change_row(actor: Actor, party: Party, row: PartyRow, *, consented: bool) -> bool:
    if not row["name"]:
        take_out_party(party)
        return True
    new = (PartyKind(row["kind"]).value, row["name"], bool(row.get("is_organisation")))
    if new == (party.kind, party.name, party.is_organisation):
        return False
    party.kind, party.name, party.is_organisation = new
    party.client_consented = consented if party.kind in NEEDS_CLIENT_CONSENT else None
    party.save()
    write_tokens(actor, party)
    return True


def _refuse_without_consent(client: Client, kind: str, consented: bool) -> None:
    if kind in NEEDS_CLIENT_CONSENT and not consented:
        raise Blocked(
            _("Write this name down only after the client said yes to it."),
            code="consent_first",
            target=client,
        )


def refuse_kept_without_consent(client: Client) -> None:
    """Let no name stand that needs the client's yes, when that yes is not there (any more)."""
    needing = Party.objects.filter(
        client=client, removed_at=None, kind__in=[kind.value for kind in NEEDS_CLIENT_CONSENT]
    )
    if needing.exists():
        raise Blocked(
            _(
                "A name that needs the client's yes still stands here. Take it out in the same "
                "step, or keep the answer at yes."
            ),
            code="consent_first",
            target=client,
        )


def _count(client: Client) -> None:
    parties_changed(client)
    client.version += 1
    client.save(update_fields=["parties_version", "conflict_state", "fell_at", "version"])
