"""A conflict that those concerned waived: recorded by one person, agreed to by another."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms.waivers import EndWaiverForm, WaiverForm
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.tenancy.current import clinic_url, today


@clinic_view("conflict.decide", of=queries.match_at, methods=("GET", "POST"))
def record_waiver(request: ClinicRequest, match: Any) -> HttpResponse:
    sent = request.method == "POST"
    form = WaiverForm(
        request.POST if sent else None, request.FILES if sent else None, today=today()
    )
    client = match.check_run.client
    if sent and form.is_valid():
        try:
            actions.record_waiver(request.actor, match=match, **form.cleaned_data)
            messages.success(request, _("Recorded. A second person has to read it and agree."))
            return redirect(clinic_url("clients:conflict", client.pk))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
    context = {"client": client, "match": match, "form": form}
    return render(
        request, "clients/record_waiver.html", context, status=422 if form.errors else 200
    )


@clinic_view("conflict.view", of=queries.waiver_at)
def waiver(request: ClinicRequest, waiver: Any) -> HttpResponse:
    return _page(request, waiver)


def _page(request: ClinicRequest, waiver: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    own = waiver.recorded_by.user_id == request.actor.user_id
    open_ = waiver.agreed_at is None and waiver.ended_at is None
    may = request.actor.has("waiver.agree") and open_ and not own
    context = {"client": waiver.client, "waiver": waiver, "may_agree": may, **more}
    return render(request, "clients/waiver.html", context, status=status)


@clinic_view("waiver.agree", of=queries.waiver_at, methods=("POST",))
def agree_to_waiver(request: ClinicRequest, waiver: Any) -> HttpResponse:
    try:
        actions.agree_to_waiver(request.actor, waiver=waiver)
    except Blocked as blocked:
        return _page(request, waiver, stop=blocked.message, status=409)
    messages.success(request, _("Agreed. A coordinator can now decide the check as waived."))
    return redirect(clinic_url("clients:waiver", waiver.pk))


@clinic_view("waiver.end", of=queries.waiver_at, methods=("GET", "POST"))
def end_waiver(request: ClinicRequest, waiver: Any) -> HttpResponse:
    form = EndWaiverForm(request.POST if request.method == "POST" else None)
    context = {"client": waiver.client, "waiver": waiver, "form": form}
    if request.method != "POST":
        return render(request, "clients/end_waiver.html", context)
    if not form.is_valid():
        return render(request, "clients/end_waiver.html", context, status=422)
    try:
        actions.end_waiver(request.actor, waiver=waiver, reason=form.cleaned_data["reason"])
    except Blocked as blocked:
        return _page(request, waiver, stop=blocked.message, status=409)
    messages.success(request, _("Ended. A clearance that rests on it has to be decided again."))
    return redirect(clinic_url("clients:conflict", waiver.client_id))


@clinic_view("conflict.view", of=queries.waiver_at, methods=("POST",))
def download_waiver(request: ClinicRequest, waiver: Any) -> HttpResponseBase:
    stored = actions.download_waiver(request.actor, waiver=waiver)
    return download(stored, f"waiver.{stored.media_type.rpartition('/')[2]}")
