"""Two people for what one alone may not do: one proposes, another agrees."""

from zeal import zeal_ignore

from clinic.access.actor import Actor
from filings.actions import approve_proposal, propose_change, settle_deadline
from filings.models import Deadline, DeadlineProposal
from filings.rules.changes import Settle


def settle_by_two(
    one: Actor, other: Actor, deadline: Deadline, status: str = "done", reason: str = "Sent."
) -> Deadline:
    """Settle a deadline, with a second person where it is jurisdictional."""
    with zeal_ignore():
        if not deadline.jurisdictional:
            return settle_deadline(one, deadline=deadline, status=status, reason=reason)
        waiting = deadline.proposals.filter(status=DeadlineProposal.WAITING).first()
        proposal = waiting or propose_change(
            one, deadline=deadline, change=Settle(status), reason=reason
        )
        approve_proposal(other, proposal=proposal)
    return Deadline.objects.get(pk=deadline.pk)
