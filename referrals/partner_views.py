"""What a partner sees behind a secret link: a way to open it, the content, an answer.

The first page shows nothing about the client: mail scanners open links by themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clinic.access.actor import Actor, acting_in
from clinic.access.refusals import Blocked
from clinic.access.views import open_door
from referrals import actions, queries
from referrals.views import labelled

PUBLIC = open_door("a partner has no account; the link's 256 random bits are the key")


@contextmanager
def _behind(token: str) -> Iterator[tuple[Actor, Any] | None]:
    """Bind the clinic of an open link and yield the partner's actor with the referral."""
    clinic_id = queries.link_clinic(token)
    if clinic_id is None:
        yield None
        return
    with acting_in(clinic_id, "partner_link") as actor:
        referral = queries.referral_by_token(token)
        yield (actor, referral) if referral else None


@PUBLIC
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        with _behind(token) as found:
            if found is None:
                return _closed(request)
            actor, referral = found
            context: dict[str, Any] = {"clinic": actor.clinic, "token": token}
            if request.method == "POST":
                context["content"] = labelled(actions.open_referral(actor, referral=referral))
                context["referral"] = referral
            return render(request, "referrals/partner_link.html", context)
    except Blocked:
        return _closed(request)


@PUBLIC
@require_http_methods(["POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        with _behind(token) as found:
            if found is None:
                return _closed(request)
            actor, referral = found
            accepted = request.POST.get("answer") == "accept"
            actions.answer_referral(actor, referral=referral, accepted=accepted)
            context = {"clinic": actor.clinic, "accepted": accepted}
            return render(request, "referrals/partner_answered.html", context)
    except Blocked as blocked:
        return _closed(request, str(blocked.message))


def _closed(request: HttpRequest, message: str = "") -> HttpResponse:
    """Say the same whether the link never was, was withdrawn, or has run out."""
    return render(request, "referrals/partner_closed.html", {"message": message}, status=404)
