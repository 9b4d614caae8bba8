"""Somebody on the roster, somebody who left it, a booking nobody took and an offered one."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from interpreters import actions
from interpreters.models import Booking, Interpreter, Offer
from tests.sealed import sealed_pdf

LANGUAGES = [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}]


def interpreter_details(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name, "other_names": [], "languages": LANGUAGES, "gender": "woman",
        "communities": [], "email": "interprets@example.org", "phone": "", "note": "", **changes,
    }  # fmt: skip


def add_to_roster(coordinator: Actor, name: str, **changes: Any) -> Interpreter:
    """Add somebody whose undertaking holds for another year."""
    added = actions.add_interpreter(
        coordinator, form_token=new_id(), details=interpreter_details(name, **changes)
    )
    return actions.record_undertaking(
        coordinator, interpreter=added, how="paper", signed_on=today(),
        expires_on=today() + timedelta(days=365), upload=sealed_pdf(),
    )  # fmt: skip


def in_days(days: int, hour: int = 15) -> datetime:
    moment = timezone.now() + timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


def ask_for(actor: Actor, client: Client, **changes: Any) -> Booking:
    """Ask for an hour of Tigrinya in one room, ten days from now."""
    wanted: dict[str, Any] = {
        "starts_at": in_days(10), "minutes": 60, "channel": "in_person", "language": "Tigrinya",
        "place": "Room 2 of the clinic",
    }  # fmt: skip
    return actions.ask_booking(actor, client=client, form_token=new_id(), **wanted | changes)


def offer_to(coordinator: Actor, booking: Booking, interpreter: Interpreter, **more: Any) -> Offer:
    """Put a booking to somebody whom the client said yes to."""
    said: dict[str, Any] = {
        "consented": True, "consent_how": "said", "consent_on": today(),
        "version": Booking.objects.get(pk=booking.pk).version,
    }  # fmt: skip
    return actions.offer_booking(
        coordinator, booking=booking, interpreter=interpreter, **said | more
    )


def keep_roster(place: Any) -> None:
    coordinator = place.people["coordinator"]
    place.interpreter = add_to_roster(coordinator, "Zewditu Dolmetsch")
    left = add_to_roster(coordinator, "Karim Abgang")
    place.left_interpreter = actions.retire_interpreter(coordinator, interpreter=left)
    client = Client.objects.select_related("key").get(pk=place.case.client_id)
    place.exclusion = actions.add_exclusion(
        coordinator, form_token=new_id(), interpreter=place.interpreter, kind="community",
        asked_by="interpreter", reason="Her own village.", words="Nowhere",
    )  # fmt: skip
    place.booking = ask_for(place.people["advocate"], client)
    place.offered = ask_for(coordinator, client, starts_at=in_days(12))
    place.offer = offer_to(coordinator, place.offered, place.interpreter)
