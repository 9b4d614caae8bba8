"""Bookings: a client's, the clinic's open ones, and one with whom it could be put to."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from interpreters import actions, forms, queries
from interpreters.policy import knows_client
from interpreters.rules import bookings as rules


@clinic_view("booking.view", of=queries.client_of)
def client_bookings(request: ClinicRequest, client: Any) -> HttpResponse:
    now, actor = timezone.now(), request.actor
    context = {
        "client": client,
        "lines": [queries.booking_line(row, now) for row in queries.bookings_of(actor, client)],
        "may_ask": actor.has("interpreter.ask"),
    }
    return render(request, "interpreters/client_bookings.html", context)


@clinic_view("interpreter.book")
def bookings(request: ClinicRequest) -> HttpResponse:
    """List what is not over yet, in the whole clinic."""
    now = timezone.now()
    lines = [queries.booking_line(row, now) for row in queries.open_bookings(request.actor)]
    return render(request, "interpreters/bookings.html", {"lines": lines})


@clinic_view("interpreter.ask", of=queries.client_of, methods=("GET", "POST"))
def ask(request: ClinicRequest, client: Any) -> HttpResponse:
    need, stop = queries.need_of(client), None
    form = forms.AskForm(
        request.POST if request.method == "POST" else None,
        initial={"language": need.language, "dialect": need.dialect},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_booking(request.actor, client=client, **form.arguments())
        except Blocked as blocked:
            stop = None if blocked.code == actions.SENT_TWICE else blocked.message
        if stop is None:
            return redirect(clinic_url("interpreters:booking", form.cleaned_data["form_token"]))
    context = {"form": form, "client": client, "stop": stop}
    status = 409 if stop else 422 if form.errors else 200
    return render(request, "interpreters/ask.html", context, status=status)


@clinic_view("booking.view", of=queries.booking_of)
def booking(request: ClinicRequest, booking: Any) -> HttpResponse:
    return _page(request, booking)


def _page(request: ClinicRequest, booking: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    open_still = booking.status in rules.OPEN
    books = actor.has("interpreter.book") and open_still and booking.starts_at > now
    context = {
        "booking": booking,
        "client": booking.client,
        "line": queries.booking_line(booking, now),
        "offers": queries.offers_of(booking),
        "consents": rules.CONSENTS,
        "feedback": [
            (row, rules.QUALITIES[row.quality], rules.AGAIN[row.again])
            for row in queries.feedback_of(actor, booking)
        ],
        "candidates": (
            queries.candidates(actor, booking.client, queries.need_of_booking(booking))
            if books else None
        ),
        "may_cancel": actor.has("interpreter.ask") and open_still,
        "may_finish": (
            actor.has("interpreter.ask")
            and booking.status == rules.CONFIRMED and booking.starts_at <= now
        ),
        "may_say": actor.has("booking.feedback") and booking.status == rules.DONE,
        "reason": rules.CANCEL_REASONS.get(booking.end_reason, ""),
        "knows": knows_client(actor),
        **more,
    }  # fmt: skip
    return render(request, "interpreters/booking.html", context, status=status)


@clinic_view("interpreter.book", of=queries.booking_of, methods=("GET", "POST"))
def offer(request: ClinicRequest, booking: Any, interpreter: UUID) -> HttpResponse:
    """Ask one person of the roster, once the client has said yes to this person."""
    actor = request.actor
    person, stop = queries.interpreter_of(actor, interpreter), None
    initial = {"version": booking.version, "consent_on": today()}
    form = forms.OfferForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_booking(actor, booking=booking, interpreter=person, **form.cleaned_data)
            messages.success(request, _("The request is on its way. The answer will stand here."))
            return redirect(clinic_url("interpreters:booking", booking.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {
        "booking": booking,
        "client": booking.client,
        "line": queries.booking_line(booking, timezone.now()),
        "knows": knows_client(actor),
        "candidate": queries.judge(actor, booking.client, queries.need_of_booking(booking), person),
        "form": form,
        "stop": stop,
    }
    status = 409 if stop else 422 if form.errors else 200
    return render(request, "interpreters/offer.html", context, status=status)


@clinic_view("interpreter.ask", of=queries.booking_of, methods=("GET", "POST"))
def cancel(request: ClinicRequest, booking: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.CancelForm(sent, initial={"version": booking.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_booking(request.actor, booking=booking, **form.cleaned_data)
        except Blocked as blocked:
            return _page(request, booking, status=409, stop=blocked.message)
        messages.success(request, _("Called off. Who was asked is told, without the reason."))
        return redirect(clinic_url("interpreters:booking", booking.pk))
    context = {"form": form, "booking": booking, "client": booking.client}
    status = 422 if form.errors else 200
    return render(request, "interpreters/cancel.html", context, status=status)


@clinic_view("interpreter.ask", of=queries.booking_of, methods=("POST",))
def finish(request: ClinicRequest, booking: Any) -> HttpResponse:
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, booking, status=422)
    try:
        actions.finish_booking(request.actor, booking=booking, **form.cleaned_data)
    except Blocked as blocked:
        return _page(request, booking, status=409, stop=blocked.message)
    return redirect(clinic_url("interpreters:feedback", booking.pk))


@clinic_view("booking.feedback", of=queries.booking_of, methods=("GET", "POST"))
def feedback(request: ClinicRequest, booking: Any) -> HttpResponse:
    form = forms.FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(request.actor, booking=booking, **form.cleaned_data)
        except Blocked as blocked:
            return _page(request, booking, status=409, stop=blocked.message)
        messages.success(request, _("Thank you. Coordinators see it, the interpreter does not."))
        return redirect(clinic_url("interpreters:booking", booking.pk))
    context = {"form": form, "booking": booking, "client": booking.client}
    status = 422 if form.errors else 200
    return render(request, "interpreters/feedback.html", context, status=status)
