"""Who works at a partner, for those who keep the directory."""

from typing import Any
from uuid import UUID

from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from referrals.models import Partner, PartnerContact
from referrals.policy import visible_contacts

FORM_FIELDS = ("name", "other_names", "role", "email", "phone", "version")


def contacts_of(actor: Actor, partner: Partner) -> list[PartnerContact]:
    """Return the people a partner has now, by name."""
    rows = visible_contacts(actor).filter(partner=partner, ended_at=None)
    return sorted(rows, key=lambda row: ((row.name or "").casefold(), row.pk))


def contact_of(actor: Actor, pk: UUID) -> PartnerContact:
    """:raises NotVisible: there is none, or the actor keeps no directory"""
    found = visible_contacts(actor).select_related("partner").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def contact_said(contact: PartnerContact) -> dict[str, Any]:
    """Return a contact as the form that changes it says it: names by line."""
    said = {name: getattr(contact, name) or "" for name in FORM_FIELDS}
    return said | {"other_names": "\n".join(said["other_names"])}
