"""How the matters of a case ended, and what it brought to the client."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import actions, queries
from cases.forms import outcomes as forms
from cases.views.pages import form_page, stopped, stopped_over
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today

BOTH = ("GET", "POST")


@clinic_view("case.view", of=queries.case_of)
def outcome(request: ClinicRequest, case: Any) -> HttpResponse:
    closes = case.closed_on is None and request.actor.has("case.close")
    context = {
        "case": case,
        "ends": queries.ends_of(request.actor, case),
        "benefits": queries.benefits_of(request.actor, case),
        "blockers": queries.close_blockers(case) if closes else [],
        "outcome": queries.outcome_of(case),
    }
    return render(request, "cases/outcome.html", context)


@clinic_view("matter.move", of=queries.matter_of, methods=BOTH)
def end_matter(request: ClinicRequest, matter: Any) -> HttpResponse:
    page = "cases/end_matter.html"
    about = {"case": matter.case, "shown": queries.matter_shown(matter)}
    start = {
        "version": matter.version, "outcome": matter.outcome, "ended_on": matter.ended_on or today()
    }  # fmt: skip
    form = forms.EndMatterForm(_sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_matter(request.actor, matter=matter, **form.cleaned_data)
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        messages.success(request, _("Recorded."))
        return redirect(_home(matter.case))
    return form_page(request, page, form, **about)


@clinic_view("outcome.record", of=queries.case_of, methods=BOTH)
def add_benefit(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.AddBenefitForm(_sent(request), matters=queries.matters_to_choose(case))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.add_benefit(request.actor, case=case, benefit_id=said.pop("once"), **said)
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(_home(case))
            return stopped(request, "cases/add_benefit.html", form, refusal, case=case)
        messages.success(request, _("Recorded."))
        return redirect(_home(case))
    return form_page(request, "cases/add_benefit.html", form, case=case)


@clinic_view("outcome.record", of=queries.benefit_of, methods=BOTH)
def change_benefit(request: ClinicRequest, benefit: Any) -> HttpResponse:
    page, about = "cases/change_benefit.html", _about(benefit)
    form = forms.ChangeBenefitForm(
        _sent(request), kind=benefit.kind, matters=queries.matters_to_choose(benefit.case),
        initial=forms.ChangeBenefitForm.start(benefit),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_benefit(request.actor, benefit=benefit, **form.cleaned_data)
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        messages.success(request, _("Recorded."))
        return redirect(_home(benefit.case))
    return form_page(request, page, form, **about)


@clinic_view("outcome.record", of=queries.benefit_of, methods=BOTH)
def remove_benefit(request: ClinicRequest, benefit: Any) -> HttpResponse:
    page, about = "cases/remove_benefit.html", _about(benefit)
    form = forms.RemoveBenefitForm(_sent(request), initial={"version": benefit.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_benefit(request.actor, benefit=benefit, **form.cleaned_data)
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        messages.success(request, _("Taken out, with the reason."))
        return redirect(_home(benefit.case))
    return form_page(request, page, form, **about)


def _sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _about(benefit: Any) -> dict[str, Any]:
    return {"case": benefit.case, "shown": queries.benefit_shown(benefit)}


def _home(case: Any) -> str:
    return clinic_url("cases:outcome", case.pk)
