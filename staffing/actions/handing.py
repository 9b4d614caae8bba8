"""What a handover does on the board; part of that act."""

from collections.abc import Mapping
from uuid import UUID

from cases.models import Handover
from clinic.access.actor import Actor
from clinic.people.models import Membership
from staffing.actions import board
from staffing.models import Interest, Opportunity
from staffing.rules import board as rules


def leave_board_of_case(
    actor: Actor, handover: Handover, takers: Mapping[UUID, Membership]
) -> None:
    """Ask whoever hands a case over for nothing on it any more."""
    rows = Opportunity.objects.filter(case=handover.case, state__in=rules.LIVE)
    for row in list(rows.order_by("id")):
        opportunity = board.locked_opportunity(row)
        interests = Interest.objects.filter(opportunity=opportunity, membership=handover.leaver)
        interests.update(state=rules.NOT_ANY_MORE)
        offer = board.open_offer(opportunity)
        if offer is not None and offer.membership_id == handover.leaver.pk:
            board.end_offer(offer, rules.TAKEN_BACK)
            board.set_state(opportunity, rules.POSTED)
