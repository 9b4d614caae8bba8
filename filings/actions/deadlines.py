"""Answer for a deadline, close it with a reason, open it again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.asking_anew import ask_anew
from filings.actions.changing import (
    apply,
    outcome_or_blocked,
    refuse_alone,
    refuse_without_reason,
    save,
)
from filings.actions.locking import changed_meanwhile, locked_deadline, refuse_closed
from filings.actions.recompute import propose_differing
from filings.actions.telling import tell
from filings.models import Deadline
from filings.rules.changes import SETTLED, Settle


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
    save(deadline, "acknowledged_at", "acknowledged_by", "remind_by")
    tell(actor, deadline, "acknowledged")
    record(actor, "deadline.acknowledged", deadline, changes=["acknowledged_at"])
    return deadline


@action("deadline.settled")
def settle_deadline(
    actor: Actor, *, deadline: Deadline, status: str, reason: str, version: int | None = None
) -> Deadline:
    """Close a deadline with a reason; nothing else makes it silent.

    A jurisdictional one is proposed instead (`propose_change`), and a second person agrees.

    :param status: `done`, `waived` or `removed` (recorded by mistake)
    """
    require(actor, "deadline.settle", deadline)
    deadline = locked_deadline(deadline, version)
    change = lawful_settling(deadline, status)
    refuse_without_reason(deadline, reason)
    to = outcome_or_blocked(deadline, change)
    refuse_alone(deadline, change, to)
    apply(actor, deadline, change, to, reason)
    return deadline


@action("deadline.reopened")
def reopen_deadline(
    actor: Actor, *, deadline: Deadline, reason: str, version: int | None = None
) -> Deadline:
    """Open a settled deadline again; the reminders ask from the rung that stands today."""
    require(actor, "deadline.settle", deadline)
    rows = Deadline.objects.select_for_update(of=("self",)).select_related("case", "key")
    deadline = rows.get(pk=deadline.pk)
    refuse_closed(deadline.case)
    if deadline.status == Deadline.OPEN:
        raise Blocked(_("This deadline is open."), code="open_already", target=deadline)
    if version is not None and version != deadline.version:
        raise changed_meanwhile(deadline)
    refuse_without_reason(deadline, reason)
    emptied = ["settle_reason", "settled_at", "settled_by", "acknowledged_at", "acknowledged_by"]
    for name in emptied:
        setattr(deadline, name, None)
    deadline.status = Deadline.OPEN
    save(deadline, "status", *emptied, "remind_by")
    ask_anew(deadline)
    tell(actor, deadline, "reopened", reason=reason)
    # The rules may have changed while it was settled, and nothing settled is compared.
    if not deadline.is_set:
        propose_differing(actor, [deadline])
    record(actor, "deadline.reopened", deadline, changes=["status"])
    return deadline


def lawful_settling(deadline: Deadline, status: str) -> Settle:
    if status not in SETTLED:
        raise Blocked(_("Choose one of the list."), code="unknown_choice", target=deadline)
    return Settle(status)
