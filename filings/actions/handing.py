"""What a handover does with deadlines and appearances; part of that act."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.actions.handing import task_for
from cases.models import Handover
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.actions.asking_anew import ask_anew
from filings.actions.changing import save
from filings.actions.telling import tell
from filings.models import LentCase, Snooze
from filings.queries.handing import answered_by, appearances_by
from filings.rules.appearances import BODIES

Takers = Mapping[UUID, Membership]
# Until then the court or agency is to know who appears now.
DAYS_TO_TELL = 7


def ask_successor(actor: Actor, handover: Handover, takers: Takers) -> None:
    """Let what the leaver answered for be asked anew, and end what they put aside.

    Nobody answers for a deadline because somebody else once did: the ladder asks the successor
    from the rung that stands today.
    """
    case, leaver = handover.case, handover.leaver
    rows = answered_by(case, leaver).select_for_update(of=("self",))
    for deadline in list(rows.select_related("case", "key", "notice")):
        deadline.acknowledged_at = deadline.acknowledged_by = None
        save(deadline, "acknowledged_at", "acknowledged_by", "remind_by")
        ask_anew(deadline)
        tell(actor, deadline, "handed_over")
    aside = Snooze.objects.filter(case=case, by=leaver, ended_at=None)
    aside.update(ended_at=timezone.now())
    # Who covered for the leaver and has the case now keeps it when the leave is over.
    LentCase.objects.filter(assignment=handover.assignment).delete()


def hand_appearances(actor: Actor, handover: Handover, takers: Takers) -> None:
    """Say who sees that an appearance ends; it stands until the court or agency was told."""
    for row in list(appearances_by(handover.case, handover.leaver).select_for_update()):
        taker = takers[row.pk]
        row.handed_to = taker
        row.save(update_fields=["handed_to"])
        words = _("Appear instead of %(person)s, or have it withdrawn: %(body)s") % {
            "person": handover.leaver.user.name, "body": _(BODIES[row.body]),
        }  # fmt: skip
        task_for(actor, handover, taker, words, due_on=today() + timedelta(days=DAYS_TO_TELL))
