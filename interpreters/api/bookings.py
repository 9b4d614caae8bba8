"""A client's wishes and bookings: asked, offered, called off, done, and how it went."""

from typing import Any

from rest_framework import serializers

from clients.queries import client_of
from clinic.access.refusals import NotVisible
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Id,
    Number,
    Shape,
    Text,
    TimeOfDay,
    checked,
    form_input,
    not_there,
)
from interpreters import actions, forms, queries
from interpreters.policy import knows_client
from interpreters.rules import LONGEST_NOTE
from interpreters.rules import bookings as rules
from interpreters.rules.candidates import BLOCKERS

TO_BOOKING = Link("read_booking")


class BookingShape(Shape):
    """A meeting of a client that somebody interprets."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    code_name = serializers.CharField(source="client.code_name")
    interpreter = serializers.UUIDField(source="interpreter_id", allow_null=True)
    status = Choice(rules.STATUSES)
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    channel = Choice(rules.CHANNELS)
    language = serializers.CharField()
    dialect = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField(help_text="Told to the interpreter after a yes.")
    note = serializers.SerializerMethodField()
    end_reason = serializers.CharField(allow_blank=True)
    asked_by = serializers.CharField(source="asked_by.user.name")
    version = serializers.IntegerField()

    def get_dialect(self, row: Any) -> str:
        return row.dialect or ""

    def get_place(self, row: Any) -> str:
        return row.place or ""

    def get_note(self, row: Any) -> str:
        return (row.note or "") if knows_client(self.context["actor"]) else ""


class BookingList(Shape):
    items = BookingShape(many=True)


class AskBooking(Body):
    """Day and time are those on the clinic's wall."""

    day = Day()
    time = TimeOfDay()
    minutes = Number(min_value=rules.SHORTEST, max_value=rules.LONGEST)
    channel = Choice(rules.CHANNELS)
    language = Text(60)
    dialect = Text(60, required=False)
    place = Text(
        300, required=False,
        help_text="Neutral; never a name, number or home of the client. Told after a yes.",
    )  # fmt: skip
    note = Text(LONGEST_NOTE, required=False, help_text="Stays in the clinic.")


class AgainstShape(Shape):
    """Something that stands against asking somebody; no fact of the other side."""

    code = Choice(BLOCKERS)
    text = serializers.CharField()
    firm = serializers.BooleanField(help_text="true: nobody is asked past it.")
    who = serializers.CharField(
        allow_blank=True, help_text="What the person resembled is, to who may see parties."
    )


class InterpreterCandidateShape(Shape):
    """Somebody of the roster for a booking."""

    interpreter = serializers.UUIDField(source="interpreter.pk")
    name = serializers.CharField(source="interpreter.name")
    fit = serializers.IntegerField(help_text="4: language and dialect; 0: another language.")
    fit_text = serializers.CharField()
    may_be_asked = serializers.BooleanField(source="may")
    against = AgainstShape(many=True)


class InterpreterCandidateList(Shape):
    items = InterpreterCandidateShape(many=True)


class OfferBooking(Body):
    interpreter = Id()
    consented = Flag(help_text="The client said yes to this very person.")
    consent_how = Choice(rules.CONSENTS)
    consent_on = Day()
    looked = Text(
        LONGEST_NOTE, required=False, help_text="Why it is right although something stands against."
    )


class CancelBooking(Body):
    reason = Choice(rules.CANCEL_REASONS)
    example = {"reason": "moved"}


class GiveFeedback(Body):
    quality = Choice(rules.QUALITIES)
    again = Choice(rules.AGAIN)
    note = Text(LONGEST_NOTE, required=False, help_text="Nothing of what was said.")
    example = {"quality": "good", "again": "yes"}


class _Bookings(Endpoint):
    tag = "Interpreters"
    shown_at = "booking"

    def shown(self, row: Any) -> Any:
        request: Any = self.request
        return queries.booking_of(request.actor, row.pk)


