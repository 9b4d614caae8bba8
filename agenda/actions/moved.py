"""Tell who goes along that a hearing or appointment moved or was cancelled: something waits."""

from uuid import UUID

from agenda import hooks
from agenda.models import AppointmentMove, Attendee
from agenda.queries.tasks import assignees
from clinic.access.actor import Actor
from clinic.notices.outbox import Waiting, enqueue_all

MOVED = "agenda.moved"


def tell_who_goes(actor: Actor, move: AppointmentMove) -> None:
    """Leave a neutral mail for each who goes along and works on the case; not for who did it."""
    row = move.appointment
    attendees = Attendee.objects.filter(appointment=row)
    going: set[UUID] = {*attendees.values_list("membership_id", flat=True)}
    if row.advocate_id is not None:
        going.add(row.advocate_id)
    going &= {seat.pk for seat in assignees(row.case)}
    going.discard(actor.membership_id)
    times = hooks.awake(going)
    enqueue_all(
        MOVED,
        [
            Waiting(f"moved:{move.pk}:{seat}", move.pk, seat, times.get(seat))
            for seat in sorted(going)
        ],
    )
