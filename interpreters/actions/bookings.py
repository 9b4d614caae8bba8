"""Writes: ask for an interpreter, put it to somebody, call it off, say it is done."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.actions.rows import lock_client, seat_of
from clients.models import Client
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices import outbox
from clinic.tenancy.current import today, token_hash
from interpreters.actions.roster import SENT_TWICE, locked
from interpreters.models import Booking, Interpreter, Offer
from interpreters.policy import knows_client
from interpreters.queries.bookings import clash_of_client, contact_refusal, said_of_client
from interpreters.queries.candidates import Need, judge
from interpreters.rules import bookings as rules
from interpreters.rules.candidates import BLOCKERS

REQUEST, CALLED_OFF = "interpreters.request", "interpreters.called_off"
PLACE_TELLS: dict[str, Any] = {
    "name": gettext_lazy(
        "A word of the client's name stands in the place. Write it in neutral words."
    ),
    "number": gettext_lazy(
        "A number of the client stands in the place. The interpreter never gets it."
    ),
    "place": gettext_lazy(
        "Where the client lives or gets post stands in the place. Meet somewhere else."
    ),
}


@action("booking.asked")
def ask_booking(
    actor: Actor,
    *,
    client: Client,
    form_token: UUID,
    starts_at: datetime,
    minutes: int,
    channel: str,
    language: str,
    dialect: str = "",
    place: str = "",
    note: str = "",
) -> Booking:
    """Ask for an interpreter. Nobody outside the clinic learns of it before somebody is chosen."""
    require(actor, "interpreter.ask", client)
    if channel not in rules.CHANNELS or not rules.SHORTEST <= minutes <= rules.LONGEST:
        raise ValueError("Not a meeting that can be booked.")
    client = lock_client(client)
    if Booking.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    now = timezone.now()
    if not now < starts_at <= now + rules.FARTHEST:
        raise Blocked(
            _("Choose a time from now on, within a year."), code="time_passed", target=client
        )
    if clash_of_client(client, starts_at, minutes):
        raise Blocked(
            _("An interpreter is asked for or booked for this client at this time already."),
            code="client_clash",
            target=client,
        )
    refuse_telling_place(client, place)
    booking = Booking(
        pk=form_token,
        key=client.key,
        client=client,
        starts_at=starts_at,
        minutes=minutes,
        channel=channel,
        language=language,
        dialect=dialect or None,
        place=place or None,
        note=note or None,
        asked_by=seat_of(actor),
    )
    booking.save(force_insert=True)
    record(actor, "booking.asked", booking, client_id=client.pk, detail={"channel": channel})
    return booking


def refuse_telling_place(client: Client, place: str) -> None:
    """Keep out of the place whatever tells who the client is, where she lives, how to call her."""
    found = rules.tells_of(place, *said_of_client(client)) if place else ""
    if found:
        raise Blocked(PLACE_TELLS[found], code=f"place_tells_{found}", target=client)


@action("booking.offered")
def offer_booking(
    actor: Actor,
    *,
    booking: Booking,
    interpreter: Interpreter,
    consented: bool,
    consent_how: str,
    consent_on: date,
    looked: str = "",
    version: int,
) -> Offer:
    """Put a booking to somebody of the roster, by a mail with a link; who was asked before is told.

    :param consented: the client said yes to this very person
    :param looked: in a sentence, why what stands against it does not matter
    :raises Blocked: something firm stands against it, or the client may not be reached this way
    """
    require(actor, "interpreter.book", booking)
    client = lock_client(booking.client)
    interpreter = locked(interpreter)
    booking = locked_booking(booking)
    _refuse_if_changed(booking, version)
    if booking.status not in rules.OPEN or booking.starts_at <= timezone.now():
        raise Blocked(
            _("This booking is over. Ask for a new one."), code="booking_over", target=booking
        )
    if booking.interpreter_id == interpreter.pk and booking.status in rules.TAKEN:
        raise Blocked(_("This person was asked already."), code="asked_already", target=booking)
    if not consented:
        raise Blocked(
            _("Ask the client first. Nobody interprets whom the client did not say yes to."),
            code="consent_first",
            target=booking,
        )
    if consent_how not in rules.CONSENTS:
        raise ValueError("Not a way to say yes.")
    if consent_on > today():
        raise Blocked(
            _("The client cannot have said yes on a future day."), code="future_day", target=booking
        )
    codes = _refuse_what_stands_against(actor, client, booking, interpreter, looked)
    _close_offers(booking, tell=True)
    offer = _new_offer(actor, client, booking, interpreter, consent_how, consent_on, looked)
    booking.interpreter, booking.status = interpreter, rules.OFFERED
    _save(booking)
    outbox.enqueue(REQUEST, ref_id=offer.pk, key=f"interpreter-request:{offer.pk}")
    detail: dict[str, Any] = {"interpreter": interpreter.pk, "consent": consent_how}
    detail |= {f"despite_{code}": 1 for code in sorted(codes)}
    record(actor, "booking.offered", booking, client_id=client.pk, detail=detail)
    return offer


def _refuse_what_stands_against(
    actor: Actor, client: Client, booking: Booking, interpreter: Interpreter, looked: str
) -> set[str]:
    refusal = contact_refusal(client, booking)
    if refusal and not knows_client(actor):
        refusal = _("The client may not be reached in this way. Talk to who asked for the meeting.")
    if refusal:
        raise Blocked(refusal, code="contact_not_safe", target=booking)
    if knows_client(actor):
        refuse_telling_place(client, booking.place or "")
    elif booking.place and rules.tells_of(booking.place, *said_of_client(client)):
        raise Blocked(  # which word it is would tell
            _("This place cannot be told to anybody outside. Talk to who asked for the meeting."),
            code="contact_not_safe",
            target=booking,
        )
    need = Need(
        booking.language or "", booking.dialect or "", booking.starts_at, booking.minutes,
        booking.pk,
    )  # fmt: skip
    against = judge(actor, client, need, interpreter).against
    firm = next((one for one in against if one.firm), None)
    if firm is not None:
        raise Blocked(BLOCKERS[firm.code].text, code=firm.code, target=booking)
    if against and not looked.strip():
        raise Blocked(
            _("Something stands against it: %(what)s Look at it, and say why it is right.")
            % {"what": " ".join(str(one.text) for one in against)},
            code="look_first",
            target=booking,
        )
    return {one.code for one in against}


def _new_offer(
    actor: Actor,
    client: Client,
    booking: Booking,
    interpreter: Interpreter,
    consent_how: str,
    consent_on: date,
    looked: str,
) -> Offer:
    token = secrets.token_urlsafe(32)
    offer = Offer(
        key=client.key,
        booking=booking,
        interpreter=interpreter,
        consent_how=consent_how,
        consent_on=consent_on,
        looked=looked.strip() or None,
        token=token,
        token_hash=token_hash(token),
        sent_by=seat_of(actor),
        expires_at=rules.ends_at(booking.starts_at, booking.minutes) + rules.LINK_STAYS,
    )
    offer.save(force_insert=True)
    return offer


@action("booking.cancelled")
def cancel_booking(actor: Actor, *, booking: Booking, reason: str, version: int) -> Booking:
    """Call a booking off; who was asked or comes is told in neutral words."""
    require(actor, "interpreter.ask", booking)
    if reason not in rules.CANCEL_REASONS:
        raise ValueError("Not a reason to call a booking off.")
    booking = locked_booking(booking)
    _refuse_if_changed(booking, version)
    if booking.status not in rules.OPEN:
        raise Blocked(_("This booking is over already."), code="booking_over", target=booking)
    _close_offers(booking, tell=True)
    booking.status, booking.ended_at, booking.end_reason = (
        rules.CANCELLED, timezone.now(), reason,
    )  # fmt: skip
    _save(booking)
    record(
        actor, "booking.cancelled", booking, client_id=booking.client_id, detail={"reason": reason}
    )
    return booking


@action("booking.done")
def finish_booking(actor: Actor, *, booking: Booking, version: int) -> Booking:
    """Say that the meeting took place; the link is closed."""
    require(actor, "interpreter.ask", booking)
    booking = locked_booking(booking)
    _refuse_if_changed(booking, version)
    if booking.status != rules.CONFIRMED or booking.starts_at > timezone.now():
        raise Blocked(
            _("Only a confirmed meeting that has begun is done."), code="not_begun", target=booking
        )
    _close_offers(booking, tell=False)
    booking.status, booking.ended_at = rules.DONE, timezone.now()
    _save(booking)
    record(actor, "booking.done", booking, client_id=booking.client_id)
    return booking


def close_bookings_of(client: Client) -> None:
    """Close every link of a client who is erased; the action of an upper room records it.

    Whoever was asked, or said yes, is told before the day comes: of the meeting only its time is
    left to be told.
    """
    asked = Offer.objects.filter(
        booking__client=client, booking__status__in=rules.OPEN,
        booking__starts_at__gt=timezone.now(), closed_at=None, token__isnull=True,
    )  # fmt: skip
    for offer in asked.exclude(answer="declined").order_by("id"):
        _call_off(offer)
    Offer.objects.filter(booking__client=client, closed_at=None).update(closed_at=timezone.now())
    Booking.objects.filter(client=client, status__in=rules.OPEN).update(
        status=rules.CANCELLED, ended_at=timezone.now(), end_reason="not_needed"
    )


def _close_offers(booking: Booking, *, tell: bool) -> None:
    standing = Offer.objects.select_for_update(of=("self",)).filter(booking=booking, closed_at=None)
    for offer in standing:
        if tell and offer.answer != "declined":
            _call_off(offer)
    Offer.objects.filter(booking=booking, closed_at=None).update(closed_at=timezone.now())


def _call_off(offer: Offer) -> None:
    outbox.enqueue(CALLED_OFF, ref_id=offer.pk, key=f"interpreter-called-off:{offer.pk}")


def locked_booking(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("key", "client__key", "interpreter__key").get(pk=booking.pk)


def _refuse_if_changed(booking: Booking, version: int) -> None:
    if booking.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=booking,
        )


def _save(booking: Booking) -> None:
    booking.version += 1
    booking.save()
