"""Writes: what an interpreter answers by link, and what the clinic says afterwards."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_client, seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices import outbox
from interpreters.actions.bookings import locked_booking
from interpreters.actions.roster import locked
from interpreters.models import Booking, Feedback, Offer
from interpreters.queries.bookings import contact_refusal, need_of_booking
from interpreters.queries.candidates import judge
from interpreters.rules import bookings as rules

ANSWERED = "interpreters.answered"


@action("booking.answered")
def answer_offer(actor: Actor, *, offer: Offer, confirmed: bool) -> Offer:
    """Take the answer of whoever holds the link; a yes may be taken back until the meeting begins.

    A yes is asked for anew: what stands firmly against it meanwhile closes the link.
    """
    require(actor, "booking.answer", offer)
    client = lock_client(offer.booking.client)
    interpreter = locked(offer.interpreter)
    booking = locked_booking(offer.booking)
    rows = Offer.objects.select_for_update(of=("self",)).select_related("key", "sent_by")
    offer = rows.get(pk=offer.pk)
    answer = "confirmed" if confirmed else "declined"
    now = timezone.now()
    over = booking.interpreter_id != interpreter.pk or booking.status not in rules.TAKEN
    if offer.closed_at or over or booking.starts_at <= now or offer.answer == answer:
        raise Blocked(
            _("This was answered or closed already. Ask the clinic that wrote to you."),
            code="closed",
            target=booking,
        )
    if confirmed:
        against = judge(actor, client, need_of_booking(booking), interpreter).against
        if any(one.firm for one in against) or contact_refusal(client, booking):
            raise Blocked(
                _("Something has changed. Wait until the clinic writes to you."),
                code="changed_since",
                target=booking,
            )
    offer.answer, offer.answered_at = answer, now
    booking.status = rules.CONFIRMED if confirmed else rules.ASKED
    if not confirmed:
        offer.closed_at, booking.interpreter = now, None
    offer.save(update_fields=["answer", "answered_at", "closed_at"])
    booking.version += 1
    booking.save(update_fields=["status", "interpreter", "version"])
    outbox.enqueue(
        ANSWERED, ref_id=offer.pk, key=f"interpreter-{answer}:{offer.pk}",
        recipient_id=offer.sent_by_id,
    )  # fmt: skip
    record(
        actor, "booking.answered", booking, client_id=client.pk,
        detail={"answer": answer, "interpreter": interpreter.pk},
    )  # fmt: skip
    return offer


@action("booking.feedback_given")
def give_feedback(
    actor: Actor, *, booking: Booking, quality: str, again: str, note: str = ""
) -> Feedback:
    """Say how interpreting went; said again, it replaces what the same member said before."""
    require(actor, "booking.feedback", booking)
    if quality not in rules.QUALITIES or again not in rules.AGAIN:
        raise ValueError("Not an answer of the form.")
    booking = locked_booking(booking)
    if booking.status != rules.DONE:
        raise Blocked(_("Say first that the meeting took place."), code="not_done", target=booking)
    seat = seat_of(actor)
    rows = Feedback.objects.filter(booking=booking, given_by=seat).select_related("key")
    feedback = rows.first() or Feedback(booking=booking, key=booking.key, given_by=seat)
    feedback.quality, feedback.again, feedback.note = quality, again, note.strip() or None
    feedback.save()
    record(actor, "booking.feedback_given", booking, client_id=booking.client_id)
    return feedback
