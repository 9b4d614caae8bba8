"""End a deadline that the facts have answered, with the reason said; call it inside an action."""

from django.utils import timezone

from clinic.access.actor import Actor
from clinic.audit import record
from filings.actions.changing import overtake, save
from filings.actions.telling import tell
from filings.models import Deadline


def end_deadline(
    actor: Actor, deadline: Deadline, *, reason: str, status: str = Deadline.DONE
) -> None:
    """Settle an open deadline because of what was recorded in the same act."""
    rows = Deadline.objects.select_for_update(of=("self",)).select_related("key")
    deadline = rows.get(pk=deadline.pk)
    if deadline.status != Deadline.OPEN:
        return  # somebody settled it meanwhile, with a reason of their own
    deadline.status = status
    deadline.settle_reason = reason
    deadline.settled_at = timezone.now()
    deadline.settled_by = actor.membership
    overtake(actor, deadline)
    save(deadline, "status", "settle_reason", "settled_at", "settled_by", "waiting_by", "remind_by")
    tell(actor, deadline, f"settled_{status}", reason=reason)
    record(
        actor,
        "deadline.settled",
        deadline,
        changes=["status", "settle_reason"],
        detail={"status": status},
    )
