"""Add a deadline that no notice set going, and say that no date runs for a filing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.views.pages import BOTH, POST, about, form_page, stopped


@clinic_view("deadline.add", of=case_of, methods=BOTH)
def add_deadline(request: ClinicRequest, case: Any) -> HttpResponse:
    """Choose a rule, give its facts, see the dates with every step, then keep them."""
    named = request.GET.get("rule", "")
    rule = queries.rule_named(named)
    filings = queries.filings_by_id(request.actor, case)
    chosen = request.GET.get("filing", "")
    context: dict[str, Any] = {"case": case, "filing": chosen if chosen in filings else ""}
    if rule is None:
        status = 404 if named else 422 if request.method == "POST" else 200
        sought = request.GET.get("q", "")[:60]
        context |= {"areas": queries.areas(sought), "sought": sought, "wrong": status != 200}
        return render(request, "filings/add_deadline_rule.html", context, status=status)
    sent = request.POST if request.method == "POST" else None
    form = forms.AddDeadlineForm(
        sent, rule=rule, today=today(), more="more" in request.POST,
        filings=[(pk, filing.form) for pk, filing in filings.items()], about=context["filing"],
    )  # fmt: skip
    context |= {"rule": rule, "title": _(rule.name)}
    valid = form.is_valid()
    if valid and "preview" not in request.POST:
        return _add(request, case, filings, form, context)
    if form.computed:
        context["why"] = queries.preview(form.computed, form.facts)
    return render_page(
        request, "filings/add_deadline.html", {"form": form, **context},
        fragment="filings/_preview.html", status=422 if form.errors else 200,
    )  # fmt: skip


def _add(
    request: ClinicRequest, case: Any, filings: dict[str, Any], form: Any, context: dict[str, Any]
) -> HttpResponse:
    said = form.cleaned_data
    try:
        new = actions.add_deadline(
            request.actor, case=case, rule=form.rule.id, facts=form.facts,
            filing=filings.get(said["filing"]), deadline_id=said["once"],
        )  # fmt: skip
    except Blocked as refusal:
        if refusal.code == "sent_twice":
            return redirect(clinic_url("filings:deadline", said["once"]))
        return stopped(request, "filings/add_deadline.html", form, refusal, **context)
    messages.success(request, _("The deadline is added, and reminders ask about it."))
    return redirect(clinic_url("filings:deadline", new.pk))


@clinic_view("deadline.add", of=case_of, methods=BOTH)
def set_deadline(request: ClinicRequest, case: Any) -> HttpResponse:
    filings = queries.filings_by_id(request.actor, case)
    chosen = request.GET.get("filing", "")
    form = forms.OrderedForm(
        request.POST or None,
        filings=[(pk, filing.form) for pk, filing in filings.items()],
        about=chosen if chosen in filings else "",
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        once, filing = said.pop("once"), filings.get(said.pop("filing"))
        try:
            new = actions.set_deadline(
                request.actor, case=case, filing=filing, deadline_id=once, **said
            )
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:deadline", once))
            return stopped(request, "filings/set_deadline.html", form, refusal, case=case)
        messages.success(request, _("The day is recorded, and reminders ask about it."))
        return redirect(clinic_url("filings:deadline", new.pk))
    return form_page(request, "filings/set_deadline.html", form, case=case)


@clinic_view("deadline.settle", of=queries.filing_of, methods=BOTH)
def no_deadline(request: ClinicRequest, filing: Any) -> HttpResponse:
    form = forms.NoDeadlineForm(request.POST or None, initial={"version": filing.version})
    context = {**about(filing), "said": queries.said_none(filing)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_no_deadline(request.actor, filing=filing, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/no_deadline.html", form, refusal, **context)
        messages.success(
            request, _("Recorded. It holds until the filing's next step, notice or deadline.")
        )
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/no_deadline.html", form, **context)


@clinic_view("deadline.settle", of=queries.filing_of, methods=POST)
def take_back_no_deadline(request: ClinicRequest, filing: Any) -> HttpResponse:
    try:
        actions.take_back_no_deadline(request.actor, filing=filing)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        form = forms.NoDeadlineForm(initial={"version": filing.version})
        context = {**about(filing), "said": queries.said_none(filing), "form": form}
        return render(request, "filings/no_deadline.html", context, status=409)
    messages.success(request, _("Taken back. The filing asks for a date again."))
    return redirect(clinic_url("filings:filing", filing.pk))
