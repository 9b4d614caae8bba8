"""The filings of a case: add, take steps, keep the receipt number."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from documents.queries import lists_of_filing
from filings import actions, forms, queries
from filings.queries.certifications import certification_of, is_asked_of_agencies
from filings.queries.family import about_relative
from filings.queries.planning import with_plans
from filings.queries.words import REVEAL_REASONS
from filings.views.pages import BOTH, POST, about, form_page, stopped


@clinic_view("filing.view", of=case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    context = {
        "case": case,
        "filings": queries.filings_of(request.actor, case),
        "deadlines": queries.deadline_rows(request.actor, case),
        "letters": queries.waiting_readings(request.actor, case),
        "kept_letters": queries.dismissed_readings(request.actor, case),
    }
    return render(request, "filings/of_case.html", context)


@clinic_view("filing.add", of=case_of, methods=BOTH)
def add(request: ClinicRequest, case: Any) -> HttpResponse:
    sought = request.GET.get("q", "")[:60]
    form = forms.AddForm(request.POST or None, initial={"form": request.GET.get("form", "")})
    context = {"case": case, "groups": queries.offers(sought), "sought": sought}
    if request.method == "POST" and form.is_valid():
        once, code = form.cleaned_data["once"], form.cleaned_data["form"]
        try:
            new = actions.add_filing(request.actor, case=case, form=code, filing_id=once)
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:filing", once))
            return stopped(request, "filings/add.html", form, refusal, **context)
        return redirect(clinic_url("filings:filing", new.pk))
    return form_page(request, "filings/add.html", form, **context)


@clinic_view("filing.view", of=queries.filing_of)
def filing(request: ClinicRequest, filing: Any) -> HttpResponse:
    return render(request, "filings/filing.html", _filing_context(request, filing))


@clinic_view("filing.move", of=queries.filing_of, methods=BOTH)
def move(request: ClinicRequest, filing: Any) -> HttpResponse:
    usual = queries.usual_step(filing)
    form = forms.MoveForm(
        request.POST or None,
        request.FILES or None,
        steps=queries.offered_steps(request.actor, filing),
        form=queries.row_of(filing).form,
        last=queries.last_day_of(filing),
        today=today(),
        initial={"version": filing.version, "on": today(), "to": usual},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_filing(request.actor, filing=filing, **form.for_action())
        except Blocked as refusal:
            return stopped(request, "filings/move.html", form, refusal, **about(filing))
        messages.success(request, _("The step is recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/move.html", form, **about(filing))


@clinic_view("notice.download", of=queries.move_of)
def step_file(request: ClinicRequest, move: Any) -> HttpResponseBase:
    if move.document is None:
        raise Http404
    actions.download_step(request.actor, move=move)
    return download(move.document, queries.filename_of_step(move))


@clinic_view("notice.record", of=queries.filing_of, methods=BOTH)
def record_receipt(request: ClinicRequest, filing: Any) -> HttpResponse:
    sent = queries.awaits_receipt(filing)
    form = forms.ReceiptForm(
        request.POST or None,
        last=queries.last_day_of(filing) if sent else None,
        today=today(),
        initial={"version": filing.version, "on": "" if sent else queries.receipted_on(filing)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_receipt(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/record_receipt.html", form, refusal, **about(filing))
        messages.success(request, _("The receipt number is recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/record_receipt.html", form, **about(filing))


@clinic_view("client.reveal", of=queries.filing_of, methods=POST)
def reveal_receipt(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.RevealForm(request.POST)
    number, problem = "", ""
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        number = actions.reveal_receipt(request.actor, filing=filing, reason=reason)
    else:
        problem = str(form.errors["reason"][0])
    shown = {"receipt_number": number, "reason_error": problem}
    context = {**_filing_context(request, filing), **shown}
    return render_page(
        request, "filings/filing.html", context, fragment="filings/_receipt.html",
        status=422 if problem else 200,
    )  # fmt: skip


def _filing_context(request: ClinicRequest, filing: Any) -> dict[str, Any]:
    return {
        **about(filing),
        "line": queries.filing_line(filing),
        "steps_taken": queries.steps_taken(request.actor, filing),
        "needs": queries.needs_of(filing),
        "steps": queries.offered_steps(request.actor, filing),
        "kinds": queries.offered_notices(filing),
        "notices": with_plans(
            request.actor, filing.case, queries.notices_of(request.actor, filing)
        ),
        "deadlines": queries.deadline_rows(request.actor, filing.case, filing=filing),
        "lists": lists_of_filing(request.actor, filing.case, filing.pk),
        "may_list": request.actor.has("exhibit.work"),
        "receipt_tail": queries.receipt_tail(filing),
        "said": queries.said_none(filing),
        "asks": queries.asks_for_deadline(request.actor, filing),
        "takes_receipt": queries.takes_receipt(filing),
        "has_receipt": queries.row_of(filing).form.takes("receipt"),
        "numbers": queries.numbers_of(filing),
        "papers": queries.papers_of(filing),
        "proposals": queries.dependents_of(filing),
        "reasons": REVEAL_REASONS.items(),
        **about_relative(filing),
        "certification": certification_of(filing) if is_asked_of_agencies(filing) else None,
    }
