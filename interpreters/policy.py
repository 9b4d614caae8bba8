"""Who may see and do what with the roster and with bookings."""

from typing import Any

from django.db.models import Q, QuerySet

from clients.policy import outside_walls, visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from interpreters.models import Booking, Exclusion, Interpreter, Offer, Wish


def visible_interpreters(actor: Actor) -> QuerySet[Interpreter]:
    """The roster is the whole clinic's, for those who keep it."""
    if not actor.has("interpreter.view"):
        return Interpreter.objects.none()
    return Interpreter.objects.filter(forgotten_at=None)


def visible_exclusions(actor: Actor) -> QuerySet[Exclusion]:
    """One that names a client is seen by who reaches that client."""
    if not actor.has("interpreter.view"):
        return Exclusion.objects.none()
    reached = visible_clients(actor).values("pk")
    return Exclusion.objects.filter(Q(client=None) | Q(client__in=reached))


def visible_bookings(actor: Actor) -> QuerySet[Booking]:
    if not actor.has("booking.view"):
        return Booking.objects.none()
    if actor.has("booking.reach_all") and actor.case_ids is None:
        return outside_walls(actor, Booking.objects.all(), "client_id")
    return Booking.objects.filter(client__in=visible_clients(actor).values("pk"))


@policy_of(Interpreter)
def interpreter_policy(actor: Actor, capability: str, interpreter: Interpreter) -> bool:
    return interpreter.clinic_id == actor.clinic.pk


@policy_of(Exclusion)
def exclusion_policy(actor: Actor, capability: str, exclusion: Exclusion) -> bool:
    return visible_exclusions(actor).filter(pk=exclusion.pk).exists()


@policy_of(Booking)
def booking_policy(actor: Actor, capability: str, booking: Booking) -> bool:
    """Of whom the client is not reached a booking is put to somebody, and nothing else."""
    if capability in ("booking.view", "interpreter.book"):
        return visible_bookings(actor).filter(pk=booking.pk).exists()
    return _reached(actor, booking)


def knows_client(actor: Actor) -> bool:
    """Tell whether somebody reads of a client more than the code name."""
    return actor.has("client.view")


@policy_of(Wish)
def wish_policy(actor: Actor, capability: str, wish: Wish) -> bool:
    return _reached(actor, wish)


@policy_of(Offer)
def offer_policy(actor: Actor, capability: str, offer: Offer) -> bool:
    """The link opens its own offer and nothing else."""
    return actor.kind == "interpreter_link" and offer.clinic_id == actor.clinic.pk


def _reached(actor: Actor, row: Any) -> bool:
    return visible_clients(actor).filter(pk=row.client_id).exists()
