"""Steps of acts: mails about a demand that say that something waits, and nothing more."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.access.actor import Actor
from clinic.notices.outbox import Waiting, enqueue, enqueue_all
from clinic.tenancy.current import current_clinic, today
from records.models import Demand
from records.queries.demands import assigners_for
from records.rules.demand_days import HOUR, next_asking

DAY, NEWS = "records.demand_day", "records.demand_news"


def ask_again(demand: Demand, *, after: date | None = None) -> None:
    """Have the workers look at its day again; a chain that is begun twice is one."""
    if demand.due_on is None:
        return
    day = next_asking(after or today(), demand.due_on)
    at = datetime.combine(day, time(HOUR), tzinfo=ZoneInfo(current_clinic().time_zone))
    enqueue(DAY, ref_id=demand.pk, key=f"demand-day:{demand.pk}:{day}", not_before=at)


def tell(demand: Demand, about: str, *members: UUID) -> None:
    enqueue_all(
        NEWS, [Waiting(f"demand:{demand.pk}:{about}:{one}", demand.pk, one) for one in members]
    )


def tell_assigners(actor: Actor, demand: Demand) -> None:
    """Tell those who name counsel that something came, save who logged it."""
    seats = assigners_for(demand)
    tell(demand, "came", *(seat.pk for seat in seats if seat.pk != actor.membership_id))
