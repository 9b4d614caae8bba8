"""Whom the clinic itself is bound to: names that every conflict check compares as well."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms.affiliates import AddAffiliateForm, ChangeAffiliateForm, VersionForm
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("affiliate.view")
def affiliates(request: ClinicRequest) -> HttpResponse:
    context = {
        "groups": queries.affiliate_groups(request.actor),
        "ended": queries.affiliates(request.actor, ended=True),
        "may_edit": request.actor.has("affiliate.edit"),
    }
    return render(request, "clients/affiliates.html", context)


@clinic_view("affiliate.edit", methods=BOTH)
def add_affiliate(request: ClinicRequest) -> HttpResponse:
    form = AddAffiliateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            actions.add_affiliate(request.actor, form_token=token, details=form.details())
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                raise
        messages.success(request, _("Added. Every conflict check compares these names from now."))
        return redirect(clinic_url("clients:affiliates"))
    return _form_page(request, form, status=422 if form.errors else 200)


@clinic_view("affiliate.edit", of=queries.affiliate_of, methods=BOTH)
def change_affiliate(request: ClinicRequest, affiliate: Any) -> HttpResponse:
    form: Any = ChangeAffiliateForm(
        request.POST if request.method == "POST" else None,
        initial=queries.affiliate_said(affiliate),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_affiliate(
                request.actor, affiliate=affiliate, details=form.details(),
                version=form.cleaned_data["version"],
            )  # fmt: skip
            messages.success(request, _("Saved. Every conflict check compares the names as now."))
            return redirect(clinic_url("clients:affiliates"))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            # Read again by the person, sent once more: an answer to what is there now.
            form.data = form.data.copy()
            form.data["version"] = str(getattr(blocked.target, "version", ""))
            status = 409
    status = 422 if form.errors and status == 200 else status
    return _form_page(request, form, status=status, affiliate=affiliate)


def _form_page(request: ClinicRequest, form: Any, *, status: int, **more: Any) -> HttpResponse:
    return render(request, "clients/affiliate_form.html", {"form": form, **more}, status=status)


@clinic_view("affiliate.edit", of=queries.affiliate_of, methods=BOTH)
def end_affiliate(request: ClinicRequest, affiliate: Any) -> HttpResponse:
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": affiliate.version}
    )
    context: dict[str, Any] = {"form": form, "affiliate": affiliate}
    if request.method != "POST":
        return render(request, "clients/end_affiliate.html", context)
    if not form.is_valid():
        return render(request, "clients/end_affiliate.html", context, status=422)
    try:
        actions.end_affiliate(request.actor, affiliate=affiliate, **form.cleaned_data)
    except Blocked as blocked:
        context |= {
            "stop": blocked.message,
            "form": VersionForm(initial={"version": getattr(blocked.target, "version", "")}),
        }
        return render(request, "clients/end_affiliate.html", context, status=409)
    messages.success(request, _("Ended. No conflict check compares these names any more."))
    return redirect(clinic_url("clients:affiliates"))
