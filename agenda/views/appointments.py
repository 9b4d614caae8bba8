"""Hearings and appointments: planned, changed, cancelled, held; clashes are told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from agenda.rules import appointments as rules
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, current_clinic

BOTH = ("GET", "POST")


@clinic_view("appointment.edit", of=queries.case_of, methods=BOTH)
def add_appointment(request: ClinicRequest, case: Any) -> HttpResponse:
    sent, stop = (request.POST if request.method == "POST" else None), None
    form = forms.NewAppointmentForm(
        sent,
        people=queries.assignees(case),
        bookings=queries.bookings_to_link(request.actor, case.client),
        initial={
            "zone": current_clinic().time_zone,
            **forms.appointment_asked_for(request.GET.dict()),
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.arguments()
        once = said.pop("once")
        try:
            if not queries.appointment_exists(request.actor, once):
                actions.add_appointment(request.actor, case=case, appointment_id=once, **said)
            return redirect(clinic_url("agenda:appointment", once))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "case": case, "stop": stop}
    return render(request, "agenda/add_appointment.html", context, status=_status(form, stop))


@clinic_view("appointment.view", of=queries.appointment_of)
def appointment(request: ClinicRequest, appointment: Any) -> HttpResponse:
    return _page(request, appointment)


def _page(request: ClinicRequest, row: Any, *, status: int = 200, stop: Any = None) -> HttpResponse:
    line = queries.appointment_line(row)
    planned = row.state == rules.PLANNED
    edits = request.actor.has("appointment.edit") and planned
    context = {
        "appointment": row,
        "case": row.case,
        "line": line,
        "clashes": queries.clashes(request.actor, row),
        "booking_text": queries.linked_booking_text(row),
        "may_see_booking": request.actor.has("booking.view"),
        "moves": queries.moves_of_appointment(row),
        "reason": rules.CANCEL_REASONS.get(row.end_reason, ""),
        "may_edit": edits,
        "may_finish": edits and line.is_past,
        "stop": stop,
    }
    return render(request, "agenda/appointment.html", context, status=status)


@clinic_view("appointment.edit", of=queries.appointment_of, methods=BOTH)
def change_appointment(request: ClinicRequest, appointment: Any) -> HttpResponse:
    row, case = appointment, appointment.case
    people = list(queries.assignees(case))
    going = [one.membership for one in row.attendees.all()]
    people += [seat for seat in [*going, row.advocate] if seat is not None and seat not in people]
    sent, stop = (request.POST if request.method == "POST" else None), None
    form = forms.ChangeAppointmentForm(
        sent, people=people,
        bookings=queries.bookings_to_link(request.actor, case.client, kept=row.booking_id),
        initial=forms.appointment_as_it_is(row),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_appointment(request.actor, appointment=row, **form.arguments())
            return redirect(clinic_url("agenda:appointment", row.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "case": case, "appointment": row, "stop": stop}
    return render(request, "agenda/change_appointment.html", context, status=_status(form, stop))


@clinic_view("appointment.edit", of=queries.appointment_of, methods=BOTH)
def cancel_appointment(request: ClinicRequest, appointment: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.CancelAppointmentForm(sent, initial={"version": appointment.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_appointment(request.actor, appointment=appointment, **form.cleaned_data)
        except Blocked as blocked:
            return _page(request, appointment, status=409, stop=blocked.message)
        messages.success(request, _("Cancelled. Tell whoever was to come."))
        return redirect(clinic_url("agenda:appointment", appointment.pk))
    context = {"form": form, "case": appointment.case, "appointment": appointment}
    return render(request, "agenda/cancel_appointment.html", context, status=_status(form, None))


@clinic_view("appointment.edit", of=queries.appointment_of, methods=("POST",))
def finish_appointment(request: ClinicRequest, appointment: Any) -> HttpResponse:
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, appointment, status=422)
    try:
        actions.finish_appointment(request.actor, appointment=appointment, **form.cleaned_data)
    except Blocked as blocked:
        return _page(request, appointment, status=409, stop=blocked.message)
    return redirect(clinic_url("agenda:appointment", appointment.pk))


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
