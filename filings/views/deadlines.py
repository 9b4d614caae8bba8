"""Deadlines: why, acknowledge, settle, open again, and the calculator."""

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
from filings.queries.family_watch import watches_age
from filings.rules.changes import Settle
from filings.views.pages import BOTH, POST, form_page, stopped


@clinic_view("deadline.view", of=queries.deadline_of)
def deadline(request: ClinicRequest, deadline: Any) -> HttpResponse:
    context = deadline_context(request, deadline)
    return render(request, "filings/deadline.html", context | {"age": watches_age(deadline)})


@clinic_view("deadline.acknowledge", of=queries.deadline_of, methods=POST)
def acknowledge(request: ClinicRequest, deadline: Any) -> HttpResponse:
    try:
        actions.acknowledge_deadline(request.actor, deadline=deadline)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        context = deadline_context(request, queries.deadline_of(request.actor, deadline.pk))
        return render(request, "filings/deadline.html", context, status=409)
    messages.success(request, _("Acknowledged. The reminders go on until it is settled."))
    return redirect(clinic_url("filings:deadline", deadline.pk))


@clinic_view("deadline.settle", of=queries.deadline_of, methods=BOTH)
def settle(request: ClinicRequest, deadline: Any) -> HttpResponse:
    form = forms.SettleForm(request.POST or None, initial={"version": deadline.version})
    context = {**deadline_context(request, deadline), **seconds(request, deadline)}
    if request.method == "POST" and form.is_valid():
        try:
            settled = _settle(request, deadline, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/settle.html", form, refusal, **context)
        if settled:
            messages.success(request, _("The deadline is settled."))
        else:
            messages.warning(request, _("Proposed. Until somebody agrees, nothing has changed."))
        return redirect(clinic_url("filings:deadline", deadline.pk))
    return form_page(request, "filings/settle.html", form, **context)


def _settle(
    request: ClinicRequest, deadline: Any, *, status: str, reason: str, version: int
) -> bool:
    """Settle it, or propose to where missing it ends the right; tell whether it is settled."""
    given = {"deadline": deadline, "reason": reason, "version": version}
    if deadline.jurisdictional:
        actions.propose_change(request.actor, change=Settle(status), **given)
        return False
    actions.settle_deadline(request.actor, status=status, **given)
    return True


@clinic_view("deadline.settle", of=queries.deadline_of, methods=BOTH)
def reopen(request: ClinicRequest, deadline: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST or None, initial={"version": deadline.version})
    context = deadline_context(request, deadline)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_deadline(request.actor, deadline=deadline, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/reopen.html", form, refusal, **context)
        messages.success(request, _("The deadline is open again, and reminders ask about it."))
        return redirect(clinic_url("filings:deadline", deadline.pk))
    return form_page(request, "filings/reopen.html", form, **context)


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
        sought = request.GET.get("q", "")[:60]
        context = {"areas": queries.areas(sought), "sought": sought, "wrong": status != 200}
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


def deadline_context(request: ClinicRequest, deadline: Any) -> dict[str, Any]:
    return {
        "case": deadline.case,
        "deadline": deadline,
        "row": queries.deadline_row(deadline),
        "why": queries.why(deadline),
        "events": queries.history_of(request.actor, deadline),
        "proposals": queries.proposals_about(request.actor, deadline),
    }


def seconds(request: ClinicRequest, deadline: Any) -> dict[str, Any]:
    """Return who could agree, where somebody must; the list may be empty, and the page says so."""
    if not deadline.jurisdictional:
        return {}
    return {
        "approvers": queries.approvers(deadline.case_id, but=request.actor.membership_id),
    }
