"""Access to a case for a time: give it, end it, take it in an emergency, look at it afterwards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import actions, queries
from cases.forms.timed import GiveForm, GlassForm, ReviewForm
from cases.rules.standing import REPRESENTATIVE
from cases.views.pages import form_page, stopped
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")
MOST_SHOWN = 50


@clinic_view("access.give", of=queries.case_of, methods=BOTH)
def give(request: ClinicRequest, case: Any) -> HttpResponse:
    people = {str(seat.pk): seat for seat in queries.who_may_be_given(case)}
    may_override = request.actor.has("assign.override")
    form = GiveForm(request.POST or None, people=people, may_override=may_override)
    about = {"case": case, "blockers": queries.assign_blockers(case)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.give_access(
                request.actor, case=case, membership=people[said["person"]],
                hours=said["hours"], reason=said["reason"], override=said.get("override", ""),
            )  # fmt: skip
        except Blocked as refusal:
            return stopped(request, "cases/give_access.html", form, refusal, **about)
        messages.success(request, _("This person sees the case until the time you chose."))
        return redirect(clinic_url("cases:access", case.pk))
    return form_page(request, "cases/give_access.html", form, **about)


@clinic_view("access.give", of=queries.timed_access, methods=BOTH)
def end(request: ClinicRequest, access: Any) -> HttpResponse:
    context: dict[str, Any] = {"case": access.case, "access": access}
    if request.method == "POST":
        try:
            actions.end_access(request.actor, access=access)
        except Blocked as refusal:
            context["stop"] = refusal.message
            return render(request, "cases/end_access.html", context, status=409)
        messages.success(request, _("Ended. This person no longer sees the case."))
        return redirect(clinic_url("cases:access", access.case_id))
    return render(request, "cases/end_access.html", context)


@clinic_view("glass.break", methods=BOTH)
def break_glass(request: ClinicRequest) -> HttpResponse:
    form = GlassForm(request.POST or None)
    about = {"represents": REPRESENTATIVE in request.actor.roles}
    if request.method == "POST" and form.is_valid():
        try:
            access = actions.break_glass(request.actor, **form.cleaned_data)
        except Blocked as refusal:
            if refusal.code == "sees_already" and refusal.target is not None:
                return redirect(clinic_url("cases:case", refusal.target.pk))
            return stopped(request, "cases/break_glass.html", form, refusal, **about)
        messages.warning(request, _("You see this case now. The supervisors were told."))
        return redirect(clinic_url("cases:case", access.case_id))
    return form_page(request, "cases/break_glass.html", form, **about)


@clinic_view("glass.review")
def glass(request: ClinicRequest) -> HttpResponse:
    context = {
        "waiting": queries.to_review(request.actor),
        "done": queries.reviewed(request.actor)[:MOST_SHOWN],
    }
    return render(request, "cases/glass.html", context)


@clinic_view("glass.review", of=queries.timed_access, methods=BOTH)
def review(request: ClinicRequest, access: Any) -> HttpResponse:
    form = ReviewForm(request.POST or None)
    about = {
        "case": access.case,
        "access": access,
        "beyond": queries.is_beyond(request.actor, access),
    }
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.review_glass(
                request.actor, access=access, proper=said["found"] == "proper",
                review=said["review"],
            )  # fmt: skip
        except Blocked as refusal:
            return stopped(request, "cases/review_glass.html", form, refusal, **about)
        messages.success(request, _("Your review was kept."))
        return redirect(clinic_url("cases:glass"))
    return form_page(request, "cases/review_glass.html", form, **about)
