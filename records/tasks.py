"""Demands: mails that say that something waits, and the day that must not pass unanswered."""

from clients.queries.walls import is_kept_out
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles, mails
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.models import Deadline
from records.actions.reminding import DAY, NEWS, ask_again, tell
from records.models import Demand
from records.queries.counsel import counsel_for
from records.queries.demands import assigners_for
from records.rules.demand_days import NEAR
from records.rules.demands import OPEN


@mails(NEWS)
def news_letter(item: OutboxItem) -> Letter | None:
    """Say that an item waits; to nobody who has left or whom a wall keeps out by now."""
    if item.recipient_id is None:
        return None
    demand = Demand.objects.filter(pk=item.ref_id, state=OPEN).first()
    seats = Membership.objects.select_related("user").filter(ended_at=None, is_system=False)
    seat = seats.filter(pk=item.recipient_id).first()
    if demand is None or seat is None or is_kept_out(seat.user_id, demand.client_id):
        return None
    return neutral_letter(seat)


@handles(DAY)
def ask_about_its_day(item: OutboxItem) -> None:
    """Ask whoever answers for the clinic, and again later, until the demand has ended.

    Where a deadline of an open case keeps the day, its own reminders do the asking.
    """
    rows = Demand.objects.select_related("client", "deadline").filter(pk=item.ref_id, state=OPEN)
    demand = rows.first()
    if demand is None or demand.due_on is None:
        return
    on = today()
    ask_again(demand, after=on)
    if demand.deadline is not None and demand.deadline.status == Deadline.OPEN:
        return
    asked = {seat.pk for seat in counsel_for(demand) if seat.pk == demand.counsel_id}
    if not asked or (demand.due_on - on).days <= NEAR:
        asked |= {seat.pk for seat in assigners_for(demand)}
    tell(demand, str(on), *asked)
