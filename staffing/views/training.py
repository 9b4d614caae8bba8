"""Training: one's own, everybody's, and what others confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, forms, queries


@clinic_view("profile.own")
def training(request: ClinicRequest) -> HttpResponse:
    """Show what is asked of oneself, and what runs out."""
    context = {
        "one": queries.own_training(request.actor),
        "is_asked": request.actor.clinic.asks_training,
        "is_own": True,
    }
    return render(request, "staffing/training.html", context)


@clinic_view("profile.view")
def trainings(request: ClinicRequest) -> HttpResponse:
    return _everybody(request)


@clinic_view("profile.edit", methods=("GET", "POST"))
def add_training(request: ClinicRequest) -> HttpResponse:
    form = forms.TrainingForm(
        request.POST if request.method == "POST" else None,
        initial={"module": request.GET.get("module", "")},
    )
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.add_training(request.actor, training_id=said.pop("form_token"), **said)
            messages.success(request, _("Written down. It counts once somebody confirmed it."))
            return redirect(clinic_url("staffing:training"))
        except Blocked as blocked:
            if blocked.code == actions.SENT_TWICE:
                return redirect(clinic_url("staffing:training"))
            form.add_error(None, str(blocked.message))
    status = 422 if form.errors else 200
    return render(request, "staffing/add_training.html", {"form": form}, status=status)


@clinic_view("profile.confirm", of=queries.training_of, methods=("POST",))
def confirm_training(request: ClinicRequest, training: Any) -> HttpResponse:
    try:
        actions.confirm_training(request.actor, training=training)
    except Blocked as blocked:
        return _everybody(request, stop=blocked.message, status=409)
    messages.success(request, _("Confirmed."))
    return redirect(clinic_url("staffing:trainings"))


@clinic_view("profile.own", of=queries.training_of, methods=("POST",))
def remove_training(request: ClinicRequest, training: Any) -> HttpResponse:
    own = training.membership_id == request.actor.membership_id
    actions.remove_training(request.actor, training=training)
    messages.success(request, _("Taken back. It counts no longer."))
    return redirect(clinic_url("staffing:training" if own else "staffing:trainings"))


def _everybody(request: ClinicRequest, *, stop: Any = "", status: int = 200) -> HttpResponse:
    context = {
        "people": queries.everybodys_training(request.actor),
        "is_asked": request.actor.clinic.asks_training,
        "may_confirm": request.actor.has("profile.confirm"),
        "own_seat": request.actor.membership_id,
        "stop": stop,
    }
    return render(request, "staffing/trainings.html", context, status=status)
