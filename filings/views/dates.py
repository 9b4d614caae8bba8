"""Let a deadline fall on another day: by hand, back again, or from corrected facts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.rules.changes import Change, NewFacts, SetDay, Unset
from filings.views.deadlines import deadline_context, seconds
from filings.views.pages import BOTH, form_page, stopped


@clinic_view("deadline.change", of=queries.deadline_of, methods=BOTH)
def override(request: ClinicRequest, deadline: Any) -> HttpResponse:
    form = forms.SetDayForm(request.POST or None, initial={"version": deadline.version})
    context = {**deadline_context(request, deadline), **seconds(request, deadline)}
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        change = SetDay(said.pop("outer"))
        return _carry_out(request, deadline, change, said, "filings/override.html", form, context)
    return form_page(request, "filings/override.html", form, **context)


@clinic_view("deadline.change", of=queries.deadline_of, methods=BOTH)
def undo_override(request: ClinicRequest, deadline: Any) -> HttpResponse:
    if not deadline.is_overridden:
        messages.error(request, _("Its last day was not set by hand."))
        return redirect(clinic_url("filings:deadline", deadline.pk))
    form = forms.ReasonForm(request.POST or None, initial={"version": deadline.version})
    context = {
        **deadline_context(request, deadline),
        **seconds(request, deadline),
        "compared": queries.compare(deadline, Unset()),
    }
    if request.method == "POST" and form.is_valid():
        page = "filings/undo_override.html"
        return _carry_out(request, deadline, Unset(), form.cleaned_data, page, form, context)
    return form_page(request, "filings/undo_override.html", form, **context)


@clinic_view("deadline.change", of=queries.deadline_of, methods=BOTH)
def change_facts(request: ClinicRequest, deadline: Any) -> HttpResponse:
    """First compare: what stands beside what would come out. Only then can it be saved."""
    rule = queries.rule_named(deadline.rule)
    context = {**deadline_context(request, deadline), **seconds(request, deadline)}
    others = queries.others_of_notice(request.actor, deadline)
    context["others"] = [(each.pk, queries.title_of(each)) for each in others]
    if rule is None:
        messages.error(request, _("Nothing computes this deadline. Set another last day instead."))
        return redirect(clinic_url("filings:deadline", deadline.pk))
    saving = "save" in request.POST
    form = forms.FactsForm(
        request.POST if request.method == "POST" else None,
        rule=rule, today=today(), more="more" in request.POST, saving=saving,
        facts=deadline.facts or {}, version=deadline.version,
    )  # fmt: skip
    valid = form.is_valid()
    if form.computed:
        change = NewFacts(form.facts)
        context["compared"] = queries.compare(deadline, change)
        context["two"] = queries.change_takes_two(deadline, change)
    if valid and saving:
        said = {name: form.cleaned_data[name] for name in ("version", "reason")}
        page = "filings/change_facts.html"
        return _carry_out(request, deadline, change, said, page, form, context)
    return render_page(
        request, "filings/change_facts.html", {"form": form, **context},
        fragment="filings/_facts.html", status=422 if form.errors else 200,
    )  # fmt: skip


def _carry_out(
    request: ClinicRequest, deadline: Any, change: Change, said: dict[str, Any], page: str,
    form: Any, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Do it, or propose it where a second person must agree."""
    try:
        done = actions.move_or_propose(request.actor, deadline=deadline, change=change, **said)
    except Blocked as refusal:
        return stopped(request, page, form, refusal, **context)
    if done:
        messages.success(request, _("The dates are changed. Why stands in the history."))
    else:
        messages.warning(
            request,
            _("Proposed: it would fall later, so somebody else must agree. Nothing has changed."),
        )
    return redirect(clinic_url("filings:deadline", deadline.pk))
