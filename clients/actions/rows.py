"""What several actions do with rows; none of it is an act by itself, so nothing is recorded."""

import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.clearances import end_own_clearance, take_names_turn, touch_others
from clients.models import Client, ClientMerge, Identifier, Intake, Party, PartyToken, Screening
from clients.queries.clearances import names_in_preparation
from clients.queries.matches import MAKING, UNSOUGHT, made_before, not_sought_yet, tokens_of
from clients.rules.conflict import Cause, PartyKind
from clients.rules.identity import make_code_name
from clients.rules.names import normalise
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.people.models import Membership
from clinic.vault.keys import create_client_key, preload


def seat_of(actor: Actor) -> Membership:
    """Return the seat that is written down as the one who did it; services have none."""
    if actor.membership is None:
        raise TypeError("Only a member of the clinic does this.")
    return actor.membership


def new_client(actor: Actor) -> Client:
    """Make a client with a key and a code name that no other client of the clinic has."""
    key = create_client_key()
    for _turn in range(50):
        client = Client(
            key=key, code_name=make_code_name(secrets.randbelow), created_by=seat_of(actor)
        )
        try:
            with transaction.atomic():
                client.save(force_insert=True)
        except IntegrityError:
            continue  # taken: draw again
        return client
    raise RuntimeError("No free code name was drawn in 50 turns.")


def lock_any(client: Client) -> Client:
    """Read a client again under a lock, one that was joined into another record as well."""
    rows = Client.objects.select_for_update(of=("self",)).select_related("key")
    (locked,) = rows.filter(pk=client.pk)
    return locked


def lock_client(client: Client) -> Client:
    """Read the client again so that nobody else changes it until the action ends."""
    locked = lock_any(client)
    refuse_joined(locked)
    return locked


def lock_both(one: Client, other: Client) -> tuple[Client, Client]:
    """Lock both in the order of their ids, so that two acts on them never wait for each other."""
    rows = Client.objects.select_for_update(of=("self",)).select_related("key")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk]).order_by("pk")}
    return found[one.pk], found[other.pk]


def refuse_joined(locked: Client) -> None:
    if locked.merged_into_id is not None:
        raise Blocked(
            _("This record was joined into another one. Go on there, or take them apart first."),
            code="merged",
            target=locked,
        )


def lock_for_names(client: Client) -> Client:
    """Lock a client whose names are about to be written or compared: see `clearances`."""
    take_names_turn()
    return lock_client(client)


def lock_intake(intake: Intake) -> Intake:
    rows = Intake.objects.select_for_update(of=("self",)).select_related("key", "client__key")
    (locked,) = rows.filter(pk=intake.pk)
    return locked


def refuse_if_changed(row: Client | Intake, version: int) -> None:
    if row.version != version:
        raise changed_meanwhile(row)


def changed_meanwhile(row: Client | Intake | Screening | ClientMerge) -> Blocked:
    return Blocked(
        _(
            "Somebody changed this meanwhile. What you typed is still here and was not saved. "
            "Saving it now replaces what they wrote."
        ),
        code="changed_meanwhile",
        target=row,
    )


def parties_changed(client: Client) -> None:
    """Count the change; what was decided about the old list of names no longer stands."""
    client.parties_version += 1
    end_own_clearance(client, Cause.OWN)


def self_party(actor: Actor, client: Client) -> Party:
    """Return the party that stands for the client, nameless until a legal name is given."""
    own = Party.objects.filter(client=client, kind=PartyKind.CLIENT.value, removed_at=None)
    return own.select_related("key").first() or write_party(
        actor, client, kind=PartyKind.CLIENT.value, name=None
    )


def write_party(
    actor: Actor,
    client: Client,
    *,
    kind: str,
    name: str | None,
    is_organisation: bool = False,
    client_consented: bool | None = None,
    born: str = "",
) -> Party:
    party = Party(
        client=client,
        key=client.key,
        kind=kind,
        name=name,
        is_organisation=is_organisation,
        client_consented=client_consented,
        born=born or None,
        added_by=seat_of(actor),
    )
    party.save(force_insert=True)
    write_tokens(actor, party)
    return party


def write_tokens(actor: Actor, party: Party) -> None:
    """Bring the blind tokens of a party in line; clearances that its name touches end.

    While tokens are being made anew nobody is found for certain: then `remake_tokens` asks whom the
    name touches, and until it has nobody is assigned.
    """
    waits = names_in_preparation()
    _make_tokens(party, making=UNSOUGHT if waits else MAKING)
    if not waits:
        touch_others(actor, [party])


def _make_tokens(party: Party, *, making: int) -> None:
    PartyToken.objects.filter(party=party).delete()
    identifiers = Identifier.objects.filter(party=party).select_related("key")
    PartyToken.objects.bulk_create(tokens_of(party, identifiers, making=making))


def remake_tokens(actor: Actor, most: int) -> int:
    """Make tokens anew for some parties that have them from an earlier making; return how many.

    When all are, ask for each name that came meanwhile whose clearance it touches.
    """
    take_names_turn()
    parties = made_before(most)
    preload({party.key_id for party in parties})
    for party in parties:
        _make_tokens(party, making=MAKING)
    if parties:
        return len(parties)
    late = not_sought_yet(most)
    preload({party.key_id for party in late})
    touch_others(actor, late)
    PartyToken.objects.filter(party__in=late).update(making=MAKING)
    return len(late)


def refuse_without_reason(reason: str, target: Any) -> None:
    if not reason.strip():
        raise Blocked(
            _("Say why in a sentence. Whoever looks at it later needs that."),
            code="reason_missing",
            target=target,
        )


def take_out_party(party: Party) -> None:
    """Keep the row, for decided checks point at it; nobody is found by it any more."""
    party.removed_at = timezone.now()
    party.save(update_fields=["removed_at"])
    PartyToken.objects.filter(party=party).delete()


def named_already(
    parties: Iterable[Party], kind: str, name: str, *, beside: UUID | None = None
) -> bool:
    """Tell whether this name stands there already, so that a form sent twice adds it once."""
    wanted = normalise(name) or name.casefold()
    return any(
        party.kind == kind
        and party.pk != beside
        and (normalise(party.name or "") or (party.name or "").casefold()) == wanted
        for party in parties
    )


def set_identifiers(
    actor: Actor, party: Party, wanted: set[tuple[str, str]], *, of_kinds: set[str]
) -> bool:
    """Replace a party's numbers of these kinds; tell whether anything changed.

    :param wanted: (kind, normalised value)
    """
    rows = list(Identifier.objects.filter(party=party, kind__in=of_kinds).select_related("key"))
    existing = {(row.kind, row.value or "") for row in rows}
    if existing == wanted:
        return False
    for row in rows:
        if (row.kind, row.value or "") not in wanted:
            row.delete()
    for kind, value in sorted(wanted - existing):
        Identifier(party=party, key=party.key, kind=kind, value=value).save(force_insert=True)
    write_tokens(actor, party)
    return True
