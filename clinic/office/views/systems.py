"""The administrator's page of other programs: their seats, and every access token of the clinic."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.office import actions, queries
from clinic.office.actions.tokens import SENT_TWICE
from clinic.office.forms import SystemForm, SystemRolesForm
from clinic.office.views.tokens import make_for, revoke
from clinic.people.roles import names_of
from clinic.tenancy.current import clinic_url


@clinic_view("system.manage")
def systems(request: ClinicRequest) -> HttpResponse:
    ended = "ended" in request.GET
    page = queries.clinic_tokens(request.actor, ended=ended, after=request.GET.get("after"))
    context = {
        "systems": [
            {"seat": seat, "roles": names_of(seat.roles)} for seat in queries.systems(request.actor)
        ],
        "page": page,
        "rows": queries.rows_of_tokens(page.rows),
        "ended": ended,
    }
    return render(request, "office/systems.html", context)


@clinic_view("system.manage", methods=("GET", "POST"))
def register(request: ClinicRequest) -> HttpResponse:
    form = SystemForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            made = actions.register_system(
                request.actor, name=form.cleaned_data["name"], roles=form.cleaned_data["roles"],
                system_id=form.once(),
            )  # fmt: skip
            messages.success(request, _("The system has a seat. Now make a token for it."))
            return redirect(clinic_url("office:make_system_token", made.pk))
        except Blocked as blocked:
            if blocked.code == SENT_TWICE:
                return redirect(clinic_url("office:systems"))
            form.add_error("name", blocked.message)
            status = blocked.status
    return render(request, "office/register_system.html", {"form": form}, status=status)


@clinic_view("system.manage", of=queries.system_of, methods=("GET", "POST"))
def make_system_token(request: ClinicRequest, system: Any) -> HttpResponse:
    return make_for(request, system)


@clinic_view("system.manage", of=queries.token_of, methods=("GET", "POST"))
def revoke_any_token(request: ClinicRequest, token: Any) -> HttpResponse:
    return revoke(request, token, back=clinic_url("office:systems"))


@clinic_view("system.manage", of=queries.system_of, methods=("GET", "POST"))
def set_system_roles(request: ClinicRequest, system: Any) -> HttpResponse:
    now = {"roles": system.roles, "before": ",".join(system.roles)}
    form = SystemRolesForm(request.POST if request.method == "POST" else None, initial=now)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        before = [role for role in form.cleaned_data["before"].split(",") if role]
        roles = form.cleaned_data["roles"]
        try:
            actions.set_system_roles(request.actor, system=system, roles=roles, before=before)
            messages.success(request, _("The roles are changed and hold from now on."))
            return redirect(clinic_url("office:systems"))
        except Blocked as blocked:
            form.add_error("roles", blocked.message)
            status = blocked.status
    context = {"form": form, "system": system}
    return render(request, "office/set_system_roles.html", context, status=status)


@clinic_view("system.manage", of=queries.system_of, methods=("GET", "POST"))
def end_system(request: ClinicRequest, system: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "office/end_system.html", {"system": system})
    actions.end_system(request.actor, system=system)
    messages.success(request, _("The system has ended. What it did stays."))
    return redirect(clinic_url("office:systems"))
