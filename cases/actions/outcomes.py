"""Writes: how a matter ended, and what a case brought to the client."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import known_code, locked_case
from cases.actions.matters import locked_matter, save_matter
from cases.models import Benefit, Case, Matter
from cases.rules import OUTCOMES
from cases.rules.matters import type_of
from cases.rules.outcomes import BENEFITS, EARLIEST, TOO_OLD, wrong_with
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id


@action("matter.ended")
def end_matter(
    actor: Actor, *, matter: Matter, outcome: str, ended_on: date, version: int
) -> Matter:
    """Say how a matter ended and when; said again, it is corrected."""
    require(actor, "matter.move", matter)
    matter = locked_matter(matter, version)
    known_code(outcome, OUTCOMES, matter)
    if ended_on > today():
        raise Blocked(_("This day is still to come."), code="future_day", target=matter)
    if ended_on < EARLIEST:
        raise Blocked(TOO_OLD, code="day_too_old", target=matter)
    matter.outcome, matter.ended_on = outcome, ended_on
    save_matter(matter, "outcome", "ended_on")
    detail: Detail = {"matter": matter.kind, "outcome": outcome}
    record(
        actor, "matter.ended", matter, client_id=matter.case.client_id,
        changes=["outcome", "ended_on"], detail=detail,
    )  # fmt: skip
    return matter


def end_unbegun(case: Case) -> None:
    """End what never left its first stage as its case ends; part of the act that closes it."""
    for matter in Matter.objects.select_for_update().filter(case=case, outcome=""):
        matter.outcome, matter.ended_on = case.outcome, case.closed_on
        save_matter(matter, "outcome", "ended_on")


def take_up_unbegun(case: Case) -> None:
    """Undo that as the case is reopened, before its own end is forgotten.

    What went its road to the end, or was said to have ended otherwise, stays as it ended.
    """
    rows = Matter.objects.select_for_update().filter(case=case, ended_on=case.closed_on)
    for matter in rows.filter(outcome=case.outcome).exclude(outcome=""):
        if type_of(matter.kind).place(matter.stage) == 0:
            matter.outcome, matter.ended_on = "", None
            save_matter(matter, "outcome", "ended_on")


@action("benefit.added")
def add_benefit(
    actor: Actor,
    *,
    case: Case,
    kind: str,
    matter: Matter | None = None,
    obtained_on: date | None = None,
    ends_on: date | None = None,
    asked: Decimal | None = None,
    ordered: Decimal | None = None,
    paid: Decimal | None = None,
    currency: str = "",
    note: str = "",
    benefit_id: UUID | None = None,
) -> Benefit:
    """Record what a case brought, also after it was closed: restitution is paid for years.

    :param asked: amounts in units of `currency`, two decimals; only for kinds of money
    """
    require(actor, "outcome.record", case)
    known_code(kind, BENEFITS, case)
    case = locked_case(case)
    if benefit_id and Benefit.objects.filter(pk=benefit_id).exists():
        raise Blocked(_("This was recorded already."), code="sent_twice", target=case)
    benefit = Benefit(
        id=benefit_id or new_id(), case=case, key=case.key, kind=kind, added_by=seat_of(actor)
    )
    _fill(benefit, matter, obtained_on, ends_on, (asked, ordered, paid), currency, note)
    benefit.save(force_insert=True)
    record(actor, "benefit.added", benefit, client_id=case.client_id, detail={"benefit": kind})
    return benefit


@action("benefit.changed")
def change_benefit(
    actor: Actor,
    *,
    benefit: Benefit,
    version: int,
    matter: Matter | None = None,
    obtained_on: date | None = None,
    ends_on: date | None = None,
    asked: Decimal | None = None,
    ordered: Decimal | None = None,
    paid: Decimal | None = None,
    currency: str = "",
    note: str = "",
) -> Benefit:
    """Say anew what was obtained: ordered after it was asked for, paid after it was ordered."""
    require(actor, "outcome.record", benefit)
    benefit = _locked(benefit, version)
    fields = (
        "matter_id", "obtained_on", "ends_on", "currency", "asked", "ordered", "paid", "note",
    )  # fmt: skip
    was = {name: getattr(benefit, name) for name in fields}
    _fill(benefit, matter, obtained_on, ends_on, (asked, ordered, paid), currency, note)
    changes = [name for name in fields if getattr(benefit, name) != was[name]]
    _save(benefit, *(name.removesuffix("_id") for name in changes))
    record(
        actor, "benefit.changed", benefit, client_id=benefit.case.client_id, changes=changes,
        detail={"benefit": benefit.kind},
    )  # fmt: skip
    return benefit


@action("benefit.removed")
def remove_benefit(actor: Actor, *, benefit: Benefit, reason: str, version: int) -> Benefit:
    """Take out what was recorded by mistake, with the reason; it is counted nowhere after that."""
    require(actor, "outcome.record", benefit)
    benefit = _locked(benefit, version)
    if not reason.strip():
        raise Blocked(_("Say why it is taken out."), code="reason_missing", target=benefit)
    benefit.removed_at, benefit.removed_by = timezone.now(), seat_of(actor)
    benefit.removed_reason = reason.strip()
    _save(benefit, "removed_at", "removed_by", "removed_reason")
    record(
        actor, "benefit.removed", benefit, client_id=benefit.case.client_id,
        detail={"benefit": benefit.kind},
    )  # fmt: skip
    return benefit


def _fill(
    benefit: Benefit,
    matter: Matter | None,
    obtained_on: date | None,
    ends_on: date | None,
    amounts: tuple[Decimal | None, Decimal | None, Decimal | None],
    currency: str,
    note: str,
) -> None:
    if matter is not None and matter.case_id != benefit.case_id:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=benefit.case)
    asked, ordered, paid = amounts
    wrong = wrong_with(
        benefit.kind, today=today(), obtained_on=obtained_on, ends_on=ends_on,
        asked=asked, ordered=ordered, paid=paid, currency=currency,
    )  # fmt: skip
    if wrong:
        raise Blocked(wrong.text, code=wrong.code, target=benefit.case)
    benefit.matter_id = matter.pk if matter else None
    benefit.obtained_on, benefit.ends_on = obtained_on, ends_on
    benefit.asked, benefit.ordered, benefit.paid = asked, ordered, paid
    benefit.currency = currency if BENEFITS[benefit.kind].money else ""
    benefit.note = note.strip() or None


def _locked(benefit: Benefit, version: int) -> Benefit:
    case = locked_case(benefit.case)
    rows = Benefit.objects.select_for_update(of=("self",)).select_related("key")
    benefit = rows.get(pk=benefit.pk)
    benefit.case = case
    if benefit.removed_at is not None:
        raise Blocked(_("This was taken out already."), code="removed", target=benefit)
    if version != benefit.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile", target=benefit,
        )  # fmt: skip
    return benefit


def _save(benefit: Benefit, *fields: str) -> None:
    benefit.version += 1
    benefit.save(update_fields=[*fields, "version"])
