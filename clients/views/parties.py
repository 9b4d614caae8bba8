"""Names in a client's matter, and the conflict check over them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, DecisionForm, PartyForm, RevealForm
from clients.rules.conflict import ConflictState, blocks_assignment
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import wants_fragment
from clinic.tenancy.current import clinic_url


@clinic_view("party.view", of=queries.client_of)
def parties(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    return _parties_page(request, client)


def _parties_page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "client": client,
        "parties": queries.party_lines(client),
        "conflict": queries.state_line(client),
        "form": PartyForm(),
        "reasons": REASONS,
        **more,
    }
    return render(request, "clients/parties.html", context, status=status)


@clinic_view("party.add", of=queries.client_of, methods=("POST",))
def add_party(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    form = PartyForm(request.POST)
    if not form.is_valid():
        return _parties_page(request, client, form=form, status=422)
    try:
        actions.add_party(request.actor, client=client, **form.arguments())
    except Blocked as stop:
        return _parties_page(request, client, form=form, stop=stop.message, status=409)
    messages.success(request, _("Added. The conflict check has to be run again."))
    return redirect(clinic_url("clients:parties", client.pk))


@clinic_view("party.add", of=queries.client_of, methods=("GET", "POST"))
def remove_party(request: ClinicRequest, client: queries.Client, party: UUID) -> HttpResponse:
    found = queries.party_of(client, party)
    line = next(line for line in queries.party_lines(client) if line.pk == found.pk)
    if line.kind == "client" or request.method != "POST":
        status = 409 if request.method == "POST" else 200
        context = {"client": client, "line": line}
        return render(request, "clients/remove_party.html", context, status=status)
    actions.remove_party(request.actor, party=found)
    messages.success(request, _("Removed. The conflict check has to be run again."))
    return redirect(clinic_url("clients:parties", client.pk))


@clinic_view("party.view", of=queries.client_of, methods=("POST",))
def reveal_parties(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    form = RevealForm(request.POST)
    shown: dict[str, Any] = {"reason_error": form.said}
    if form.is_valid():
        rows = actions.reveal_parties(
            request.actor, client=client, reason=form.cleaned_data["reason"]
        )
        shown = {"named": queries.named_lines(client, rows)}
    status = 200 if form.is_valid() else 422
    if wants_fragment(request):
        context = {
            "client": client,
            "parties": queries.party_lines(client),
            "reasons": REASONS,
            **shown,
        }
        return render(request, "clients/_parties.html", context, status=status)
    return _parties_page(request, client, status=status, **shown)


@clinic_view("conflict.view", of=queries.client_of)
def conflict(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    return _conflict_page(request, client)


def _conflict_page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    checks = queries.checks_of(client)
    latest = checks[0] if checks else None
    matches = queries.match_groups(request.actor, latest, client) if latest else []
    current = latest is not None and queries.is_current(latest, client)
    waiting = current and latest is not None and not latest.decision
    waivable: set[UUID] = set()
    if waiting and matches and latest and request.actor.has("conflict.decide"):
        found = queries.matches_of(latest)
        waivable = {
            match.pk for match in found if queries.may_be_waived(match)
        } - queries.standing_waivers(client, found).keys()
    context = {
        "client": client,
        "conflict": queries.state_line(client),
        "latest": latest,
        "matches": matches,
        "current": current,
        "waiting": waiting,
        "waivable": waivable,
        "waivers": queries.waivers_of(client),
        "lets": not blocks_assignment(ConflictState(client.conflict_state)),
        "to_decline": queries.intake_to_decline(request.actor, client),
        "ready": queries.is_ready(request.actor, client),
        "history": queries.decisions_in_words(checks),
        "form": DecisionForm(has_matches=bool(matches)),
        **more,
    }
    return render(request, "clients/conflict.html", context, status=status)


@clinic_view("conflict.check", of=queries.client_of, methods=("POST",))
def check_conflict(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    try:
        actions.run_conflict_check(request.actor, client=client)
    except Blocked as stop:
        return _conflict_page(request, client, stop=stop.message, status=409)
    return redirect(clinic_url("clients:conflict", client.pk))


@clinic_view("conflict.decide", of=queries.client_of, methods=("POST",))
def decide_conflict(request: ClinicRequest, client: queries.Client, check: UUID) -> HttpResponse:
    found = queries.check_of(client, check)
    matches = queries.match_groups(request.actor, found, client)
    form = DecisionForm(request.POST, has_matches=bool(matches))
    if not form.is_valid():
        return _conflict_page(request, client, form=form, status=422)
    try:
        actions.decide_conflict(request.actor, check=found, **form.cleaned_data)
    except Blocked as stop:
        return _conflict_page(request, client, form=form, stop=stop.message, status=409)
    messages.success(request, _("The decision is recorded."))
    return redirect(clinic_url("clients:conflict", client.pk))
