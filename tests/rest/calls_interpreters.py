"""Requests of the room of interpreters."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import bind, today
from interpreters import actions
from tests.everywhere.recipes_interpreters import begun
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _day(place: Place, days: int = 0) -> str:
    with bind(place.clinic):
        return (today() + timedelta(days=days)).isoformat()


def _undertaking(place: Place) -> dict[str, Any]:
    return {"how": "said", "signed_on": _day(place), "expires_on": _day(place, 90)}


def _asked(place: Place) -> dict[str, Any]:
    return {
        "day": _day(place, 20), "time": "14:30", "minutes": 60, "channel": "in_person",
        "language": "Tigrinya", "place": "Room 2",
    }  # fmt: skip


def _offered(place: Place) -> dict[str, Any]:
    return {
        "interpreter": str(place.interpreter.pk), "consented": True, "consent_how": "said",
        "consent_on": _day(place),
    }  # fmt: skip


def _begun(place: Place) -> None:
    begun(place)


def _over(place: Place) -> None:
    booking = begun(place)
    actions.finish_booking(place.coordinator, booking=booking, version=booking.version)


CALLS = {
    "list_interpreters": Call(query="language=tigrinya&retired=false"),
    "add_interpreter": Call(
        body=lambda place: {
            "name": "Hanna Neu", "other_names": ["Hana Neu"], "communities": ["Nowhere"],
            "languages": [{"language": "Dari", "dialect": "Herat", "level": "good"}],
            "gender": "woman", "email": "hanna@example.org", "phone": "+1 202 555 0166",
        },
    ),
    "read_interpreter": Call("interpreter"),
    "change_interpreter": Call("interpreter", lambda place: {"phone": "+1 202 555 0177"}),
    "retire_interpreter": Call("interpreter"),
    "bring_back_interpreter": Call("left_interpreter"),
    "record_undertaking": Call("interpreter", _undertaking),
    "list_exclusions": Call("interpreter"),
    "add_exclusion": Call(
        "interpreter",
        lambda place: {
            "kind": "community", "asked_by": "interpreter", "words": "Elsewhere", "reason": "Said.",
        },
    ),
    "end_exclusion": Call("exclusion"),
    "read_interpreter_wishes": Call("client"),
    "record_interpreter_wishes": Call(
        "client", lambda place: {"gender": "woman", "communities": ["Nowhere"]}
    ),
    "list_bookings": Call(),
    "list_client_bookings": Call("client"),
    "ask_booking": Call("client", _asked),
    "read_booking": Call("booking"),
    "list_interpreter_candidates": Call("booking"),
    "offer_booking": Call("booking", _offered),
    "cancel_booking": Call("booking", lambda place: {"reason": "moved"}),
    "finish_booking": Call("offered", before=_begun),
    "give_booking_feedback": Call(
        "offered", lambda place: {"quality": "good", "again": "yes"}, before=_over
    ),
}  # fmt: skip
