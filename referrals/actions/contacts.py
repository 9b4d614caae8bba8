"""Writes: who works at a partner. Conflict checks compare them as they do the partner."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions import keep_clinic_names
from clients.actions.rows import seat_of
from clients.rules.conflict import PartyKind
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.turns import take_turn
from referrals.actions.locking import refuse_second
from referrals.models import Partner, PartnerContact

CONTACT_FIELDS = ("name", "other_names", "role", "email", "phone")


@action("partner_contact.added")
def add_contact(
    actor: Actor, *, partner: Partner, form_token: UUID, details: Mapping[str, Any]
) -> PartnerContact:
    """Add a person at a partner; the same form sent twice gives the same row."""
    require(actor, "partner.edit", partner)
    take_turn()
    refuse_second(PartnerContact, form_token)
    contact = PartnerContact(pk=form_token, partner=partner, added_by=seat_of(actor))
    for name in CONTACT_FIELDS:
        setattr(contact, name, details.get(name) or None)
    contact.save(force_insert=True)
    compare_contact(actor, contact, active=Partner.objects.get(pk=partner.pk).active)
    changes = [name for name in CONTACT_FIELDS if details.get(name)]
    record(actor, "partner_contact.added", contact, changes=changes)
    return contact


@action("partner_contact.changed")
def change_contact(
    actor: Actor, *, contact: PartnerContact, details: Mapping[str, Any], version: int
) -> PartnerContact:
    require(actor, "partner.edit", contact)
    take_turn()
    row = _locked(contact, version)
    changed = [
        name
        for name in CONTACT_FIELDS
        if name in details and (details[name] or None) != (getattr(row, name) or None)
    ]
    for name in changed:
        setattr(row, name, details[name] or None)
    row.version += 1
    row.save()
    compare_contact(actor, row, active=row.partner.active)
    record(actor, "partner_contact.changed", row, changes=changed)
    return row


@action("partner_contact.ended")
def end_contact(actor: Actor, *, contact: PartnerContact, version: int) -> PartnerContact:
    """Say that somebody works there no longer: no check compares her any more."""
    require(actor, "partner.edit", contact)
    take_turn()
    row = _locked(contact, version)
    row.ended_at, row.ended_by = timezone.now(), seat_of(actor)
    row.version += 1
    row.save()
    compare_contact(actor, row, active=False)
    record(actor, "partner_contact.ended", row)
    return row


def compare_contact(actor: Actor, contact: PartnerContact, *, active: bool) -> None:
    """Let conflict checks compare her, or nobody where her partner is retired."""
    numbers = []
    for kind in ("email", "phone"):
        try:
            numbers.append((kind, normalise_identifier(kind, getattr(contact, kind) or "")))
        except IdentifierError:
            continue  # "ask for the night desk": no number to be found by
    keep_clinic_names(
        actor, kind=PartyKind.PARTNER.value, ref=contact.pk,
        names=[contact.name or "", *(contact.other_names or ())] if active else [],
        numbers=numbers,
    )  # fmt: skip


def compare_contacts(actor: Actor, partner: Partner, *, active: bool) -> None:
    """Do so for everybody at a partner that is retired or taken up again."""
    for contact in PartnerContact.objects.filter(partner=partner, ended_at=None).order_by("id"):
        compare_contact(actor, contact, active=active)


def _locked(contact: PartnerContact, version: int) -> PartnerContact:
    rows = PartnerContact.objects.select_for_update(of=("self",)).select_related("partner")
    row = rows.get(pk=contact.pk)
    if row.ended_at is not None:
        raise Blocked(
            _("This person works there no longer. Add them anew if that changed."),
            code="ended_already",
            target=row,
        )
    if row.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=row,
        )
    return row
