"""Which relative a filing is for, and the day on which a filing is meant to go out."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.current import today
from filings.actions.filings import add_filing
from filings.actions.locking import locked_filing
from filings.models import FamilyMember, Filing
from filings.queries.family import FOR_RELATIVES
from filings.rules.family import schemes
from filings.rules.lifecycle import BEFORE_RECEIPT, DENIED, REJECTED, WITHDRAWN

# A filing that came to nothing does not stand in the way of another for the same person.
CAME_TO_NOTHING = (WITHDRAWN, REJECTED, DENIED, "closed")


@action("family_filing.added")
def add_family_filing(
    actor: Actor, *, member: FamilyMember, form: str, filing_id: UUID | None = None
) -> Filing:
    """Add a filing for one relative, as a draft."""
    require(actor, "filing.add", member.case)
    filing = add_filing(actor, case=member.case, form=form, filing_id=filing_id)
    _name(filing, _current(member))
    filing.save(update_fields=["family_member"])
    record(actor, "family_filing.added", filing, detail={"form": form, "relative": member.pk})
    return filing


@action("filing.relative_named")
def name_relative_of(
    actor: Actor, *, filing: Filing, member: FamilyMember, version: int | None = None
) -> Filing:
    """Say for which relative a filing is."""
    require(actor, "filing.add", filing)
    filing = locked_filing(filing, version)
    _name(filing, _current(member))
    filing.version += 1
    filing.save(update_fields=["family_member", "version"])
    record(
        actor, "filing.relative_named", filing, changes=["family_member"],
        detail={"form": filing.form, "relative": member.pk},
    )  # fmt: skip
    return filing


@action("filing.planned")
def plan_filing(
    actor: Actor, *, filing: Filing, planned_for: date | None, version: int | None = None
) -> Filing:
    """Say on which day a filing is meant to go out; ages are held against it.

    It is no deadline: nothing reminds of it. None takes the plan back.
    """
    require(actor, "filing.move", filing)
    filing = locked_filing(filing, version)
    if filing.status not in BEFORE_RECEIPT:
        raise Blocked(
            _("The agency has this filing already: there is nothing left to plan."),
            code="receipted_already",
            target=filing,
        )
    if planned_for is not None and planned_for < today():
        raise Blocked(
            _("This day has passed. Plan for today or later."), code="day_passed", target=filing
        )
    filing.planned_for = planned_for
    filing.version += 1
    filing.save(update_fields=["planned_for", "version"])
    record(actor, "filing.planned", filing, changes=["planned_for"])
    return filing


def _current(member: FamilyMember) -> FamilyMember:
    return FamilyMember.objects.select_for_update(of=("self",)).get(pk=member.pk)


def _name(filing: Filing, member: FamilyMember) -> None:
    if member.case_id != filing.case_id or member.removed_at is not None:
        raise Blocked(
            _("This relative is not recorded in the case of the filing."),
            code="not_of_this_case",
            target=filing,
        )
    if filing.form not in FOR_RELATIVES:
        raise Blocked(
            _("A %(form)s is filed for the client, not for a relative.") % {"form": filing.form},
            code="not_for_relatives",
            target=filing,
        )
    if filing.form in schemes():
        others = Filing.objects.filter(family_member=member, form=filing.form)
        if others.exclude(pk=filing.pk).exclude(status__in=CAME_TO_NOTHING).exists():
            raise Blocked(
                _("This relative has a %(form)s already: it is filed once for each person.")
                % {"form": filing.form},
                code="one_for_each",
                target=filing,
            )
    filing.family_member = member
