"""The queue, and one intake as a whole: start, look, pause, resume, decline."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import DeclineForm, StartForm
from clients.rules.intake import is_unsafe
from clients.rules.intake_steps import GENTLE_STOP
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url


@clinic_view("intake.view")
def intakes(request: ClinicRequest) -> HttpResponse:
    shown = request.GET.get("show", "open")
    may_decide = request.actor.has("conflict.decide")
    context = {
        "page": queries.queue(request.actor, shown=shown, after=request.GET.get("after")),
        "fallen": queries.how_many_fell(request.actor) if may_decide else 0,
        "tabs": [
            {"label": label, "url": f"?show={code}", "current": code == shown}
            for code, (label, _statuses) in queries.SHOWN.items()
        ],
    }
    return render_page(request, "clients/intakes.html", context)


@clinic_view("intake.work", methods=("GET", "POST"))
def start(request: ClinicRequest) -> HttpResponse:
    if request.method != "POST":
        return _start_page(request)
    form = StartForm(request.POST)
    if not form.is_valid():
        return _start_page(request, status=422)
    token = form.cleaned_data["form_token"]
    if queries.find_intake(request.actor, token):
        return redirect(clinic_url("clients:intake", token))
    try:
        intake = actions.start_intake(request.actor, form_token=token)
    except IntegrityError:  # sent twice at the same moment, or an id that is not ours
        if queries.find_intake(request.actor, token):
            return redirect(clinic_url("clients:intake", token))
        return _start_page(request, status=422)
    return redirect(clinic_url("clients:step", intake.pk, "safety"))


def _start_page(request: ClinicRequest, status: int = 200) -> HttpResponse:
    return render(request, "clients/start.html", {"form": StartForm()}, status=status)


@clinic_view("intake.view", of=queries.intake_of)
def intake(request: ClinicRequest, intake: queries.Intake) -> HttpResponse:
    state = queries.state_of(intake)
    step = queries.open_step(intake)
    unsafe = step is GENTLE_STOP and is_unsafe(state)
    missing = {missed.code for missed in queries.missing_steps(intake)}
    context = {
        "intake": intake,
        "client": intake.client,
        "status": queries.status_label(intake.status),
        "unsafe": unsafe,
        "next": None if step is None or unsafe else step.code,
        "steps": queries.step_positions(intake, ""),
        "missing": missing,
        "stop_text": _(GENTLE_STOP.lead),
        "conflict": queries.state_line(intake.client),
    }
    return render(request, "clients/intake.html", context)


@clinic_view("intake.work", of=queries.intake_of, methods=("POST",))
def pause(request: ClinicRequest, intake: queries.Intake) -> HttpResponse:
    actions.pause_intake(request.actor, intake=intake)
    messages.success(request, _("Paused. Everything that was said is kept."))
    return redirect(clinic_url("clients:intakes"))


@clinic_view("intake.work", of=queries.intake_of, methods=("POST",))
def resume(request: ClinicRequest, intake: queries.Intake) -> HttpResponse:
    actions.resume_intake(request.actor, intake=intake)
    messages.info(request, _("Resumed. Ask again whether this is a safe moment."))
    return redirect(clinic_url("clients:step", intake.pk, "safety"))


@clinic_view("intake.work", of=queries.intake_of, methods=("GET", "POST"))
def decline(request: ClinicRequest, intake: queries.Intake) -> HttpResponse:
    form = DeclineForm(request.POST or None, initial={"reason": request.GET.get("reason", "")})
    context = {"intake": intake, "client": intake.client, "form": form}
    if request.method != "POST":
        return render(request, "clients/decline.html", context)
    if not form.is_valid():
        return render(request, "clients/decline.html", context, status=422)
    try:
        actions.decline_intake(request.actor, intake=intake, **form.cleaned_data)
    except Blocked as stop:
        return render(
            request, "clients/decline.html", {**context, "stop": stop.message}, status=409
        )
    messages.success(request, _("Declined. No case was opened. The letter can be written here."))
    return redirect(clinic_url("clients:intake", intake.pk))
