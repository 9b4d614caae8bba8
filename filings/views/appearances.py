"""Appearances of attorneys, and a client's move."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from filings import actions
from filings.forms import appearances as forms
from filings.queries import appearances as queries
from filings.views.pages import BOTH, form_page, stopped


@clinic_view("filing.view")
def appearances(request: ClinicRequest) -> HttpResponse:
    """List the cases that lack an appearance, and the appearances that should end."""
    context = {
        "lacking": queries.cases_lacking(request.actor),
        "to_end": queries.to_end(request.actor),
    }
    return render(request, "filings/appearances.html", context)


@clinic_view("filing.view", of=case_of)
def appearances_of(request: ClinicRequest, case: Any) -> HttpResponse:
    context = {"case": case, "lines": queries.appearances_of(request.actor, case)}
    return render(request, "filings/appearances_of.html", context)


@clinic_view("appearance.enter", of=case_of, methods=BOTH)
def enter_appearance(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.EnterForm(
        request.POST or None,
        today=today(),
        attorneys=queries.attorneys_of(case),
        initial={"on": today(), "body": "uscis"},
    )
    if request.method == "POST" and form.is_valid():
        seat = queries.seat_in(case, form.cleaned_data["attorney"])
        body, on = form.cleaned_data["body"], form.cleaned_data["on"]
        try:
            actions.enter_appearance(request.actor, case=case, membership=seat, body=body, on=on)
        except Blocked as refusal:
            return stopped(request, "filings/enter_appearance.html", form, refusal, case=case)
        return redirect(clinic_url("filings:appearances_of", case.pk))
    return form_page(request, "filings/enter_appearance.html", form, case=case)


@clinic_view("appearance.enter", of=queries.appearance_of, methods=BOTH)
def end_appearance(request: ClinicRequest, appearance: Any) -> HttpResponse:
    case = appearance.case
    others = [each for each in queries.attorneys_of(case) if each[0] != appearance.membership_id]
    form = forms.EndForm(
        request.POST or None, today=today(), attorneys=others, initial={"on": today()}
    )
    context = {"case": case, "appearance": appearance}
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        chosen = given.pop("successor")
        seat = queries.seat_in(case, chosen) if chosen else None
        try:
            actions.end_appearance(request.actor, appearance=appearance, successor=seat, **given)
        except Blocked as refusal:
            return stopped(request, "filings/end_appearance.html", form, refusal, **context)
        return redirect(clinic_url("filings:appearances_of", case.pk))
    return form_page(request, "filings/end_appearance.html", form, **context)


@clinic_view("filing.add", of=case_of, methods=BOTH)
def moved(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.MovedForm(
        request.POST or None, today=today(), initial={"in_court": "court" in request.GET}
    )
    if request.method == "POST" and form.is_valid():
        day, in_court = form.cleaned_data["on"], form.cleaned_data["in_court"]
        try:
            actions.record_move(request.actor, case=case, moved=day, in_court=in_court)
        except Blocked as refusal:
            return stopped(request, "filings/moved.html", form, refusal, case=case)
        messages.success(request, _("What is due after the move is computed."))
        return redirect(clinic_url("filings:of_case", case.pk))
    return form_page(request, "filings/moved.html", form, case=case)
