"""Who is kept out of a client's matter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import LowerWallForm, WallForm
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("wall.raise", of=queries.client_of, methods=BOTH)
def walls(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    seats = {str(seat.pk): seat for seat in queries.who_may_be_kept_out(client)}
    people = [(pk, seat.user.name) for pk, seat in seats.items()]
    form = WallForm(request.POST if request.method == "POST" else None, people=people)
    if request.method != "POST":
        return _page(request, client, form)
    if not form.is_valid():
        return _page(request, client, form, status=422)
    said = form.cleaned_data
    try:
        actions.raise_wall(
            request.actor, client=client, membership=seats[said["person"]], reason=said["reason"]
        )
    except Blocked as stop:
        return _page(request, client, form, status=409, stop=stop.message)
    messages.success(request, _("This person is kept out from now on."))
    if seats[said["person"]].user_id == request.actor.user_id:
        return redirect(clinic_url("desk:today"))  # nothing of it is there for them any more
    return redirect(clinic_url("clients:walls", client.pk))


def _page(
    request: ClinicRequest, client: queries.Client, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"client": client, "form": form, "walls": queries.walls_of(client), **more}
    return render(request, "clients/walls.html", context, status=status)


@clinic_view("wall.lower", of=queries.wall_of, methods=BOTH)
def lower_wall(request: ClinicRequest, wall: Any) -> HttpResponse:
    form = LowerWallForm(request.POST if request.method == "POST" else None)
    context = {"client": wall.client, "wall": wall, "form": form}
    if request.method != "POST":
        return render(request, "clients/lower_wall.html", context)
    if not form.is_valid():
        return render(request, "clients/lower_wall.html", context, status=422)
    try:
        actions.lower_wall(request.actor, wall=wall, reason=form.cleaned_data["reason"])
    except Blocked as stop:
        context["stop"] = stop.message
        return render(request, "clients/lower_wall.html", context, status=409)
    messages.success(request, _("This person may come in again; no role on a case comes back."))
    return redirect(clinic_url("clients:walls", wall.client_id))
