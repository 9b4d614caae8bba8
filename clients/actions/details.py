"""Languages, nationalities, kinds of names, guardian; a new code name; links between clients."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.parties import name_relative
from clients.actions.rows import (
    lock_both,
    lock_client,
    lock_for_names,
    refuse_if_changed,
    refuse_joined,
    seat_of,
)
from clients.models import Client, ClientLink, Party
from clients.queries.details import link_exists
from clients.rules.conflict import PartyKind
from clients.rules.details import NAME_KINDS, RELATIONS
from clients.rules.identity import make_code_name
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record


@action("details.changed")
def change_details(
    actor: Actor,
    *,
    client: Client,
    details: Mapping[str, Any],
    name_kinds: Mapping[UUID, str] | None = None,
    version: int | None = None,
) -> Client:
    """Keep what `rules.details` knows of a person; a guardian's name is checked for conflicts.

    :param details: nationalities, languages, birth_estimated, guardian; as a whole
    :param name_kinds: kind of name by the id of an alias
    """
    require(actor, "client.edit", client)
    client = lock_for_names(client)
    refuse_if_changed(client, client.version if version is None else version)
    before = client.details or {}
    changed = [code for code in details if details[code] != before.get(code)]
    guardian = (details.get("guardian") or {}).get("name")
    if guardian and guardian != (before.get("guardian") or {}).get("name"):
        name_relative(actor, client, guardian)
        client = lock_for_names(client)
    aliases = Party.objects.filter(client=client, kind=PartyKind.ALIAS.value, removed_at=None)
    for party in aliases.select_related("key"):
        kind = (name_kinds or {}).get(party.pk)
        if kind is not None and kind in {"", *NAME_KINDS} and (party.name_kind or "") != kind:
            party.name_kind = kind or None
            party.save(update_fields=["name_kind"])
            changed.append("name_kind")
    client.details = dict(details)
    client.version += 1
    client.save()
    detail = {"conflict": client.conflict_state}
    record(actor, "details.changed", client, changes=sorted(set(changed)), detail=detail)
    return client


@action("code_name.changed")
def change_code_name(actor: Actor, *, client: Client, version: int | None = None) -> Client:
    """Draw another code name, where the old one was overheard or hurts. It is never typed."""
    require(actor, "client.edit", client)
    client = lock_client(client)
    refuse_if_changed(client, client.version if version is None else version)
    was = client.code_name
    for _turn in range(50):
        client.code_name = make_code_name(secrets.randbelow)
        if client.code_name == was:
            continue
        client.version += 1
        try:
            with transaction.atomic():
                client.save(update_fields=["code_name", "version"])
        except IntegrityError:
            continue  # taken: draw again
        record(actor, "code_name.changed", client, changes=["code_name"])
        return client
    raise RuntimeError("No free code name was drawn in 50 turns.")


@action("client_link.added")
def link_clients(
    actor: Actor, *, client: Client, other: Client, relation: str, note: str = ""
) -> ClientLink:
    """Say what another client is to this one. Nobody reaches a client through a link.

    :param relation: a code of `rules.details.RELATIONS`: what `other` is to `client`
    """
    require(actor, "client.edit", client)
    require(actor, "client.edit", other)
    if relation not in RELATIONS:
        raise ValueError("Not a relation.")
    if client.pk == other.pk:
        raise Blocked(_("This is the same client."), code="same_record", target=client)
    client, other = lock_both(client, other)
    for each in (client, other):
        refuse_joined(each)
    if link_exists(client, other, relation):
        raise Blocked(
            _("These two are linked in this way already."), code="linked_already", target=client
        )
    link = ClientLink(
        client=client,
        key=client.key,
        other=other,
        relation=relation,
        note=note.strip() or None,
        added_by=seat_of(actor),
    )
    link.save(force_insert=True)
    record(actor, "client_link.added", link)
    return link


@action("client_link.ended")
def end_link(actor: Actor, *, link: ClientLink) -> ClientLink:
    """Take a link back; who added it and when stays in the record."""
    require(actor, "client.edit", link.client)
    rows = ClientLink.objects.select_for_update(of=("self",)).select_related("key", "client")
    (locked,) = rows.filter(pk=link.pk)
    if locked.ended_at is not None:
        raise Blocked(_("This link was taken back already."), code="ended_already", target=locked)
    locked.ended_at, locked.ended_by = timezone.now(), seat_of(actor)
    locked.save(update_fields=["ended_at", "ended_by"])
    record(actor, "client_link.ended", locked)
    return locked
