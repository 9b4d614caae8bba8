"""Recipes for the room of interpreters."""

from datetime import timedelta

from django.utils import timezone

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from interpreters import actions
from interpreters.models import Booking
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_interpreters import in_days, interpreter_details

simple(
    "interpreter.added", "coordinator", "attorney",
    lambda p: {"form_token": new_id(), "details": interpreter_details("Neue Dolmetsch")},
)  # fmt: skip
simple(
    "interpreter.changed", "coordinator", "supervisor",
    lambda p: {
        "interpreter": fresh(p.interpreter), "details": {"phone": "+1 202 555 0177"},
        "version": fresh(p.interpreter).version,
    },
)  # fmt: skip
simple(
    "interpreter.retired", "coordinator", "advocate",
    lambda p: {"interpreter": fresh(p.interpreter)},
)  # fmt: skip
simple(
    "interpreter.brought_back", "coordinator", "administrator",
    lambda p: {"interpreter": fresh(p.left_interpreter)},
)  # fmt: skip
simple(
    "undertaking.recorded", "coordinator", "attorney",
    lambda p: {
        "interpreter": fresh(p.interpreter), "how": "said", "signed_on": today(),
        "expires_on": today() + timedelta(days=90),
    },
)  # fmt: skip
simple(
    "undertaking.downloaded", "coordinator", "attorney",
    lambda p: {"interpreter": fresh(p.interpreter)},
)  # fmt: skip
simple(
    "exclusion.added", "coordinator", "attorney",
    lambda p: {
        "form_token": new_id(), "interpreter": fresh(p.interpreter), "kind": "person",
        "asked_by": "interpreter", "words": "Vetter Beispiel", "reason": "A cousin.",
    },
)  # fmt: skip
simple("exclusion.ended", "coordinator", "advocate", lambda p: {"exclusion": fresh(p.exclusion)})
simple(
    "interpreter_wishes.recorded", "advocate", "supervisor",
    lambda p: {"client": fresh(fresh(p.case).client), "gender": "woman"},
)  # fmt: skip
simple(
    "booking.asked", "attorney", "supervisor",
    lambda p: {
        "client": fresh(fresh(p.case).client), "form_token": new_id(), "starts_at": in_days(20),
        "minutes": 30, "channel": "in_person", "language": "Tigrinya",
    },
)  # fmt: skip
simple(
    "booking.offered", "coordinator", "attorney",
    lambda p: {
        "booking": fresh(p.booking), "interpreter": fresh(p.interpreter), "consented": True,
        "consent_how": "said", "consent_on": today(), "version": fresh(p.booking).version,
    },
)  # fmt: skip
simple(
    "booking.cancelled", "advocate", "other_advocate",
    lambda p: {
        "booking": fresh(p.booking), "reason": "moved", "version": fresh(p.booking).version,
    },
)  # fmt: skip


@recipe("booking.answered", "coordinator")
def _answered(place: Place) -> Call:
    return service(place, "interpreter_link"), {"offer": fresh(place.offer), "confirmed": True}


def begun(place: Place) -> Booking:
    """Let the offered booking be confirmed, and its time come."""
    actions.answer_offer(
        service(place, "interpreter_link"), offer=fresh(place.offer), confirmed=True
    )
    Booking.objects.filter(pk=place.offered.pk).update(starts_at=timezone.now())
    booking: Booking = fresh(place.offered)
    return booking


@recipe("booking.done", "other_attorney")
def _done(place: Place) -> Call:
    booking = begun(place)
    return place.attorney, {"booking": booking, "version": booking.version}


@recipe("booking.feedback_given", "supervisor")
def _feedback(place: Place) -> Call:
    booking = begun(place)
    actions.finish_booking(place.coordinator, booking=booking, version=booking.version)
    return place.attorney, {"booking": fresh(booking), "quality": "good", "again": "yes"}


simple(
    "interpreter.forgotten", "coordinator", "supervisor",
    lambda p: {"interpreter": fresh(p.left_interpreter)},
)  # fmt: skip