class OpenBookings(_Bookings):
    @operation("list_bookings", "interpreter.book", gives=BookingList)
    def get(self, request: Any) -> Any:
        """List every booking that is not over, the nearest first; at most 200."""
        return {"items": queries.open_bookings(request.actor)}


class ClientBookings(_Bookings):
    @operation("list_client_bookings", "booking.view", of=client_of, gives=BookingList)
    def get(self, request: Any, client: Any) -> Any:
        """List a client's bookings, the latest first; at most 200."""
        return {"items": queries.bookings_of(request.actor, client)}

    @operation(
        "ask_booking", "interpreter.ask", of=client_of, takes=AskBooking, gives=BookingShape,
        creates=True, versioned=True, links={"read": TO_BOOKING},
        blocked=(
            "time_passed", "client_clash", "place_tells_name", "place_tells_number",
            "place_tells_place",
        ),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Ask for an interpreter. Nobody outside the clinic learns of it yet."""
        said = given | {"time": given["time"].strftime("%H:%M")}
        form = forms.AskForm(form_input(said, form_token=OnceField.signed(once)))
        checked(form)
        return self.shown(actions.ask_booking(request.actor, client=client, **form.arguments()))


class Booking(_Bookings):
    @operation(
        "read_booking", "booking.view", of=queries.booking_of, gives=BookingShape, versioned=True
    )
    def get(self, request: Any, row: Any) -> Any:
        """Read a booking."""
        return row


class Candidates(_Bookings):
    @operation(
        "list_interpreter_candidates", "interpreter.book", of=queries.booking_of,
        gives=InterpreterCandidateList,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """List the roster for a booking, who fits best first, with what stands against each."""
        need = queries.need_of_booking(row)
        return {"items": queries.candidates(request.actor, row.client, need)}


class OfferedBooking(_Bookings):
    @operation(
        "offer_booking", "interpreter.book", of=queries.booking_of, takes=OfferBooking,
        gives=BookingShape, changes=True, versioned=True, links={"read": TO_BOOKING},
        blocked=(
            *(code for code, blocker in BLOCKERS.items() if blocker.firm),
            "look_first", "booking_over", "asked_already", "contact_not_safe", "consent_first",
        ),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Ask one person of the roster by mail, once the client said yes to this very person."""
        try:
            person = queries.interpreter_of(request.actor, given.pop("interpreter"))
        except NotVisible:
            raise not_there("interpreter") from None
        form = forms.OfferForm(form_input(given, version=version))
        said = checked(form)
        actions.offer_booking(request.actor, booking=row, interpreter=person, **said)
        return self.shown(row)


class CancelledBooking(_Bookings):
    @operation(
        "cancel_booking", "interpreter.ask", of=queries.booking_of, takes=CancelBooking,
        gives=BookingShape, changes=True, versioned=True, links={"read": TO_BOOKING},
        blocked=("booking_over",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Call a booking off. Who was asked is told, without the reason."""
        actions.cancel_booking(request.actor, booking=row, reason=given["reason"], version=version)
        return self.shown(row)


class FinishedBooking(_Bookings):
    @operation(
        "finish_booking", "interpreter.ask", of=queries.booking_of, gives=BookingShape,
        changes=True, versioned=True, links={"read": TO_BOOKING}, blocked=("not_begun",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say that the meeting took place."""
        actions.finish_booking(request.actor, booking=row, version=version)
        return self.shown(row)


class BookingFeedback(_Bookings):
    @operation(
        "give_booking_feedback", "booking.feedback", of=queries.booking_of, takes=GiveFeedback,
        gives=BookingShape, changes=True, versioned=True, links={"read": TO_BOOKING},
        blocked=("not_done",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Say how it went; said again, it replaces what you said before."""
        said = checked(forms.FeedbackForm(form_input(given)))
        actions.give_feedback(request.actor, booking=row, **said)
        return self.shown(row)
