"""Bookings as a client's page, the coordinators' list and the interpreter's link show them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from clients.models import Client, ConfidentialAddress
from clients.queries import active_parties, contact_verdict
from clients.queries.contact import contact_rows, verdict_text, zone_of
from clients.queries.parties import OWN, own_numbers
from clients.rules.safe_contact import Channel
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.vault.keys import preload
from interpreters.models import Booking, Feedback, Interpreter, Offer
from interpreters.policy import knows_client, visible_bookings
from interpreters.queries.candidates import Need
from interpreters.rules import bookings as rules

MOST = 200
# A place that is told is where letters go, or where somebody else reaches her.
PLACES = frozenset({"post", "partner"})


@dataclass(frozen=True)
class BookingLine:
    """A booking with its state in words; the client stands by code name."""

    booking: Booking
    status: Any
    tone: str
    channel: Any
    # Somebody is wanted and the time is near, or it is over and nobody said so.
    hint: str = ""


def booking_line(booking: Booking, now: datetime) -> BookingLine:
    words, tone = rules.STATUSES[booking.status]
    return BookingLine(booking, words, tone, rules.CHANNELS[booking.channel], _hint(booking, now))


def _hint(booking: Booking, now: datetime) -> str:
    if booking.status not in rules.OPEN:
        return ""
    if booking.starts_at <= now:
        return "past"
    near = booking.starts_at - now < timedelta(days=2)
    return "near" if near and booking.status != rules.CONFIRMED else ""


def bookings_of(actor: Actor, client: Client) -> list[Booking]:
    """Return a client's bookings, the latest time first."""
    rows = _with_people(visible_bookings(actor).filter(client=client))
    return _opened(rows.order_by("-starts_at", "-id")[:MOST])


def open_bookings(actor: Actor) -> list[Booking]:
    """Return every booking of the clinic that is not over, the nearest time first."""
    rows = _with_people(visible_bookings(actor).filter(status__in=rules.OPEN))
    return _opened(rows.order_by("starts_at", "id")[:MOST])


def _with_people(rows: Any) -> Any:
    return rows.select_related("client", "asked_by__user", "interpreter")


def _opened(rows: Any) -> list[Booking]:
    found = list(rows)
    people = {row.interpreter.key_id for row in found if row.interpreter is not None}
    preload({row.key_id for row in found} | people)
    return found


def booking_of(actor: Actor, pk: UUID) -> Booking:
    """Return a booking of a client the actor reaches. :raises NotVisible: there is none"""
    rows = visible_bookings(actor).select_related(
        "key", "client__key", "asked_by__user", "interpreter__key"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def need_of_booking(booking: Booking) -> Need:
    return Need(
        booking.language or "", booking.dialect or "", booking.starts_at, booking.minutes,
        booking.pk,
    )  # fmt: skip


def offers_of(booking: Booking) -> list[Offer]:
    rows = Offer.objects.filter(booking=booking).select_related(
        "key", "interpreter__key", "sent_by__user"
    )
    return list(rows.order_by("-id"))


def feedback_of(actor: Actor, booking: Booking) -> list[Feedback]:
    """Return all of it to coordinators, to others what they said themselves.

    Who books without knowing the client is told how an interpreter is found on the roster alone.
    """
    if not knows_client(actor):
        return []
    rows = Feedback.objects.filter(booking=booking).select_related("key", "given_by__user")
    if not actor.has("interpreter.book"):
        rows = rows.filter(given_by=actor.membership_id)
    return list(rows.order_by("id"))


def heard_of(interpreter: Interpreter) -> dict[str, int]:
    """Return how often which quality was found, and how often "not again" was said."""
    rows = list(Feedback.objects.filter(booking__interpreter=interpreter, key__shredded_at=None))
    preload({row.key_id for row in rows})
    found = Counter(row.quality or "" for row in rows)
    found["not_again"] = sum(row.again == "no" for row in rows)
    return dict(found)


def clash_of_client(client: Client, starts_at: datetime, minutes: int) -> bool:
    """Tell whether the client has an interpreter asked for or booked too near to this time."""
    day = timedelta(days=1)
    near = Booking.objects.filter(
        client=client, status__in=rules.OPEN, starts_at__gt=starts_at - day,
        starts_at__lt=starts_at + day,
    )  # fmt: skip
    return any(rules.overlap(starts_at, minutes, row.starts_at, row.minutes) for row in near)


def contact_refusal(client: Client, booking: Booking) -> str:
    """Return why the client may not be reached this way at that time, empty where she may be."""
    ways = rules.REACHES.get(booking.channel, ())
    when = booking.starts_at.astimezone(zone_of(client))
    said = [contact_verdict(client, Channel(way), when=when) for way in ways]
    if not said or any(verdict.allowed for verdict in said):
        return ""
    return verdict_text(said[0])


def said_of_client(client: Client) -> tuple[list[str], list[str], list[str]]:
    """Return names, numbers and places of a client that nobody outside is told."""
    names = [client.legal_name, client.name_to_use]
    names += [party.name for party in active_parties(client) if party.kind in OWN]
    numbers = [row.value for row in own_numbers(client)]
    places: list[str | None] = []
    for row in contact_rows(client):
        (places if row.channel in PLACES else numbers).append(row.address)
    address = ConfidentialAddress.objects.filter(client=client).select_related("key").first()
    if address is not None:
        places += [address.real, address.substitute]
    kept = ([text for text in said if text] for said in (names, numbers, places))
    return next(kept), next(kept), next(kept)


def told_to_interpreter(offer: Offer) -> dict[str, Any]:
    """Return what whoever holds the link may read: never a name, the place only once confirmed.

    The place is asked for anew each time: what is not safe for the client any more is not told.
    """
    booking = offer.booking
    confirmed = offer.answer == "confirmed"
    refused = contact_refusal(booking.client, booking) if confirmed else ""
    return {
        "code_name": booking.client.code_name,
        "starts_at": booking.starts_at,
        "minutes": booking.minutes,
        "language": " · ".join(filter(None, (booking.language, booking.dialect))),
        "channel": booking.channel,
        "channel_words": rules.CHANNELS[booking.channel],
        "confirmed": confirmed,
        "place": (booking.place or "") if confirmed and not refused else "",
        "wait": bool(refused),
    }


def interpreters_of(actor: Actor, client: Client) -> list[str]:
    """Return who interpreted for a client or is booked, by name, the latest first."""
    came = (rules.CONFIRMED, rules.DONE)
    names = [
        row.interpreter.name
        for row in bookings_of(actor, client)
        if row.status in came and row.interpreter is not None and row.interpreter.name
    ]
    return list(dict.fromkeys(names))
