"""How people want to be asked; whoever never said anything wants the stated defaults."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clinic.access.actor import Actor
from clinic.tenancy.current import current_clinic
from filings.models import ReminderWishes
from filings.rules.wishes import Wishes, awake_at


def wishes_of(actor: Actor) -> ReminderWishes:
    """Return the actor's own wishes; a row not saved yet holds the defaults."""
    found = ReminderWishes.objects.filter(membership=actor.membership).first()
    return found or ReminderWishes(membership=actor.membership)


def wishes_of_all(seat_ids: Iterable[UUID]) -> Mapping[UUID, Wishes]:
    """Return what was said, by seat, in one statement."""
    rows = ReminderWishes.objects.filter(membership_id__in=set(seat_ids))
    return {row.membership_id: row.as_rule() for row in rows}


def wake_times(seat_ids: Iterable[UUID]) -> Mapping[UUID, datetime]:
    """Return the end of the quiet hours, for those whose hours these are; the others wait not."""
    now = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    seats = set(seat_ids)
    said = wishes_of_all(seats)
    times = {seat: awake_at(said.get(seat, Wishes()), now) for seat in seats}
    return {seat: at for seat, at in times.items() if at > now}
