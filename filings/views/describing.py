"""A filing's numbers, edition and fee, what it opens the way to, and whom a letter is about."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.queries.words import REVEAL_REASONS
from filings.views.pages import BOTH, POST, about, form_page, stopped


@clinic_view("notice.record", of=queries.filing_of, methods=BOTH)
def record_identifier(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.IdentifierForm(
        request.POST or None,
        described=queries.numbers_described(filing),
        initial={"version": filing.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_identifier(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/identifier.html", form, refusal, **about(filing))
        messages.success(request, _("The number is recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/identifier.html", form, **about(filing))


@clinic_view("client.reveal", of=queries.filing_of, methods=POST)
def reveal_identifier(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.RevealForm(request.POST)
    kind = request.POST.get("kind", "")
    row = next((each for each in queries.numbers_of(filing) if each.kind == kind), None)
    shown, problem = "", ""
    if row is None or not row.tail:
        messages.error(request, _("This number is not recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        shown = actions.reveal_identifier(request.actor, filing=filing, kind=kind, reason=reason)
    else:
        problem = str(form.errors["reason"][0])
    context = {
        **about(filing),
        "number": row,
        "shown": shown,
        "reason_error": problem,
        "reasons": REVEAL_REASONS.items(),
    }
    return render_page(
        request, "filings/number.html", context, fragment="filings/_number.html",
        status=422 if problem else 200,
    )  # fmt: skip


@clinic_view("filing.add", of=queries.filing_of, methods=BOTH)
def describe(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.DescribeForm(
        request.POST or None,
        form=queries.row_of(filing).form,
        today=today(),
        initial={
            "version": filing.version,
            "edition": filing.edition,
            "fee": filing.fee,
            "fee_amount": filing.fee_amount,
        },
    )
    context = {**about(filing), "fee_due": queries.row_of(filing).form.fee_on(today())}
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_filing(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/describe.html", form, refusal, **context)
        messages.success(request, _("Edition and fee are recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/describe.html", form, **context)


@clinic_view("filing.add", of=queries.filing_of, methods=BOTH)
def dependents(request: ClinicRequest, filing: Any) -> HttpResponse:
    """Show what the steps of a filing open the way to, each to be accepted or dismissed."""
    form = forms.DependentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        on, _colon, code = given["proposal"].partition(":")
        try:
            if given["decision"] == "accept":
                made = actions.accept_dependent(
                    request.actor, filing=filing, on=on, form=code, filing_id=given["once"]
                )
                messages.success(request, _("The filing is added, as a draft."))
                return redirect(clinic_url("filings:filing", made.pk))
            actions.dismiss_dependent(
                request.actor, filing=filing, on=on, form=code, reason=given["reason"]
            )
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:filing", given["once"]))
            form.add_error(None, str(refusal.message))
            return _dependents(request, filing, form, status=409)
        messages.success(request, _("The proposal is dismissed; the reason is kept."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return _dependents(request, filing, form, status=422 if form.errors else 200)


def _dependents(
    request: ClinicRequest, filing: Any, form: forms.DependentForm, *, status: int
) -> HttpResponse:
    context = {
        **about(filing),
        "form": form,
        "proposals": queries.dependents_of(filing),
        "named": request.POST.get("proposal", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "filings/dependents.html", context, status=status)


@clinic_view("filing.view", methods=BOTH)
def find(request: ClinicRequest) -> HttpResponse:
    """Find the filing a letter is about. The number comes by POST and stays in no address."""
    form = forms.FindForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.filings_found(request.actor, form.cleaned_data["number"])
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "filings/find.html", {"form": form, "found": found}, status=status)
