"""One's own access tokens. A secret is shown in the answer to its form and nowhere else."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.audit.recording import record_refusal
from clinic.office import actions, queries
from clinic.office.actions.tokens import SENT_TWICE
from clinic.office.forms import TokenForm
from clinic.people.proof import TooManyWrong, proves
from clinic.tenancy.current import clinic_url


@clinic_view("token.own")
def tokens(request: ClinicRequest) -> HttpResponse:
    context = {
        "rows": queries.own_tokens(request.actor),
        "ended": queries.own_ended_tokens(request.actor),
    }
    return render(request, "office/tokens.html", context)


@clinic_view("token.own", methods=("GET", "POST"))
def make_token(request: ClinicRequest) -> HttpResponse:
    return make_for(request, None)


@clinic_view("token.own", of=queries.own_token_of, methods=("GET", "POST"))
def revoke_token(request: ClinicRequest, token: Any) -> HttpResponse:
    return revoke(request, token, back=clinic_url("office:tokens"))


def revoke(request: ClinicRequest, token: Any, *, back: str) -> HttpResponse:
    if request.method != "POST":
        context = {"row": queries.rows_of_tokens([token])[0], "back": back}
        return render(request, "office/revoke_token.html", context)
    actions.revoke_token(request.actor, token=token)
    messages.success(request, _("The token does not work any more."))
    return redirect(back)


def make_for(request: ClinicRequest, system: Any | None) -> HttpResponse:
    """Ask what the token may do, have the person prove who they are, make it, show it once."""
    owner = queries.owner_of(request.actor, system)
    form = TokenForm(request.POST if request.method == "POST" else None, owner=owner)
    back = clinic_url("office:systems" if system else "office:tokens")
    page = {"form": form, "system": system, "back": back}
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "office/make_token.html", page, status=status)
    if queries.token_exists(form.once()):
        return render(request, "office/token_made_already.html", page, status=409)
    try:
        if not _proved(request, form):
            return render(request, "office/make_token.html", page, status=422)
        said = form.cleaned_data
        made = actions.make_token(
            request.actor, name=said["name"], capabilities=form.capabilities(), days=said["days"],
            cases=said["cases"], system=system, token_id=form.once(),
        )  # fmt: skip
    except TooManyWrong:
        logout(request)
        return redirect("account_login")
    except Blocked as blocked:
        if blocked.code == SENT_TWICE:
            return render(request, "office/token_made_already.html", page, status=409)
        form.add_error(None, blocked.message)
        return render(request, "office/make_token.html", page, status=blocked.status)
    api = f"{settings.ALCOVE_BASE_URL}/api/v1/{request.actor.clinic.slug}/"
    shown = {**page, "token": made.token, "secret": made.secret, "api": api}
    answer = render(request, "office/token_made.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer


def _proved(request: ClinicRequest, form: TokenForm) -> bool:
    """:raises TooManyWrong: the session has to end"""
    fits = False
    try:
        fits = proves(request, form.cleaned_data["proof"])
    finally:
        if not fits:
            record_refusal(request.actor, "token.made", detail={"why": "wrong_proof"})
    if not fits:
        form.add_error("proof", _("That is neither your password nor a current code. Try again."))
    return fits
