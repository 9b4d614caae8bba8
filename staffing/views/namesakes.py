"""Whose name resembles one in a matter, and a supervisor's word that it is somebody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import queries as cases
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, queries
from staffing.forms.namesakes import NamesakeForm


@clinic_view("namesake.say", of=cases.case_of, methods=("GET", "POST"))
def namesakes(request: ClinicRequest, case: Any) -> HttpResponse:
    found = queries.resembling(case)
    seats = {str(one.seat.pk): one.seat for one in found}
    asked = [one for one in found if not one.stands and one.seat.user_id != request.actor.user_id]
    form = NamesakeForm(
        request.POST if request.method == "POST" else None,
        people=[(one.seat.pk, one.seat.user.name) for one in asked],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.say_namesake(
                request.actor, case=case, membership=seats[said["person"]], reason=said["reason"]
            )
        except Blocked as blocked:
            form.add_error(None, blocked.words)
            return _page(request, case, found, asked, form, 409)
        messages.success(request, _("Recorded. This name stands against them no more."))
        return redirect(clinic_url("staffing:namesakes", case.pk))
    return _page(request, case, found, asked, form, 422 if form.errors else 200)


@clinic_view("namesake.say", of=queries.namesake_of, methods=("POST",))
def end_namesake(request: ClinicRequest, namesake: Any) -> HttpResponse:
    try:
        actions.end_namesake(request.actor, namesake=namesake)
        messages.success(request, _("Taken back."))
    except Blocked as blocked:
        messages.error(request, str(blocked.message))
    return redirect(clinic_url("clients:client", namesake.client_id))


def _page(
    request: ClinicRequest, case: Any, found: Any, asked: Any, form: NamesakeForm, status: int
) -> HttpResponse:
    own = any(one.seat.user_id == request.actor.user_id and not one.stands for one in found)
    context = {"case": case, "found": found, "form": form if asked else None, "own": own}
    return render(request, "staffing/namesakes.html", context, status=status)
