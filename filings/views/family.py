"""The relatives of a case's client, without a name until it is asked for with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clients.forms import REASONS, RevealForm
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions
from filings.forms import family as forms
from filings.queries import family as queries
from filings.queries import filing_of
from filings.views.pages import BOTH, POST, about, form_page, stopped


@clinic_view("family.view", of=case_of)
def family(request: ClinicRequest, case: Any) -> HttpResponse:
    return render(request, "filings/family.html", _context(request, case))


@clinic_view("family.edit", of=case_of, methods=BOTH)
def add_relative(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.AddRelativeForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_relative(request.actor, case=case, **form.arguments())
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:family", case.pk))
            return stopped(request, "filings/add_relative.html", form, refusal, case=case)
        messages.success(
            request, _("The relative is recorded. The conflict check has to be run again.")
        )
        return redirect(clinic_url("filings:family", case.pk))
    return form_page(request, "filings/add_relative.html", form, case=case)


@clinic_view("family.edit", of=queries.member_of, methods=BOTH)
def change_relative(request: ClinicRequest, member: Any) -> HttpResponse:
    details = member.details or {}
    form = forms.ChangeRelativeForm(
        request.POST or None, today=today(), initial={"version": member.version, **details}
    )
    context = {"case": member.case, "member": member, "label": queries.label_of(member)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_relative(request.actor, member=member, **form.arguments())
        except Blocked as refusal:
            return stopped(request, "filings/change_relative.html", form, refusal, **context)
        messages.success(request, _("The record is corrected."))
        return redirect(clinic_url("filings:family", member.case_id))
    return form_page(request, "filings/change_relative.html", form, **context)


@clinic_view("family.edit", of=queries.member_of, methods=BOTH)
def remove_relative(request: ClinicRequest, member: Any) -> HttpResponse:
    form = forms.RemoveRelativeForm(request.POST or None, initial={"version": member.version})
    context = {"case": member.case, "member": member, "label": queries.label_of(member)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_relative(request.actor, member=member, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/remove_relative.html", form, refusal, **context)
        messages.success(request, _("Removed. What was recorded stays in the history."))
        return redirect(clinic_url("filings:family", member.case_id))
    return form_page(request, "filings/remove_relative.html", form, **context)


@clinic_view("family.view", of=case_of, methods=POST)
def reveal_family(request: ClinicRequest, case: Any) -> HttpResponse:
    form = RevealForm(request.POST)
    shown: dict[str, Any] = {"reason_error": form.said}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        members = actions.reveal_family(request.actor, case=case, reason=reason)
        shown = {"named": queries.named_family(case, members)}
    context = {**_context(request, case), **shown}
    return render_page(
        request, "filings/family.html", context, fragment="filings/_family_names.html",
        status=200 if form.is_valid() else 422,
    )  # fmt: skip


@clinic_view("family.edit", of=case_of, methods=POST)
def watch_family(request: ClinicRequest, case: Any) -> HttpResponse:
    try:
        actions.watch_family(request.actor, case=case)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        context = _context(request, case)
        return render(request, "filings/family.html", context, status=409)
    messages.success(request, _("The ages are computed from what is recorded today."))
    return redirect(clinic_url("filings:family", case.pk))


@clinic_view("filing.add", of=queries.member_of, methods=POST)
def add_family_filing(request: ClinicRequest, member: Any) -> HttpResponse:
    form = forms.FamilyFilingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a form again; this page was out of date."))
        context = _context(request, member.case)
        return render(request, "filings/family.html", context, status=422)
    once, code = form.cleaned_data["once"], form.cleaned_data["form"]
    try:
        new = actions.add_family_filing(request.actor, member=member, form=code, filing_id=once)
    except Blocked as refusal:
        if refusal.code == "sent_twice":
            return redirect(clinic_url("filings:filing", once))
        messages.error(request, str(refusal.message))
        return render(request, "filings/family.html", _context(request, member.case), status=409)
    return redirect(clinic_url("filings:filing", new.pk))


@clinic_view("filing.add", of=filing_of, methods=BOTH)
def name_relative(request: ClinicRequest, filing: Any) -> HttpResponse:
    members = queries.family_choices(filing.case)
    form = forms.RelativeOfForm(
        request.POST or None,
        members=members,
        initial={"version": filing.version, "member": str(filing.family_member_id or "")},
    )
    context = {**about(filing), "members": members}
    if request.method == "POST" and form.is_valid():
        member = queries.member_of(request.actor, form.cleaned_data["member"])
        version = form.cleaned_data["version"]
        try:
            actions.name_relative_of(request.actor, filing=filing, member=member, version=version)
        except Blocked as refusal:
            return stopped(request, "filings/name_relative.html", form, refusal, **context)
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/name_relative.html", form, **context)


@clinic_view("filing.move", of=filing_of, methods=BOTH)
def plan_filing(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.PlanForm(
        request.POST or None,
        today=today(),
        initial={"version": filing.version, "planned_for": filing.planned_for},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_filing(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/plan.html", form, refusal, **about(filing))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/plan.html", form, **about(filing))


def _context(request: ClinicRequest, case: Any) -> dict[str, Any]:
    return {
        "case": case,
        "page": queries.family_page(request.actor, case),
        "new_filing": forms.FamilyFilingForm(),
        "reasons": REASONS,
    }
