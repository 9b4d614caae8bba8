"""The board: mails that say that something waits, and offers whose time is over."""

from clients.queries.walls import is_kept_out
from clinic.access.actor import Actor
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles, mails
from clinic.people.models import Membership
from clinic.tenancy.current import current_clinic
from staffing.actions.board import NEWS, SERVICE
from staffing.actions.offers import OVER, expire_offer
from staffing.models import BoardOffer, Opportunity
from staffing.rules.board import OPEN


@mails(NEWS)
def news_letter(item: OutboxItem) -> Letter | None:
    """Say that an item waits, and nothing more; to nobody whom a wall keeps out by now."""
    if item.recipient_id is None:
        return None
    opportunity = Opportunity.objects.select_related("case").filter(pk=item.ref_id).first()
    seats = Membership.objects.select_related("user").filter(ended_at=None, is_system=False)
    seat = seats.filter(pk=item.recipient_id).first()
    if opportunity is None or seat is None or opportunity.case.erased_at is not None:
        return None
    if is_kept_out(seat.user_id, opportunity.case.client_id):
        return None
    return neutral_letter(seat)


@handles(OVER)
def end_offer(item: OutboxItem) -> None:
    """End an offer that nobody has answered in its time."""
    rows = BoardOffer.objects.select_related("opportunity", "key")
    offer = rows.filter(pk=item.ref_id, state=OPEN).first()
    if offer is not None:
        expire_offer(Actor.system(current_clinic(), SERVICE), offer=offer)
