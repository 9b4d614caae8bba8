"""Correct who a client is: hidden until asked for, then one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, RevealForm, StepForm, step_initial
from clients.rules.record import RECORD
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("client.edit", of=queries.client_of, methods=("GET", "POST"))
def identity(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    if request.method != "POST":
        return _page(request, client, locked=True)
    form = StepForm(request.POST, step=RECORD)
    if not form.is_valid():
        return _page(request, client, form=form, status=422)
    try:
        actions.change_identity(
            request.actor,
            client=client,
            answers=form.answers(),
            version=form.cleaned_data["version"],
        )
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(queries.client_of(request.actor, client.pk).version)
        again = StepForm(typed, step=RECORD)
        return _page(request, client, form=again, stop=stop.message, status=409)
    messages.success(request, _("The record is corrected."))
    return redirect(clinic_url("clients:client", client.pk))


@clinic_view("client.edit", of=queries.client_of, methods=("POST",))
def show_identity(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    """Show the identity ready to be changed; the look is recorded."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _page(request, client, locked=True, reason_error=why.said, status=422)
    actions.reveal_identity(request.actor, client=client, reason=why.cleaned_data["reason"])
    initial = step_initial(RECORD, queries.identity_answers(client))
    form = StepForm(step=RECORD, initial={**initial, "version": client.version})
    return _page(request, client, form=form)


def _page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"client": client, "reasons": REASONS, "lead": _(RECORD.lead), **more}
    return render(request, "clients/identity.html", context, status=status)
