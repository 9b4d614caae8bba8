"""Contacts: recorded from a case or a client, read one by one, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from cases.rules import readable
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("contact.log", of=queries.case_of, methods=BOTH)
def log_contact(request: ClinicRequest, case: Any) -> HttpResponse:
    page, back = "agenda/log_contact.html", clinic_url("cases:timeline", case.pk)
    return _log(request, page, case.client, case, back)


@clinic_view("contact.log", of=queries.client_of, methods=BOTH)
def log_client_contact(request: ClinicRequest, client: Any) -> HttpResponse:
    page, back = "agenda/log_client_contact.html", clinic_url("agenda:client_contacts", client.pk)
    return _log(request, page, client, None, back)


def _log(request: ClinicRequest, page: str, client: Any, case: Any, back: str) -> HttpResponse:
    about = _about(request, client)
    form = forms.NewContactForm(
        request.POST if request.method == "POST" else None,
        initial=forms.filled_in(about["ruled"]), **about,
    )  # fmt: skip
    stop = None
    if request.method == "POST" and form.is_valid():
        said = form.arguments()
        try:
            actions.log_contact(
                request.actor, client=client, case=case, contact_id=said.pop("once"), **said
            )
        except Blocked as blocked:
            stop = None if blocked.code == actions.SENT_TWICE else blocked.message
        if stop is None:
            messages.success(request, _("The contact was recorded."))
            return redirect(back)
    context = {"form": form, "client": client, "case": case, "stop": stop, "back": back}
    return render(request, page, context, status=_status(form, stop))


@clinic_view("contact.view", of=queries.client_of)
def client_contacts(request: ClinicRequest, client: Any) -> HttpResponse:
    page = queries.contacts_of_client(request.actor, client, after=request.GET.get("after"))
    lines = [queries.contact_line(row) for row in page.rows]
    context = {"client": client, "lines": lines, "page": page}
    return render(request, "agenda/client_contacts.html", context)


@clinic_view("contact.view", of=queries.contact_of)
def contact(request: ClinicRequest, contact: Any) -> HttpResponse:
    shown = queries.contact_shown(request.actor, contact)
    context = {"contact": contact, "client": contact.client, "shown": shown}
    return render(request, "agenda/contact.html", context)


@clinic_view("contact.log", of=queries.contact_of, methods=BOTH)
def correct_contact(request: ClinicRequest, contact: Any) -> HttpResponse:
    about = _about(request, contact.client, contact)
    form = forms.CorrectContactForm(
        request.POST if request.method == "POST" else None,
        initial=forms.as_recorded(contact), **about,
    )  # fmt: skip
    stop = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_contact(request.actor, contact=contact, **form.arguments())
            messages.success(request, _("Corrected. What it said before is kept."))
            return redirect(clinic_url("agenda:contact", contact.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "contact": contact, "client": contact.client, "stop": stop}
    return render(request, "agenda/correct_contact.html", context, status=_status(form, stop))


def _about(request: ClinicRequest, client: Any, contact: Any = None) -> dict[str, Any]:
    when = contact.at if contact is not None else timezone.now()
    known = queries.rules_now(client, when) if contact is None else queries.rules_for(contact)
    return {
        "ruled": known,
        "bookings": queries.bookings_near(
            request.actor, client, when, kept=contact.booking_id if contact is not None else None
        ),
        "privileges": readable(request.actor.capabilities),
    }


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
