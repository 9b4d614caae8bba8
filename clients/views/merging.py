"""Look for duplicates, propose to join two records, agree to it or not, and take it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms.merging import AgreeForm, WhyForm, WhyVersionForm
from clients.queries import merging as reads
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("client.merge", of=queries.client_of, methods=("GET", "POST"))
def duplicates(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    context: dict[str, Any] = {
        "client": client,
        "merges": [
            {
                "merge": row,
                "status": reads.merge_status(row.status),
                "tone": reads.TONES[row.status],
                "other": row.duplicate if row.client_id == client.pk else row.client,
            }
            for row in reads.merges_of(request.actor, client)
        ],
    }
    if request.method == "POST":
        context["found"] = actions.seek_duplicates(request.actor, client=client)
        context["sought"] = True
    return render(request, "clients/duplicates.html", context)


@clinic_view("client.merge", of=queries.client_of, methods=("GET", "POST"))
def propose_merge(request: ClinicRequest, client: queries.Client, other: UUID) -> HttpResponse:
    duplicate = queries.client_of(request.actor, other)
    form = WhyForm(request.POST or None)
    if request.method != "POST":
        return _propose(request, client, duplicate, WhyForm())
    if not form.is_valid():
        return _propose(request, client, duplicate, form, status=422)
    try:
        made = actions.propose_merge(
            request.actor, client=client, duplicate=duplicate, **form.cleaned_data
        )
    except Blocked as stop:
        return _propose(request, client, duplicate, form, status=409, stop=stop.message)
    messages.success(request, _("Proposed. Somebody else looks at both records and decides."))
    return redirect(clinic_url("clients:merge", made.pk))


def _propose(
    request: ClinicRequest,
    client: queries.Client,
    duplicate: queries.Client,
    form: WhyForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    against = reads.standing_against(request.actor, client, duplicate)
    context = {
        "client": client,
        "duplicate": duplicate,
        "sides": [reads.side_of(request.actor, each) for each in (client, duplicate)],
        "against": reads.obstacle_texts(against),
        "form": form,
        **more,
    }
    return render(request, "clients/propose_merge.html", context, status=status)


@clinic_view("client.merge", of=reads.merge_of)
def merge(request: ClinicRequest, merge: Any) -> HttpResponse:
    return _page(request, merge)


def _page(request: ClinicRequest, merge: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    versioned = {"version": merge.version}
    against = []
    if merge.status == "proposed":
        against = reads.standing_against(request.actor, merge.client, merge.duplicate)
    context = {
        "merge": merge,
        "client": merge.client,
        "status": reads.merge_status(merge.status),
        "tone": reads.TONES[merge.status],
        "sides": [reads.side_of(request.actor, each) for each in (merge.client, merge.duplicate)],
        "against": reads.obstacle_texts(against),
        "own": merge.proposed_by.user_id == request.actor.user_id,
        "agree": AgreeForm(initial=versioned),
        "why": WhyVersionForm(initial=versioned),
        **more,
    }
    return render(request, "clients/merge.html", context, status=status)


@clinic_view("client.merge", of=reads.merge_of, methods=("POST",))
def confirm_merge(request: ClinicRequest, merge: Any) -> HttpResponse:
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _page(request, merge, agree=form, status=422)
    try:
        actions.confirm_merge(request.actor, merge=merge, version=form.cleaned_data["version"])
    except Blocked as stop:
        return _page(request, merge, stop=stop.message, status=409)
    messages.success(request, _("Joined. The conflict check has to be run again."))
    return redirect(clinic_url("clients:client", merge.client_id))


@clinic_view("client.merge", of=reads.merge_of, methods=("POST",))
def decline_merge(request: ClinicRequest, merge: Any) -> HttpResponse:
    return _with_reason(request, merge, actions.decline_merge, _("The records stay apart."))


@clinic_view("client.merge", of=reads.merge_of, methods=("POST",))
def undo_merge(request: ClinicRequest, merge: Any) -> HttpResponse:
    said = _("Taken apart. Run the conflict check of both again.")
    return _with_reason(request, merge, actions.undo_merge, said)


def _with_reason(request: ClinicRequest, merge: Any, act: Any, said: str) -> HttpResponse:
    form = WhyVersionForm(request.POST)
    if not form.is_valid():
        return _page(request, merge, why=form, status=422)
    try:
        act(request.actor, merge=merge, **form.cleaned_data)
    except Blocked as stop:
        return _page(request, merge, why=form, stop=stop.message, status=409)
    messages.success(request, said)
    return redirect(clinic_url("clients:merge", merge.pk))
