"""Say what becomes of what changed rules propose: one row, or many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.changing import refuse_without_reason
from filings.actions.proposals import carry_out, keep, locked_proposal
from filings.actions.telling import tell
from filings.models import DeadlineProposal
from filings.queries.recompute import proposals_to_review, verdict_needs_two

VERDICTS = (DeadlineProposal.ACCEPT, DeadlineProposal.KEEP)


@dataclass(frozen=True)
class Reviewed:
    """How many were decided, wait for a second person, or could not be decided."""

    decided: int
    waiting: int
    left: int


@action("proposals.reviewed")
def review_proposals(
    actor: Actor, *, proposals: Iterable[UUID], verdict: str, reason: str
) -> Reviewed:
    """Take the new dates or keep the old ones, each row by itself, for one reason.

    Where a date that ends a right would fall later, by the new rule or by keeping the old one, the
    verdict waits for a second person. A row that has changed meanwhile is left as it is.

    :param proposals: ids of `proposals_to_review`
    :param verdict: `accept` or `keep`
    """
    require(actor, "deadline.change")
    found = list(proposals_to_review(actor).filter(pk__in=list(proposals)))
    if verdict not in VERDICTS:
        raise Blocked(_("Choose one of the list."), code="unknown_choice")
    if not found:
        raise Blocked(_("Choose at least one that waits."), code="nothing_chosen")
    refuse_without_reason(found[0].deadline, reason)
    count = {"decided": 0, "waiting": 0, "left": 0}
    for proposal in found:
        try:
            with transaction.atomic():
                count[_review(actor, proposal, verdict, reason)] += 1
        except Blocked:
            count["left"] += 1
    record(actor, "proposals.reviewed", detail={"verdict": verdict, **count})
    return Reviewed(**count)


def _review(actor: Actor, proposal: DeadlineProposal, verdict: str, reason: str) -> str:
    held, deadline = locked_proposal(proposal, proposal.version)
    held.deadline = deadline
    if verdict_needs_two(held, verdict):
        held.verdict, held.reason = verdict, reason.strip()
        held.proposed_by, held.proposed_at = actor.membership, timezone.now()
        held.version += 1
        held.save()
        tell(actor, deadline, f"reviewed_{verdict}", reason=reason)
        return "waiting"
    if verdict == DeadlineProposal.KEEP:
        keep(actor, held, deadline, reason)
    else:
        carry_out(actor, held, deadline, reason)
    return "decided"
