"""The clinic's directory of agencies that are asked for something."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import new_id
from filings.models import Agency
from filings.rules.certifications import KINDS


@action("agency.added")
def add_agency(
    actor: Actor,
    *,
    name: str,
    kind: str,
    place: str = "",
    contact: str = "",
    agency_id: UUID | None = None,
) -> Agency:
    """Add an agency to the directory.

    :param contact: who certifies there and how to reach them; sealed
    :param agency_id: the id the page was given, so that sending it twice adds one
    """
    require(actor, "agency.edit")
    if agency_id and Agency.objects.filter(pk=agency_id).exists():
        raise Blocked(_("This agency was added already."), code="sent_twice")
    _refuse_unknown(kind)
    agency = Agency(
        id=agency_id or new_id(), name=name, kind=kind, place=place, contact=contact or None,
        added_by=actor.membership,
    )  # fmt: skip
    _keep(agency, force_insert=True)
    record(actor, "agency.added", agency, detail={"kind": kind})
    return agency


@action("agency.changed")
def change_agency(
    actor: Actor,
    *,
    agency: Agency,
    name: str,
    kind: str,
    place: str,
    contact: str,
    active: bool,
    version: int | None = None,
) -> Agency:
    """Correct an agency, or take it out of use; requests to it stay."""
    require(actor, "agency.edit", agency)
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if version is not None and version != agency.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=agency,
        )
    _refuse_unknown(kind)
    agency.name, agency.kind, agency.place = name, kind, place
    agency.contact, agency.active = contact or None, active
    agency.version += 1
    _keep(agency)
    record(actor, "agency.changed", agency, detail={"kind": kind, "active": active})
    return agency


def _refuse_unknown(kind: str) -> None:
    if kind not in KINDS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice")


def _keep(agency: Agency, **options: bool) -> None:
    try:
        with transaction.atomic():
            agency.save(**options)
    except IntegrityError as error:
        raise Blocked(
            _("An agency of this name is there already."), code="name_taken", target=agency
        ) from error
