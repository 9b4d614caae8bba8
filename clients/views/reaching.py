"""Reach a client where it is safe, check a caller, keep the safe address."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, RevealForm
from clients.forms.reaching import CallerForm, ReachForm, SafetyForm, safety_initial
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("contact.make", of=queries.client_of, methods=("GET", "POST"))
def reach_out(request: ClinicRequest, client: Any) -> HttpResponse:
    """Say of each channel whether it is safe now; give the number only of one that is."""
    if request.method != "POST":
        return _page(request, client)
    form = ReachForm(request.POST)
    if not form.is_valid():
        return _page(request, client, status=422, form=form)
    try:
        way = actions.reach_out(request.actor, client=client, **form.cleaned_data)
    except Blocked as stop:
        return _page(request, client, status=409, form=form, stop=stop.message)
    return _page(request, client, way=way, way_label=queries.channel_label(way.channel))


@clinic_view("contact.make", of=queries.client_of, methods=("POST",))
def check_caller(request: ClinicRequest, client: Any) -> HttpResponse:
    form = CallerForm(request.POST)
    if not form.is_valid():
        return _page(request, client, status=422, caller_form=form)
    try:
        phrase = form.cleaned_data["phrase"]
        passed = actions.check_caller(request.actor, client=client, phrase=phrase)
    except Blocked as stop:
        return _page(request, client, status=409, caller_stop=stop.message)
    return _page(request, client, checked=True, passed=passed)


def _page(request: ClinicRequest, client: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "client": client,
        "ways": queries.ways_now(client),
        "made": queries.contacts_made(client),
        "phrase_set": bool(client.caller_phrase),
        "form": ReachForm(),
        "caller_form": CallerForm(),
        **more,
    }
    return render(request, "clients/reach_out.html", context, status=status)


@clinic_view("contact.confirm", of=queries.client_of, methods=("GET", "POST"))
def safety(request: ClinicRequest, client: Any) -> HttpResponse:
    """Change the clock, the neutral name, the phrase and the address; reading it is recorded."""
    if request.method != "POST":
        initial = safety_initial(client, queries.address_of(client))
        return _safety_page(request, client, form=SafetyForm(initial=initial))
    form = SafetyForm(request.POST)
    if not form.is_valid():
        return _safety_page(request, client, form=form, status=422)
    try:
        actions.change_safety(request.actor, client=client, **form.cleaned_data)
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(queries.client_of(request.actor, client.pk).version)
        form = SafetyForm(typed)
        return _safety_page(request, client, form=form, stop=stop.message, status=409)
    messages.success(request, _("Saved."))
    return redirect(clinic_url("clients:client", client.pk))


@clinic_view("address.reveal", of=queries.client_of, methods=("POST",))
def show_address(request: ClinicRequest, client: Any) -> HttpResponse:
    why = RevealForm(request.POST)
    initial = safety_initial(client, queries.address_of(client))
    form = SafetyForm(initial=initial)
    if not why.is_valid():
        return _safety_page(request, client, form=form, status=422, reason_error=why.said)
    try:
        reason = why.cleaned_data["reason"]
        real = actions.reveal_address(request.actor, client=client, reason=reason)
    except Blocked as stop:
        return _safety_page(request, client, form=form, status=409, stop=stop.message)
    return _safety_page(request, client, form=form, real=real)


def _safety_page(
    request: ClinicRequest, client: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    address = queries.address_of(client)
    context = {
        "client": client,
        "reasons": REASONS,
        "has_real": address is not None and address.real is not None,
        "may_see_real": request.actor.has("address.reveal"),
        "phrase_set": bool(client.caller_phrase),
        **more,
    }
    return render(request, "clients/safety.html", context, status=status)
