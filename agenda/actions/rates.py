"""Writes: name a funder, say who pays for a case, set what an hour is worth."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from agenda.models import CaseFunder, Funder, HourRate
from agenda.rules import worth
from agenda.rules.hours import EARLIEST_YEAR, KINDS
from cases.actions.locking import locked_case
from cases.models import Case
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record


@action("funder.added")
def add_funder(actor: Actor, *, funder_id: UUID, name: str) -> Funder:
    """Name a funder; kept under the clinic's key."""
    require(actor, "hours.rate")
    if not name.strip():
        raise ValueError("A funder without a name.")
    if any(row.name == name.strip() for row in Funder.objects.all()):
        raise Blocked(_("This funder is there already."), code="funder_known")
    funder = Funder(pk=funder_id, name=name.strip(), added_by=seat_of(actor))
    funder.save(force_insert=True)
    record(actor, "funder.added", funder)
    return funder


@action("funder.set")
def set_funder(actor: Actor, *, case: Case, funder: Funder | None, since: date) -> CaseFunder:
    """Say who pays for a case from a day on, or nobody; what was said before stays."""
    require(actor, "hours.rate", case)
    case = locked_case(case)
    if since.year < EARLIEST_YEAR:
        raise ValueError("Before there were cases.")
    row = CaseFunder.objects.create(case=case, funder=funder, since=since, set_by=seat_of(actor))
    record(
        actor, "funder.set", row, client_id=case.client_id, case_id=case.pk,
        detail={"funder": funder.pk if funder else None},
    )  # fmt: skip
    return row


@action("rate.set")
def set_rate(
    actor: Actor, *, rate_id: UUID, kind: str, funder: Funder | None, cents: int, currency: str,
    valid_from: date,
) -> HourRate:  # fmt: skip
    """Set what an hour is worth from a day on; what held before holds for the days before."""
    require(actor, "hours.rate")
    if (kind and kind not in KINDS) or currency not in worth.CURRENCIES:
        raise ValueError("Not a rate.")
    if not 1 <= cents <= worth.MOST_CENTS:
        raise ValueError("Not what an hour is worth.")
    if HourRate.objects.filter(pk=rate_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    rate = HourRate(
        pk=rate_id, kind=kind, funder=funder, cents=cents, currency=currency,
        valid_from=valid_from, set_by=seat_of(actor),
    )  # fmt: skip
    rate.save(force_insert=True)
    record(actor, "rate.set", rate, detail={"kind": kind, "cents": cents})
    return rate
