"""End a deadline that the facts have answered, with the reason said; call it inside an action."""

from django.utils import timezone

from clinic.access.actor import Actor
from clinic.audit import record
from filings.actions.telling import tell
from filings.models import Deadline


def end_deadline(
    actor: Actor, deadline: Deadline, *, reason: str, status: str = Deadline.DONE
) -> None:
    """Settle an open deadline because of what was recorded in the same act."""
    deadline.status = status
    deadline.settle_reason = reason
    deadline.settled_at = timezone.now()
    deadline.settled_by = actor.membership
    deadline.version += 1
    deadline.save(update_fields=["status", "settle_reason", "settled_at", "settled_by", "version"])
    tell(actor, deadline, f"settled_{status}", reason=reason)
    record(
        actor,
        "deadline.settled",
        deadline,
        changes=["status", "settle_reason"],
        detail={"status": status},
    )
