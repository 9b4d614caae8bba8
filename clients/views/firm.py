"""Ask outside firms about a matter, blind; the coordinator's side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import FirmCheckForm
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("firm.send", of=queries.client_of, methods=("GET", "POST"))
def firm_checks(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    if request.method != "POST":
        return _page(request, client)
    form = FirmCheckForm(request.POST)
    if not form.is_valid():
        return _page(request, client, form=form, status=422)
    try:
        actions.send_firm_check(request.actor, client=client, **form.cleaned_data)
    except Blocked as stop:
        return _page(request, client, form=form, stop=stop.message, status=409)
    messages.success(request, _("The link is on its way. The answer will stand here."))
    return redirect(clinic_url("clients:firm_checks", client.pk))


@clinic_view("firm.send", of=queries.client_of, methods=("GET", "POST"))
def revoke_firm_check(request: ClinicRequest, client: queries.Client, check: UUID) -> HttpResponse:
    found = queries.firm_check_of(client, check)
    if request.method != "POST":
        context = {"client": client, "check": found}
        return render(request, "clients/firm_revoke.html", context)
    try:
        actions.revoke_firm_check(request.actor, check=found)
    except Blocked as stop:
        return _page(request, client, stop=stop.message, status=409)
    messages.success(request, _("Taken back. The link is closed; names that waited are destroyed."))
    return redirect(clinic_url("clients:firm_checks", client.pk))


def _page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "client": client,
        "lines": queries.firm_check_lines(client, timezone.now()),
        "form": FirmCheckForm(),
        **more,
    }
    return render(request, "clients/firm.html", context, status=status)
