"""Who works here: one's own profile, everybody's, and what others confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, forms, queries

BOTH = ("GET", "POST")


@clinic_view("profile.view")
def people(request: ClinicRequest) -> HttpResponse:
    context = {
        "lines": queries.profiles(request.actor),
        "gate": queries.gate_now(),
        "may_change_gate": request.actor.has("gate.change"),
    }
    return render(request, "staffing/people.html", context)


@clinic_view("profile.edit", methods=BOTH)
def own(request: ClinicRequest) -> HttpResponse:
    """Change one's own profile; the page of what stands there comes after it."""
    profile = queries.own_profile(request.actor)
    form: Any = forms.ProfileForm(request.POST or None, initial=queries.profile_said(profile))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_profile(
                request.actor, details=form.details(), version=form.cleaned_data["version"]
            )
            messages.success(request, _("Saved. Somebody else confirms what counts."))
            return redirect(clinic_url("staffing:profile", changed.pk))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            # Read again by the person, sent once more: an answer to what is there now.
            form.data = form.data.copy()
            form.data["version"] = str(getattr(blocked.target, "version", 0))
            status = 409
    status = 422 if request.method == "POST" and status == 200 else status
    context = {"form": form, "profile": profile}
    return render(request, "staffing/own.html", context, status=status)


@clinic_view("profile.own", of=queries.profile_of)
def profile(request: ClinicRequest, profile: Any) -> HttpResponse:
    return _page(request, profile)


@clinic_view("profile.edit", of=queries.profile_of, methods=BOTH)
def add_licence(request: ClinicRequest, profile: Any) -> HttpResponse:
    form = forms.LicenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_licence(request.actor, profile=profile, **form.cleaned_data)
            messages.success(request, _("Written down. It counts once somebody confirmed it."))
            return redirect(clinic_url("staffing:profile", profile.pk))
        except Blocked as blocked:
            if blocked.code == actions.SENT_TWICE:
                return redirect(clinic_url("staffing:profile", profile.pk))
            form.add_error(None, str(blocked.message))
    status = 422 if form.errors else 200
    context = {"form": form, "profile": profile}
    return render(request, "staffing/add_licence.html", context, status=status)


@clinic_view("profile.own", of=queries.licence_of, methods=("POST",))
def remove_licence(request: ClinicRequest, licence: Any) -> HttpResponse:
    try:
        actions.remove_licence(request.actor, licence=licence)
    except Blocked as blocked:
        return _page(request, licence.profile, stop=blocked.message, status=409)
    messages.success(request, _("Taken back. It counts no longer."))
    return redirect(clinic_url("staffing:profile", licence.profile_id))


@clinic_view("profile.confirm", of=queries.licence_of, methods=("POST",))
def confirm_licence(request: ClinicRequest, licence: Any) -> HttpResponse:
    try:
        actions.confirm_licence(request.actor, licence=licence)
    except Blocked as blocked:
        return _page(request, licence.profile, stop=blocked.message, status=409)
    messages.success(request, _("Confirmed."))
    return redirect(clinic_url("staffing:profile", licence.profile_id))


@clinic_view("profile.confirm", of=queries.profile_of, methods=("POST",))
def confirm_proof(request: ClinicRequest, profile: Any) -> HttpResponse:
    form = forms.ProofForm(request.POST)
    if not form.is_valid():
        return _page(request, profile, stop=_("Choose what you saw."), status=422)
    try:
        actions.confirm_proof(request.actor, profile=profile, **form.cleaned_data)
    except Blocked as blocked:
        fresh = queries.profile_of(request.actor, profile.pk)
        return _page(request, fresh, stop=blocked.message, status=409)
    messages.success(request, _("Confirmed."))
    return redirect(clinic_url("staffing:profile", profile.pk))


@clinic_view("profile.confirm", of=queries.profile_of, methods=("POST",))
def withdraw_proof(request: ClinicRequest, profile: Any) -> HttpResponse:
    form = forms.ProofForm(request.POST)
    if not form.is_valid():
        return _page(request, profile, stop=_("Choose what is taken back."), status=422)
    try:
        actions.withdraw_proof(request.actor, profile=profile, proof=form.cleaned_data["proof"])
    except Blocked as blocked:
        return _page(request, profile, stop=blocked.message, status=409)
    messages.success(request, _("Taken back. It counts no longer."))
    return redirect(clinic_url("staffing:profile", profile.pk))


@clinic_view("gate.change", methods=BOTH)
def gate(request: ClinicRequest) -> HttpResponse:
    now = queries.gate_now()
    start = {
        "proofs": now.proofs if now else [],
        "states": now.states if now else [],
        "version": now.version if now else 0,
    }
    form: Any = forms.GateForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_gate(request.actor, **form.cleaned_data)
            messages.success(request, _("Saved. It holds for every assignment from now on."))
            return redirect(clinic_url("staffing:people"))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            form.data = form.data.copy()
            form.data["version"] = str(getattr(blocked.target, "version", 0))
            status = 409
    status = 422 if request.method == "POST" and status == 200 else status
    return render(request, "staffing/gate.html", {"form": form, "gate": now}, status=status)


def _page(request: ClinicRequest, profile: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    own = profile.membership_id == request.actor.membership_id
    context = {
        "profile": profile,
        "kind": queries.kind_words(profile),
        "languages": queries.languages_of(profile),
        "licences": queries.licences_of(profile),
        "proofs": queries.proofs_of(profile),
        "matters": queries.matters_of(profile.matters),
        "avoids": queries.matters_of(profile.avoids),
        "load": queries.load_of(profile),
        "is_own": own,
        "may_confirm": not own and request.actor.has("profile.confirm"),
        **more,
    }
    return render(request, "staffing/profile.html", context, status=status)
