"""What waits for a second person: the queue, one proposal, yes, no, withdrawn."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from filings import actions, forms, queries
from filings.views.pages import POST

MOST = 100


@clinic_view("deadline.view")
def proposals(request: ClinicRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "to_decide": queries.proposal_rows(actor, queries.proposals_to_decide(actor)[:MOST]),
        "of_mine": queries.proposal_rows(actor, queries.proposals_of_mine(actor)[:MOST]),
    }
    return render(request, "filings/proposals.html", context)


@clinic_view("deadline.view", of=queries.proposal_of)
def proposal(request: ClinicRequest, proposal: Any) -> HttpResponse:
    return _page(request, proposal)


@clinic_view("deadline.approve", of=queries.proposal_of, methods=POST)
def approve(request: ClinicRequest, proposal: Any) -> HttpResponse:
    form = forms.AgreeForm(request.POST, prefix="agree")
    said = _("Done. It stands in the history of the deadline, with both names.")
    return _decide(request, proposal, actions.approve_proposal, said, agree=form)


@clinic_view("deadline.approve", of=queries.proposal_of, methods=POST)
def decline(request: ClinicRequest, proposal: Any) -> HttpResponse:
    form = forms.ReasonForm(request.POST, prefix="decline")
    said = _("Declined. The deadline stays as it is.")
    return _decide(request, proposal, actions.decline_proposal, said, refuse=form)


@clinic_view("deadline.settle", of=queries.proposal_of, methods=POST)
def withdraw(request: ClinicRequest, proposal: Any) -> HttpResponse:
    form = forms.VersionForm(request.POST, prefix="withdraw")
    said = _("Withdrawn. The deadline stays as it is.")
    return _decide(request, proposal, actions.withdraw_proposal, said, take_back=form)


def _decide(
    request: ClinicRequest,
    proposal: Any,
    act: Callable[..., Any],
    said: str,
    **form: django_forms.Form,
) -> HttpResponse:
    (sent,) = form.values()
    if not sent.is_valid():
        return _page(request, proposal, status=422, **form)
    try:
        act(request.actor, proposal=proposal, **sent.cleaned_data)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        again = queries.proposal_of(request.actor, proposal.pk)
        return _page(request, again, status=409)
    messages.success(request, said)
    return redirect(clinic_url("filings:deadline", proposal.deadline_id))


def _page(
    request: ClinicRequest, proposal: Any, *, status: int = 200, **sent: django_forms.Form
) -> HttpResponse:
    initial = {"version": proposal.version}
    empty = {
        "agree": forms.AgreeForm(initial=initial, prefix="agree"),
        "refuse": forms.ReasonForm(initial=initial, prefix="decline"),
        "review": forms.ReviewForm(),
        "take_back": forms.VersionForm(initial=initial, prefix="withdraw"),
    }
    context = {
        "case": proposal.case,
        "row": queries.proposal_row(request.actor, proposal),
        "compared": queries.compared(proposal),
        "approvers": queries.approvers(proposal.case_id, but=proposal.proposed_by_id),
        **empty,
        **sent,
    }
    return render(request, "filings/proposal.html", context, status=status)
