"""Hearings and appointments: planned, changed, cancelled, held."""

from typing import Any

from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import appointments as rules
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
)

TO_APPOINTMENT = Link("read_appointment")
BLOCKED = ("not_on_case", "advocate_missing")


class AppointmentRow(Shape):
    """A hearing or appointment in a case, as a line of the list."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    kind = Choice(rules.KINDS)
    state = Choice(rules.STATES)
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    zone = serializers.CharField(help_text="Of the place, such as America/New_York.")
    place = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    attendees = serializers.SerializerMethodField(help_text="Members who go along.")
    accompaniment = Choice(rules.ACCOMPANIMENT)
    advocate = serializers.UUIDField(source="advocate_id", allow_null=True)
    booking = serializers.UUIDField(source="booking_id", allow_null=True)
    end_reason = Choice(["", *rules.CANCEL_REASONS])
    version = serializers.IntegerField()

    def get_place(self, row: Any) -> str:
        return row.place or ""

    def get_note(self, row: Any) -> str:
        return row.note or ""

    def get_attendees(self, row: Any) -> list[str]:
        return [str(one.membership_id) for one in row.attendees.all()]


class AppointmentShape(AppointmentRow):
    """A hearing or appointment in a case."""

    clashes = serializers.SerializerMethodField(help_text="Who has something else then, in words.")

    def get_clashes(self, row: Any) -> list[str]:
        return queries.clashes(self.context["actor"], row)


class AppointmentList(Shape):
    items = AppointmentRow(many=True)


class WriteAppointment(Body):
    """Day and time are those on the wall of the place."""

    kind = Choice(rules.KINDS)
    day = Day()
    time = TimeOfDay()
    zone = Text(40)
    minutes = Number(min_value=rules.SHORTEST, max_value=rules.LONGEST)
    place = Text(rules.LONGEST_PLACE, required=False)
    note = Text(rules.LONGEST_NOTE, required=False)
    attendees = serializers.ListField(child=Id(), required=False, max_length=50)
    accompaniment = Choice(rules.ACCOMPANIMENT)
    advocate = Id(required=False, allow_null=True)
    booking = Id(required=False, allow_null=True)
    example = {
        "kind": "interview", "day": "2026-03-06", "time": "09:30", "zone": "America/New_York",
        "minutes": 90, "accompaniment": "none",
    }  # fmt: skip


class ChangeAppointment(WriteAppointment):
    """The whole of it. Who had confirmed is `asked` again where day, hour or place change."""

    agreed_anew = Flag(
        required=False, help_text="The advocate agreed to the new day, hour and place."
    )


class CancelAppointment(Body):
    reason = Choice(rules.CANCEL_REASONS)
    example = {"reason": "agency"}


class _Appointments(Endpoint):
    tag = "Hearings and appointments"
    shown_at = "appointment"

    def said(
        self, shape: Any, case: Any, row: Any, given: dict[str, Any], **hidden: Any
    ) -> dict[str, Any]:
        request: Any = self.request
        people = queries.assignees(case)
        if row is not None:
            going = [*(one.membership for one in row.attendees.all()), row.advocate]
            people += [seat for seat in going if seat is not None and seat not in people]
        kept = row.booking_id if row is not None else None
        form = shape(
            form_input(given | {"time": given["time"].strftime("%H:%M")}, **hidden),
            people=people,
            bookings=queries.bookings_to_link(request.actor, case.client, kept=kept),
            initial={"advocate": row.advocate_id if row is not None else None},
        )
        checked(form)
        found: dict[str, Any] = form.arguments()
        return found

    def again(self, pk: Any) -> Any:
        request: Any = self.request
        return queries.appointment_of(request.actor, pk)


class CaseAppointments(_Appointments):
    @operation(
        "list_case_appointments", "appointment.view", of=queries.case_of, gives=AppointmentList
    )
    def get(self, request: Any, case: Any) -> Any:
        """List what is planned in a case, the soonest first, then what is over or cancelled."""
        planned, rest = queries.appointments_of_case(request.actor, case)
        return {"items": [*planned, *rest]}

    @operation(
        "add_appointment", "appointment.edit", of=queries.case_of, takes=WriteAppointment,
        gives=AppointmentShape, creates=True, versioned=True, links={"read": TO_APPOINTMENT},
        blocked=(*BLOCKED, "closed"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Plan a hearing or appointment. What clashes with it is told, not refused."""
        said = self.said(forms.NewAppointmentForm, case, None, given, once=OnceField.signed(once))
        said.pop("once")
        actions.add_appointment(request.actor, case=case, appointment_id=once, **said)
        return self.again(once)


class Appointment(_Appointments):
    @operation(
        "read_appointment", "appointment.view", of=queries.appointment_of,
        gives=AppointmentShape, versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read a hearing or appointment."""
        return row


class ChangedAppointment(_Appointments):
    @operation(
        "change_appointment", "appointment.edit", of=queries.appointment_of,
        takes=ChangeAppointment, gives=AppointmentShape, changes=True, versioned=True,
        links={"read": TO_APPOINTMENT},
        blocked=("appointment_over", "nothing_changed", *BLOCKED),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Change or move it; when it was before is kept. Send the whole of it."""
        said = self.said(forms.ChangeAppointmentForm, row.case, row, given, version=version)
        actions.change_appointment(request.actor, appointment=row, **said)
        return self.again(row.pk)


class CancelledAppointment(_Appointments):
    @operation(
        "cancel_appointment", "appointment.edit", of=queries.appointment_of,
        takes=CancelAppointment, gives=AppointmentShape, changes=True, versioned=True,
        links={"read": TO_APPOINTMENT}, blocked=("appointment_over",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Cancel it."""
        actions.cancel_appointment(
            request.actor, appointment=row, reason=given["reason"], version=version
        )
        return self.again(row.pk)


class HeldAppointment(_Appointments):
    @operation(
        "finish_appointment", "appointment.edit", of=queries.appointment_of,
        gives=AppointmentShape, changes=True, versioned=True, links={"read": TO_APPOINTMENT},
        blocked=("appointment_over", "not_begun"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say that it took place."""
        actions.finish_appointment(request.actor, appointment=row, version=version)
        return self.again(row.pk)
