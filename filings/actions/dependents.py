"""Answer what a step of a filing opened the way to: nothing is added by itself."""

from uuid import UUID

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.filings import add_filing
from filings.actions.locking import locked_filing
from filings.models import DependentDecision, Filing
from filings.queries.dependents import dependents_of
from filings.rules.forms import audit_code


@action("dependent.accepted")
def accept_dependent(
    actor: Actor, *, filing: Filing, on: str, form: str, filing_id: UUID | None = None
) -> Filing:
    """Add the proposed filing as a draft that knows which filing it came from.

    :param on: the step it follows
    :param form: what it proposes
    :param filing_id: the id the page was given, so that sending it twice adds one
    """
    require(actor, "filing.add", filing)
    filing = locked_filing(filing)
    if filing_id and Filing.objects.filter(pk=filing_id).exists():
        raise Blocked(_("This filing was added already."), code="sent_twice", target=filing)
    _refuse_gone(filing, on, form)
    made = add_filing(actor, case=filing.case, form=form, filing_id=filing_id)
    made.parent = filing
    made.save(update_fields=["parent"])
    _decide(actor, filing, on, form, DependentDecision.ACCEPTED, made=made)
    record(actor, "dependent.accepted", filing, detail={"form": audit_code(form), "step": on})
    return made


@action("dependent.dismissed")
def dismiss_dependent(
    actor: Actor, *, filing: Filing, on: str, form: str, reason: str, version: int | None = None
) -> DependentDecision:
    """Say why a proposal is not followed; it is not made again."""
    require(actor, "filing.add", filing)
    filing = locked_filing(filing, version)
    _refuse_gone(filing, on, form)
    if not reason.strip():
        raise Blocked(_("Say why it is not followed."), code="no_reason", target=filing)
    decision = _decide(actor, filing, on, form, DependentDecision.DISMISSED, reason=reason.strip())
    filing.version += 1
    filing.save(update_fields=["version"])
    record(actor, "dependent.dismissed", filing, detail={"form": audit_code(form), "step": on})
    return decision


def _refuse_gone(filing: Filing, on: str, form: str) -> None:
    if not any((each.on, each.form) == (on, form) for each in dependents_of(filing)):
        message = _("This is not proposed here, or it was answered meanwhile. Look again.")
        raise Blocked(message, code="not_proposed", target=filing)


def _decide(
    actor: Actor,
    filing: Filing,
    on: str,
    form: str,
    decision: str,
    *,
    reason: str = "",
    made: Filing | None = None,
) -> DependentDecision:
    row = DependentDecision(
        case=filing.case,
        filing=filing,
        key=filing.key,
        on=on,
        form=form,
        decision=decision,
        reason=reason or None,
        made=made,
        decided_by=actor.membership,
    )
    row.save(force_insert=True)
    return row
