"""The page behind an invitation's link; whoever holds the link may open it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from clinic.access.actor import acting_in
from clinic.access.refusals import Blocked
from clinic.access.views import open_door
from clinic.office import actions, queries
from clinic.office.forms import JoinForm
from clinic.people.factor import has_second_factor
from clinic.people.locking import is_locked
from clinic.people.roles import names_of
from clinic.people.sessions import begin_session
from clinic.tenancy.current import token_hash


@open_door("invitation: the link's secret is the key, and shows one invitation")
@require_http_methods(["GET", "POST", "HEAD"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.invitation_by_link(token_hash(token))
    if found is None or not queries.is_open(found):
        return render(request, "people/invitation_closed.html", status=410)
    person = queries.invited_person(found)
    if person is None:
        return _join(request, found)
    if request.user.pk != person.pk:
        return render(request, "people/invitation_sign_in.html", {"email": found.email})
    if not has_second_factor(request) or is_locked(request):
        return redirect("people:home")
    return _take_seat(request, found, person)


def _join(request: HttpRequest, found: Any) -> HttpResponse:
    """A new person: name and password, then straight on to the second factor."""
    if request.user.is_authenticated:
        return render(request, "people/invitation_sign_in.html", {"email": found.email})
    form = JoinForm(request.POST or None, email=found.email)
    if form.is_valid():
        with acting_in(found.clinic_id, "invitation") as actor:
            seat = actions.accept_invitation(
                actor,
                invitation=found,
                user=None,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=get_language() or "",
            )
        begin_session(request, seat.user)
        return redirect("mfa_activate_totp")
    with acting_in(found.clinic_id, "invitation") as actor:
        context = {
            "form": form,
            "email": found.email,
            "clinic": actor.clinic,
            "roles": names_of(found.roles),
        }
        return render(request, "people/invitation_join.html", context)


def _take_seat(request: HttpRequest, found: Any, person: Any) -> HttpResponse:
    """A person who works elsewhere already and is signed in: one click."""
    with acting_in(found.clinic_id, "invitation") as actor:
        context = {"clinic": actor.clinic, "roles": names_of(found.roles), "message": ""}
        if request.method == "POST":
            try:
                actions.accept_invitation(actor, invitation=found, user=person)
                return redirect("people:home")
            except Blocked as blocked:
                context["message"] = blocked.message
        status = 409 if context["message"] else 200
        return render(request, "people/invitation_accept.html", context, status=status)
