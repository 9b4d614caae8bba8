"""Answer for a deadline, and settle it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.locking import locked_deadline
from filings.actions.telling import tell
from filings.models import Deadline

SETTLED = frozenset({Deadline.DONE, Deadline.WAIVED})


@action("deadline.acknowledged")
def acknowledge_deadline(
    actor: Actor, *, deadline: Deadline, version: int | None = None
) -> Deadline:
    """Say that a person has seen it and takes care; supervisors are then not asked early.

    It ends nothing: the ladder goes on, and on the last day everybody is asked again.
    """
    require(actor, "deadline.acknowledge", deadline)
    deadline = locked_deadline(deadline, version)
    if deadline.acknowledged_at is not None:
        raise Blocked(
            _("This deadline is acknowledged already."), code="acknowledged", target=deadline
        )
    deadline.acknowledged_at = timezone.now()
    deadline.acknowledged_by = actor.membership
    deadline.remind_by = deadline.counted_to
    _save(deadline, "acknowledged_at", "acknowledged_by", "remind_by")
    tell(actor, deadline, "acknowledged")
    record(actor, "deadline.acknowledged", deadline, changes=["acknowledged_at"])
    return deadline


@action("deadline.settled")
def settle_deadline(
    actor: Actor, *, deadline: Deadline, status: str, reason: str, version: int | None = None
) -> Deadline:
    """Close a deadline with a reason; nothing else makes it silent.

    :param status: `done` or `waived`
    """
    require(actor, "deadline.settle", deadline)
    deadline = locked_deadline(deadline, version)
    if status not in SETTLED:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=deadline)
    if not reason.strip():
        raise Blocked(_("Say what was done, or why not."), code="no_reason", target=deadline)
    deadline.status = status
    deadline.settle_reason = reason.strip()
    deadline.settled_at = timezone.now()
    deadline.settled_by = actor.membership
    _save(deadline, "status", "settle_reason", "settled_at", "settled_by")
    tell(actor, deadline, f"settled_{status}", reason=reason)
    record(
        actor,
        "deadline.settled",
        deadline,
        changes=["status", "settle_reason"],
        detail={"status": status},
    )
    return deadline


def _save(deadline: Deadline, *fields: str) -> None:
    deadline.version += 1
    deadline.save(update_fields=[*fields, "version"])
