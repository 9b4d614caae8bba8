"""What a handover does with the demands that somebody answers for; part of that act."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Handover
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.people.models import Membership
from records.actions.reminding import tell
from records.queries.counsel import counsel_for
from records.queries.handing import demands_of_leaver


def hand_demands(actor: Actor, handover: Handover, takers: Mapping[UUID, Membership]) -> None:
    """Let somebody else answer for the clinic, and tell them; never who may not answer."""
    rows = demands_of_leaver(handover.case, handover.leaver).select_for_update(of=("self",))
    for demand in list(rows.select_related("key", "client")):
        taker = takers[demand.pk]
        if taker.pk not in {seat.pk for seat in counsel_for(demand)}:
            raise Blocked(
                _("A subpoena or demand hangs on who leaves. Choose an attorney or supervisor who "
                  "answers for the clinic."),
                code="not_counsel",
                target=handover.case,
            )  # fmt: skip
        demand.counsel, demand.counsel_at = taker, timezone.now()
        demand.version += 1
        demand.save(update_fields=["counsel", "counsel_at", "version"])
        if taker.pk != actor.membership_id:
            tell(demand, f"counsel:{demand.version}", taker.pk)
