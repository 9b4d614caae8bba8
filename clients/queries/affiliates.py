"""Whom the clinic itself is bound to, for those who keep the list."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from clients.models import Affiliate
from clients.policy import visible_affiliates
from clients.rules.conflict import AFFILIATES, PARTY_LABELS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible

LISTS = ("other_names", "people", "organisations")
FORM_FIELDS = ("kind", "name", "is_organisation", *LISTS, "note", "version")


def affiliates(actor: Actor, *, ended: bool = False) -> list[Affiliate]:
    """Return those the clinic is bound to now, or was, by name; a clinic has some hundreds."""
    rows = visible_affiliates(actor).filter(ended_at__isnull=not ended)
    found = list(rows.select_related("ended_by__user"))
    return sorted(found, key=lambda row: ((row.name or "").casefold(), row.pk))


def affiliate_groups(actor: Actor, *, ended: bool = False) -> list[tuple[str, list[Affiliate]]]:
    """Return the same by kind, in words; kinds that nobody is of are left out."""
    rows = affiliates(actor, ended=ended)
    groups = [
        (_(PARTY_LABELS[kind]), [row for row in rows if row.kind == kind.value])
        for kind in AFFILIATES
    ]
    return [(label, found) for label, found in groups if found]


def affiliate_of(actor: Actor, pk: UUID) -> Affiliate:
    """:raises NotVisible: there is none in the clinic"""
    found = visible_affiliates(actor).select_related("ended_by__user").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def affiliate_said(row: Affiliate) -> dict[str, Any]:
    """Return an affiliate as the form that changes it says it: lists by line."""
    said = {name: getattr(row, name) or "" for name in FORM_FIELDS}
    return said | {name: "\n".join(said[name]) for name in LISTS}
