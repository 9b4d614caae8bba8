"""Signed in? Second factor done? Unlocked? Which clinic? Only then does a view run."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from clinic.access.actor import Actor
from clinic.access.refusals import (
    Blocked,
    NotVisible,
    RefusalNote,
    Refused,
    in_transaction,
    waiting,
    write,
)
from clinic.access.views import Door
from clinic.audit.recording import Who
from clinic.people.seats import seat_in
from clinic.people.signin import SECOND_FACTOR
from clinic.tenancy.current import bind

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LOCKED, SEEN, LAST_CLINIC = "alcove_locked", "alcove_seen", "alcove_clinic"
# allauth's own pages keep their own doors; these are the ones needed to set up a second factor.
SETTING_UP = {
    "mfa_activate_totp", "people:totp_qr", "account_logout", "account_reauthenticate",
    "people:language", "pages:language", "pages:theme",
}  # fmt: skip
WHILE_LOCKED = {"people:unlock", "account_logout", "pages:language", "pages:theme"}


class RefusalLog:
    """Write the refusals of a request after its transaction has ended."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        notes: list[RefusalNote] = []
        token = waiting.set(notes)
        try:
            return self.get_response(request)
        finally:
            waiting.reset(token)
            if not in_transaction():
                for note in notes:
                    write(note)


class Doors:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        door = door_of(match.func)
        if door.kind == "open":
            return self.get_response(request)
        if stop := self._stop(request, match.view_name, door):
            return stop
        slug = match.kwargs.get("clinic")
        if door.kind != "clinic" or slug is None:
            return self.get_response(request)
        seat = seat_in(request.user.pk, slug)
        if seat is None:
            return render(request, "404.html", status=404)
        request.actor = Actor.member(seat)  # type: ignore[attr-defined]
        if request.session.get(LAST_CLINIC) != slug:
            request.session[LAST_CLINIC] = slug
        with bind(seat.clinic):
            return self.get_response(request)

    def _stop(self, request: HttpRequest, name: str, door: Door) -> HttpResponseBase | None:
        """Return where a person must go first, or None."""
        wants_json = request.path_info.startswith("/api/")
        if not request.user.is_authenticated:
            if door.kind == "library":
                return None
            if wants_json:
                return JsonResponse({"title": "Sign in first.", "status": 401}, status=401)
            return redirect_to_login(request.get_full_path())
        if not has_second_factor(request):
            if name in SETTING_UP:
                return None
            return redirect("mfa_activate_totp")
        if is_locked(request) and name not in WHILE_LOCKED:
            if request.headers.get("HX-Request"):
                response = HttpResponse(status=204)
                response["HX-Redirect"] = "/unlock/"
                return response
            return redirect("people:unlock")
        return None

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if door_of(view).kind == "clinic":
            kwargs.pop("clinic", None)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, NotVisible) and hasattr(request, "actor"):
            _note_unseen(request)
        if isinstance(error, Blocked):
            return render(request, "409.html", {"message": error.message}, status=409)
        if isinstance(error, Refused):
            return render(request, "403.html", {"message": error.message}, status=403)
        return None


def door_of(view: Any) -> Door:
    door = getattr(view, "door", None)
    if isinstance(door, Door):
        return door
    if getattr(view, "__module__", "").startswith("allauth."):
        return Door("library")
    return Door("person")  # deny by default; `access.E001` names the view


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session, not only this person, has proved a second factor."""
    if not is_mfa_enabled(request.user):
        return False
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return bool(request.session.get(SECOND_FACTOR)) or any(
        entry.get("method") == "mfa" for entry in methods
    )


def is_locked(request: HttpRequest) -> bool:
    """Lock after idling; a page that polls does not count as a person at the desk."""
    session = request.session
    if session.get(LOCKED):
        return True
    now = int(time.time())
    if now - session.get(SEEN, now) > settings.ALCOVE_IDLE_SECONDS:
        session[LOCKED] = True
        return True
    polling = request.headers.get("HX-Trigger-Name") == "poll" or "poll" in request.GET
    # Written at most every ten seconds: a session write per click would cost more than it tells.
    if not polling and now - session.get(SEEN, 0) >= 10:
        session[SEEN] = now
    return False


def _note_unseen(request: HttpRequest) -> None:
    """A member reached for a matter that is not theirs: say so in the audit."""
    match = request.resolver_match
    queue = waiting.get()
    if match is None or queue is None:
        return
    actor: Actor = request.actor  # type: ignore[attr-defined]
    queue.append(
        RefusalNote(
            clinic_id=actor.clinic.pk,
            who=Who(actor.membership_id, actor.kind),
            verb="page.opened",
            target_type=match.view_name.replace(":", "."),
            target_id=match.captured_kwargs.get("pk") if match.captured_kwargs else None,
            case_id=None,
            code="not_visible",
        )
    )
