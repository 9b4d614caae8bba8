"""How people want to be asked; whoever never said anything wants the stated defaults."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from clinic.access.actor import Actor
from filings.models import ReminderWishes
from filings.rules.wishes import Wishes


def wishes_of(actor: Actor) -> ReminderWishes:
    """Return the actor's own wishes; a row not saved yet holds the defaults."""
    found = ReminderWishes.objects.filter(membership=actor.membership).first()
    return found or ReminderWishes(membership=actor.membership)


def wishes_of_all(seat_ids: Iterable[UUID]) -> Mapping[UUID, Wishes]:
    """Return what was said, by seat, in one statement."""
    rows = ReminderWishes.objects.filter(membership_id__in=set(seat_ids))
    return {row.membership_id: row.as_rule() for row in rows}
