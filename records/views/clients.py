"""One client's record: hold, wish to be erased, erasing, the client's own copy."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.queries import client_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from records import actions, queries
from records.forms import DecisionForm, ErasureForm, HoldForm, LiftForm, ShredForm
from records.rules import ERASURE_STATES, EXEMPTIONS


@clinic_view("records.view", of=client_of)
def client(request: ClinicRequest, client: Any) -> HttpResponse:
    return _client_page(request, client)


@clinic_view("hold.place", of=client_of, methods=("POST",))
def place_hold(request: ClinicRequest, client: Any) -> HttpResponse:
    return _done(request, client, "hold_form", HoldForm(request.POST), actions.place_hold)


@clinic_view("hold.lift", of=queries.hold_of, methods=("POST",))
def lift_hold(request: ClinicRequest, hold: Any) -> HttpResponse:
    form = LiftForm(request.POST)
    return _done(request, hold.client, "lift_form", form, actions.lift_hold, hold=hold)


@clinic_view("erasure.record", of=client_of, methods=("POST",))
def request_erasure(request: ClinicRequest, client: Any) -> HttpResponse:
    form = ErasureForm(request.POST)
    return _done(request, client, "erasure_form", form, actions.request_erasure)


@clinic_view("erasure.decide", of=queries.request_of, methods=("POST",))
def decide_erasure(request: ClinicRequest, asked: Any) -> HttpResponse:
    form = DecisionForm(request.POST)
    act = actions.decide_erasure
    return _done(request, asked.client, "decision_form", form, act, asked=asked)


@clinic_view("client.shred", of=client_of, methods=("GET", "POST"))
def shred(request: ClinicRequest, client: Any) -> HttpResponse:
    """Say what will be gone, then do it; the certificate stands on the page of the policy."""
    form = ShredForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            certificate = actions.shred_client(request.actor, client=client, reason=reason)
        except Blocked as stop:
            form.add_error(None, str(stop.message))
        else:
            said = _("Erased. Certificate %(number)s.") % {"number": certificate.number}
            messages.success(request, said)
            return redirect(clinic_url("records:retention"))
    code = queries.why_not_shredded(client)
    context = {
        "client": client,
        "form": form,
        "extent": queries.extent_of_all(queries.records_of(client)),
        "stop": actions.BLOCKED[code] if code else "",
    }
    status = 409 if form.non_field_errors() else 422 if form.errors else 200
    return render(request, "records/shred.html", context, status=status)


def _done(
    request: ClinicRequest, client: Any, name: str, form: Any, act: Any, **given: Any
) -> HttpResponse:
    """Do what a form of the page asks, or say on the page why not."""
    if not form.is_valid():
        return _client_page(request, client, status=422, **{name: form})
    given = given or {"client": client}
    try:
        act(request.actor, **given, **form.cleaned_data)
    except Blocked as stop:
        form.add_error(None, str(stop.message))
        return _client_page(request, client, status=409, **{name: form})
    messages.success(request, _("Recorded."))
    return redirect(clinic_url("records:client", client.pk))


def _client_page(
    request: ClinicRequest, client: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    actor = request.actor
    standing = queries.standing_of(actor, client)
    context = {
        "client": client,
        "standing": standing,
        "hold": standing.hold,
        "waits": any(asked.state == "open" for asked in standing.requests),
        "states": ERASURE_STATES,
        "exemptions": EXEMPTIONS,
        "may_hold": actor.has("hold.place"),
        "may_lift": actor.has("hold.lift"),
        "may_record": actor.has("erasure.record"),
        "may_decide": actor.has("erasure.decide"),
        "may_shred": actor.has("client.shred"),
        "may_copy": actor.has("copy.make"),
        "hold_form": HoldForm(),
        "lift_form": LiftForm(),
        "erasure_form": ErasureForm(),
        "decision_form": DecisionForm(),
        **more,
    }
    return render(request, "records/client.html", context, status=status)
