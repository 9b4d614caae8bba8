"""Form -> action or query -> template."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.queries.words import REVEAL_REASONS

BOTH = ("GET", "POST")
POST = ("POST",)


@clinic_view("filing.view", of=case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    context = {
        "case": case,
        "filings": queries.filings_of(request.actor, case),
        "deadlines": queries.deadline_rows(request.actor, case),
    }
    return render(request, "filings/of_case.html", context)


@clinic_view("filing.add", of=case_of, methods=BOTH)
def add(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.AddForm(request.POST or None)
    context = {"case": case, "catalogue": queries.catalogue()}
    if request.method == "POST" and form.is_valid():
        once, code = form.cleaned_data["once"], form.cleaned_data["form"]
        try:
            new = actions.add_filing(request.actor, case=case, form=code, filing_id=once)
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:filing", once))
            return _stopped(request, "filings/add.html", form, refusal, **context)
        return redirect(clinic_url("filings:filing", new.pk))
    return _form_page(request, "filings/add.html", form, **context)


@clinic_view("filing.view", of=queries.filing_of)
def filing(request: ClinicRequest, filing: Any) -> HttpResponse:
    return render(request, "filings/filing.html", _filing_context(request, filing))


@clinic_view("filing.move", of=queries.filing_of, methods=BOTH)
def move(request: ClinicRequest, filing: Any) -> HttpResponse:
    usual = queries.usual_step(filing)
    form = forms.MoveForm(
        request.POST or None,
        steps=queries.offered_steps(filing),
        last=queries.last_day_of(filing),
        today=today(),
        initial={"version": filing.version, "on": today(), "to": usual},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_filing(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return _stopped(request, "filings/move.html", form, refusal, **_about(filing))
        return redirect(clinic_url("filings:filing", filing.pk))
    return _form_page(request, "filings/move.html", form, **_about(filing))


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
            return _stopped(request, "filings/record_receipt.html", form, refusal, **_about(filing))
        messages.success(request, _("The receipt number is recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return _form_page(request, "filings/record_receipt.html", form, **_about(filing))


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


@clinic_view("notice.record", of=queries.filing_of, methods=BOTH)
def record_notice(request: ClinicRequest, filing: Any) -> HttpResponse:
    kind = request.POST.get("kind") or request.GET.get("kind") or ""
    offered = dict(queries.offered_notices(filing))
    context = {**_about(filing), "kinds": offered, "kind": kind, "kind_label": offered.get(kind)}
    if kind not in offered:
        status = 409 if kind else 200
        return render(request, "filings/choose_notice.html", context, status=status)
    bound = request.method == "POST"
    form = forms.NoticeForm(
        request.POST if bound else None,
        request.FILES if bound else None,
        kind=kind,
        form=queries.row_of(filing).form,
        last=queries.last_day_of(filing),
        today=today(),
    )
    if bound and form.is_valid() and "preview" not in request.POST:
        return _record_notice(request, filing, form, context)
    if bound and form.computed:
        context["why"] = queries.preview(form.computed, form.facts)
    status = 422 if bound and form.errors else 200
    return render_page(
        request, "filings/record_notice.html", {"form": form, **context},
        fragment="filings/_preview.html", status=status,
    )  # fmt: skip


def _record_notice(
    request: ClinicRequest, filing: Any, form: forms.NoticeForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        notice = actions.record_notice(
            request.actor, filing=filing, kind=form.kind, **form.for_action()
        )
    except Blocked as refusal:
        if refusal.code == "sent_twice":
            return redirect(clinic_url("filings:filing", filing.pk))
        return _stopped(request, "filings/record_notice.html", form, refusal, **context)
    messages.success(request, _("The notice is recorded."))
    deadline = queries.deadline_made_by(request.actor, notice)
    if deadline is None:
        return redirect(clinic_url("filings:filing", filing.pk))
    return redirect(clinic_url("filings:deadline", deadline.pk))


@clinic_view("notice.download", of=queries.notice_of)
def notice_file(request: ClinicRequest, notice: Any) -> HttpResponseBase:
    if notice.document is None:
        raise Http404
    actions.download_notice(request.actor, notice=notice)
    return download(notice.document, queries.filename_of(notice))


@clinic_view("deadline.view", of=queries.deadline_of)
def deadline(request: ClinicRequest, deadline: Any) -> HttpResponse:
    return render(request, "filings/deadline.html", _deadline_context(request, deadline))


@clinic_view("deadline.acknowledge", of=queries.deadline_of, methods=POST)
def acknowledge(request: ClinicRequest, deadline: Any) -> HttpResponse:
    try:
        actions.acknowledge_deadline(request.actor, deadline=deadline)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        context = _deadline_context(request, queries.deadline_of(request.actor, deadline.pk))
        return render(request, "filings/deadline.html", context, status=409)
    messages.success(request, _("Acknowledged. The reminders go on until it is settled."))
    return redirect(clinic_url("filings:deadline", deadline.pk))


@clinic_view("deadline.settle", of=queries.deadline_of, methods=BOTH)
def settle(request: ClinicRequest, deadline: Any) -> HttpResponse:
    form = forms.SettleForm(request.POST or None, initial={"version": deadline.version})
    context = _deadline_context(request, deadline)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_deadline(request.actor, deadline=deadline, **form.cleaned_data)
        except Blocked as refusal:
            return _stopped(request, "filings/settle.html", form, refusal, **context)
        messages.success(request, _("The deadline is settled."))
        return redirect(clinic_url("filings:deadline", deadline.pk))
    return _form_page(request, "filings/settle.html", form, **context)


@clinic_view("deadline.view", methods=BOTH)
def calculator(request: ClinicRequest) -> HttpResponse:
    """Try a rule without a case.

    Facts may hold a birth date: they come by POST and are in no address, session, message or log.
    Nothing is stored, and nothing about a client is read, so there is nothing to record.
    """
    named = request.GET.get("rule", "")
    rule = queries.rule_named(named)
    if rule is None:
        status = 404 if named else 422 if request.method == "POST" else 200
        context = {"areas": queries.areas(), "wrong": status != 200}
        return render(request, "filings/choose_rule.html", context, status=status)
    sent = request.POST if request.method == "POST" else None
    form = forms.CalculatorForm(sent, rule=rule, today=today(), more="more" in request.POST)
    valid = form.is_valid()
    context = {
        "form": form,
        "rule": rule,
        "title": _(rule.name),
        "about": f"{queries.country_of(rule)} · {queries.area_of(rule)}",
        "why": queries.preview(form.computed, form.facts) if valid and form.computed else None,
    }
    return render_page(
        request, "filings/calculator.html", context,
        fragment="filings/_calculator.html", status=422 if form.errors else 200,
    )  # fmt: skip


def _about(filing: Any) -> dict[str, Any]:
    return {"case": filing.case, "filing": filing, "row": queries.row_of(filing)}


def _filing_context(request: ClinicRequest, filing: Any) -> dict[str, Any]:
    return {
        **_about(filing),
        "line": queries.filing_line(filing),
        "needs": queries.needs_of(filing),
        "steps": queries.offered_steps(filing),
        "kinds": queries.offered_notices(filing),
        "notices": queries.notices_of(request.actor, filing),
        "deadlines": queries.deadline_rows(request.actor, filing.case, filing=filing),
        "receipt_tail": queries.receipt_tail(filing),
        "takes_receipt": queries.takes_receipt(filing),
        "reasons": REVEAL_REASONS.items(),
    }


def _deadline_context(request: ClinicRequest, deadline: Any) -> dict[str, Any]:
    return {
        "case": deadline.case,
        "deadline": deadline,
        "row": queries.deadline_row(deadline),
        "why": queries.why(deadline),
        "events": queries.history_of(request.actor, deadline),
    }


def _form_page(
    request: HttpRequest, page: str, form: django_forms.Form, **context: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)


def _stopped(
    request: HttpRequest, page: str, form: django_forms.Form, refusal: Blocked, **context: Any
) -> HttpResponse:
    """Show the form again as it was sent, with why nothing was changed."""
    form.add_error(None, str(refusal.message))
    if refusal.code == "changed_meanwhile":
        # Read again by the person, sent once more: that is an answer to what is there now.
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(getattr(refusal.target, "version", ""))  # type: ignore[index]
    return render(request, page, {"form": form, **context}, status=409)
