"""Keep whom the clinic itself is bound to: a new or changed name ends the clearances it touches."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.clearances import keep_clinic_names, take_names_turn
from clients.actions.rows import seat_of
from clients.models import Affiliate
from clients.rules.conflict import AFFILIATES
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record

SENT_TWICE = "sent_twice"
DETAILS = (
    "kind", "name", "is_organisation", "other_names", "people", "organisations", "note",
)  # fmt: skip


@action("affiliate.added")
def add_affiliate(actor: Actor, *, form_token: UUID, details: Mapping[str, Any]) -> Affiliate:
    """Add somebody the clinic is bound to; the same form sent twice gives the same row."""
    require(actor, "affiliate.edit")
    take_names_turn()
    if Affiliate.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    row = Affiliate(pk=form_token, added_by=seat_of(actor))
    _fill(row, details)
    row.save(force_insert=True)
    _compare(actor, row)
    record(actor, "affiliate.added", row, changes=[name for name in DETAILS if details.get(name)])
    return row


@action("affiliate.changed")
def change_affiliate(
    actor: Actor, *, affiliate: Affiliate, details: Mapping[str, Any], version: int
) -> Affiliate:
    """Change what is said of them: checks compare the new names from now on, the old no longer."""
    require(actor, "affiliate.edit", affiliate)
    take_names_turn()
    row = _locked(affiliate, version)
    before = {name: getattr(row, name) for name in DETAILS}
    if before["kind"] != details["kind"]:
        keep_clinic_names(actor, kind=row.kind, ref=row.pk, names=[])
    _fill(row, details)
    changed = [name for name in DETAILS if (getattr(row, name) or None) != (before[name] or None)]
    row.version += 1
    row.save()
    _compare(actor, row)
    record(actor, "affiliate.changed", row, changes=changed)
    return row


@action("affiliate.ended")
def end_affiliate(actor: Actor, *, affiliate: Affiliate, version: int) -> Affiliate:
    """Say that the clinic is bound to them no longer: no check compares their names any more."""
    require(actor, "affiliate.edit", affiliate)
    take_names_turn()
    row = _locked(affiliate, version)
    row.ended_at, row.ended_by = timezone.now(), seat_of(actor)
    row.version += 1
    row.save()
    keep_clinic_names(actor, kind=row.kind, ref=row.pk, names=[])
    record(actor, "affiliate.ended", row)
    return row


def _locked(affiliate: Affiliate, version: int) -> Affiliate:
    row = Affiliate.objects.select_for_update(of=("self",)).get(pk=affiliate.pk)
    if row.ended_at is not None:
        raise Blocked(
            _("The clinic is bound to them no longer. Add them anew if that changed."),
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


def _fill(row: Affiliate, details: Mapping[str, Any]) -> None:
    if details["kind"] not in {kind.value for kind in AFFILIATES}:
        raise ValueError("Not a kind of which this list is kept.")
    row.kind, row.is_organisation = details["kind"], bool(details["is_organisation"])
    for name in ("name", "other_names", "people", "organisations", "note"):
        setattr(row, name, details.get(name) or None)


def _compare(actor: Actor, row: Affiliate) -> None:
    own = [row.name or "", *(row.other_names or ())]
    firms = list(row.organisations or ())
    people = list(row.people or ())
    keep_clinic_names(
        actor, kind=row.kind, ref=row.pk,
        names=people if row.is_organisation else [*own, *people],
        organisations=[*own, *firms] if row.is_organisation else firms,
    )  # fmt: skip
