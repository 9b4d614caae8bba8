"""Safe-contact rules: what the client said about each channel, and that it still holds."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import (
    lock_client,
    lock_for_names,
    parties_changed,
    refuse_if_changed,
    seat_of,
    self_party,
    set_identifiers,
)
from clients.models import Client, ContactRule
from clients.queries import contact_rows
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clients.rules.reasons import REVEAL_REASONS
from clients.rules.safe_contact import Channel, Safety
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record

RuleInput = Mapping[str, Any]
# How an address of this channel is found again when somebody calls or writes.
_FOUND_AS = {Channel.PHONE.value: "phone", Channel.SMS.value: "phone", Channel.EMAIL.value: "email"}


@action("contact.changed")
def change_contact(
    actor: Actor,
    *,
    client: Client,
    rules: Iterable[RuleInput],
    code_word: str | None = None,
    version: int | None = None,
) -> Client:
    """Write down what the client said about each channel.

    :param rules: dicts with channel, state, address, valid_until (ISO or None) and details
    """
    require(actor, "contact.confirm", client)
    client = lock_for_names(client)
    refuse_if_changed(client, client.version if version is None else version)
    write_rules(actor, client, rules, code_word=code_word)
    client.version += 1
    client.save()
    record(actor, "contact.changed", client, changes=["contact_rules"])
    return client


@action("contact.confirmed")
def confirm_contact(actor: Actor, *, client: Client, version: int | None = None) -> Client:
    """Record that the client was asked again and the rules still hold."""
    require(actor, "contact.confirm", client)
    client = lock_client(client)
    refuse_if_changed(client, client.version if version is None else version)
    asked = ContactRule.objects.filter(client=client).exclude(state=Safety.NOT_ASKED.value)
    changed = asked.update(confirmed_at=timezone.now(), confirmed_by=seat_of(actor))
    if not changed:
        raise Blocked(
            _("There is no rule to confirm yet. Ask how this person can be reached safely."),
            code="nothing_to_confirm",
            target=client,
        )
    client.version += 1
    client.save(update_fields=["version"])
    record(actor, "contact.confirmed", client, detail={"channels": changed})
    return client


@action("contact.revealed")
def reveal_contact(actor: Actor, *, client: Client, reason: str) -> list[ContactRule]:
    """Return the rules with addresses and code words; the look is recorded with its reason."""
    require(actor, "client.reveal", client)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "contact.revealed", client, detail={"reason": reason})
    return contact_rows(client)


def write_rules(
    actor: Actor, client: Client, rules: Iterable[RuleInput], *, code_word: str | None
) -> bool:
    """Bring the rows in line with what was said; tell whether anything changed."""
    rows = {row.channel: row for row in contact_rows(client)}
    changed = False
    for said in rules:
        channel = Channel(said["channel"]).value
        row = rows.get(channel)
        if row is None:
            if said["state"] == Safety.NOT_ASKED.value and not said.get("address"):
                continue
            row = ContactRule(client=client, key=client.key, channel=channel)
        if _write_rule(actor, row, said, code_word):
            rows[channel] = row
            changed = True
    if changed:
        _find_by_address(actor, client, rows.values())
    return changed


def _write_rule(actor: Actor, row: ContactRule, said: RuleInput, code_word: str | None) -> bool:
    until = said.get("valid_until")
    new = (
        Safety(said["state"]).value,
        said.get("address") or None,
        said.get("details") or {},
        code_word or None,
        date.fromisoformat(until) if until else None,
    )
    old = (row.state, row.address, row.details or {}, row.code_word, row.valid_until)
    if new == old and row.confirmed_at is not None:
        return False
    row.state, row.address, row.details, row.code_word, row.valid_until = new
    if row.state != Safety.NOT_ASKED.value:
        row.confirmed_at, row.confirmed_by = timezone.now(), seat_of(actor)
    else:
        row.confirmed_at = row.confirmed_by = None
    row.version += 1
    row.save()
    return True


def _find_by_address(actor: Actor, client: Client, rows: Iterable[ContactRule]) -> None:
    """Make the client findable by telephone and e-mail, and count it as a changed identifier."""
    wanted = set()
    for row in rows:
        kind = _FOUND_AS.get(row.channel)
        if kind is None or not row.address:
            continue
        try:
            wanted.add((kind, normalise_identifier(kind, row.address)))
        except IdentifierError:
            continue  # "the neighbour's shop": no number to be found by
    party = self_party(actor, client)
    if set_identifiers(actor, party, wanted, of_kinds=set(_FOUND_AS.values())):
        parties_changed(client)
