"""What hours are worth: sums of a period, rates, funders, who pays for a case."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from agenda.rules import hours as rules
from agenda.rules import worth
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("hours.sum")
def hour_sums(request: ClinicRequest) -> HttpResponse:
    """Sum a period; this year by person, unless another is asked for."""
    asked = request.GET if "first" in request.GET else None
    form = forms.PeriodForm(asked or forms.this_year())
    context: dict[str, Any] = {"form": form, "may_rate": request.actor.has("hours.rate")}
    if form.is_valid():
        lines, whole = queries.sums(request.actor, **form.arguments())
        head = [worth.BY[form.cleaned_data["by"]], _("Hours"), _("Worth"), _("Without a rate")]
        context |= {"lines": lines, "whole": whole, "head": head, "numbers": (2, 3, 4)}
    status = 200 if form.is_valid() else 422
    return render(request, "agenda/hour_sums.html", context, status=status)


@clinic_view("hours.rate")
def rates(request: ClinicRequest) -> HttpResponse:
    lines = [
        {
            "rate": row,
            "kind": rules.KINDS[row.kind] if row.kind else _("Every kind"),
            "funder": row.funder.name if row.funder else _("Any funder, or none"),
            "amount": f"{row.cents // 100}.{row.cents % 100:02} {row.currency}",
        }
        for row in queries.rates()
    ]
    head = [_("From"), _("Kind"), _("Funder"), _("Worth of an hour"), _("Set by")]
    context = {"lines": lines, "funders": queries.funders(), "head": head}
    context["numbers"] = (4,)
    return render(request, "agenda/rates.html", context)


@clinic_view("hours.rate", methods=BOTH)
def set_rate(request: ClinicRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, stop = forms.RateForm(sent, funders=queries.funders()), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_rate(request.actor, **form.arguments())
            return redirect(clinic_url("agenda:rates"))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "stop": stop}
    return render(request, "agenda/set_rate.html", context, status=_status(form, stop))


@clinic_view("hours.rate", methods=BOTH)
def add_funder(request: ClinicRequest) -> HttpResponse:
    form, stop = forms.FunderForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_funder(request.actor, funder_id=said["once"], name=said["name"])
            return redirect(clinic_url("agenda:rates"))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "stop": stop}
    return render(request, "agenda/add_funder.html", context, status=_status(form, stop))


@clinic_view("hours.rate", of=queries.case_of, methods=BOTH)
def set_funder(request: ClinicRequest, case: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    now = queries.funder_now(case)
    initial = {"funder": str(now.pk) if now else ""}
    form = forms.CaseFunderForm(sent, funders=queries.funders(), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_funder(request.actor, case=case, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(clinic_url("agenda:case_hours", case.pk))
    context = {"form": form, "case": case}
    return render(request, "agenda/set_funder.html", context, status=_status(form, None))


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
