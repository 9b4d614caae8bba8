"""Signed in? Second factor done? Unlocked? Which clinic? Only then does a view run."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.bearer import bearer_of, use_token
from clinic.access.problems import is_api, problem, token_refused
from clinic.access.refusals import (
    Blocked,
    NotVisible,
    RefusalNote,
    Refused,
    in_transaction,
    waiting,
    write,
)
from clinic.audit.recording import Who
from clinic.people.doors import Door
from clinic.people.factor import has_second_factor
from clinic.people.locking import is_locked
from clinic.people.seats import seat_in
from clinic.tenancy.current import bind

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# allauth's own pages keep their own doors; these are the ones needed to set up a second factor,
# or to prove the one that another session has set up.
SETTING_UP = {
    "mfa_activate_totp", "people:totp_qr", "account_logout", "account_reauthenticate",
    "pages:language", "pages:theme",
}  # fmt: skip
PROVING = {"mfa_reauthenticate", "account_logout", "pages:language", "pages:theme"}
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
        if request.user.is_authenticated:
            _speak(request, request.user.language)
        if door.kind == "open":
            return self.get_response(request)
        if is_api(request) and (secret := bearer_of(request)) is not None:
            return self._by_token(request, secret, match.kwargs.get("clinic"))
        if stop := self._stop(request, match.view_name, door):
            return stop
        slug = match.kwargs.get("clinic")
        if door.kind != "clinic" or slug is None:
            return self.get_response(request)
        person: Any = request.user
        seat = seat_in(person.pk, slug)
        if seat is None:
            return problem(404) if is_api(request) else render(request, "404.html", status=404)
        return self._as(request, Actor.member(seat))

    def _by_token(self, request: HttpRequest, secret: str, slug: str | None) -> HttpResponseBase:
        """A program holds a secret; of a session's cookies it knows nothing."""
        token = use_token(request, secret)
        if token is None:
            return token_refused()
        if token.membership.clinic.slug != slug:
            return problem(404)
        return self._as(request, Actor.token(token))

    def _as(self, request: HttpRequest, actor: Actor) -> HttpResponseBase:
        request.actor = actor  # type: ignore[attr-defined]
        assert actor.user is not None
        _speak(request, actor.user.language or actor.clinic.language)
        with bind(actor.clinic):
            return self.get_response(request)

    def _stop(self, request: HttpRequest, name: str, door: Door) -> HttpResponseBase | None:
        """Return where a person must go first, or None."""
        if is_api(request):
            return _unless_open(request)
        if not request.user.is_authenticated:
            if door.kind == "library":
                return None
            return redirect_to_login(request.get_full_path())
        if not has_second_factor(request):
            # A query only here: the session that proved it never asks again.
            known = is_mfa_enabled(request.user)
            if name in (PROVING if known else SETTING_UP):
                return None
            if known:
                return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
            return redirect("mfa_activate_totp")
        if is_locked(request) and name not in WHILE_LOCKED:
            if request.headers.get("HX-Request"):
                response = HttpResponse(status=204)
                response["HX-Redirect"] = reverse("people:unlock")
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
            note_unseen(request)
        if isinstance(error, Blocked):
            told = {"message": error.message, "url": error.url, "label": error.label}
            return render(request, "409.html", told, status=409)
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


def _speak(request: HttpRequest, language: str) -> None:
    """Speak the person's language, else the clinic's, unless this browser chose another."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return
    if translation.check_for_language(language):
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _unless_open(request: HttpRequest) -> HttpResponseBase | None:
    """A session may use the API while it could use the pages; nothing is redirected."""
    if not request.user.is_authenticated:
        return problem(401)
    if not has_second_factor(request) or is_locked(request):
        return problem(
            401,
            code="session_locked",
            title=_("This session is not open."),
            detail=_("Confirm the second factor, or unlock the screen, in the browser first."),
        )
    return None


def note_unseen(request: HttpRequest) -> None:
    """A member reached for a matter that is not theirs: say so in the audit."""
    match = request.resolver_match
    queue = waiting.get()
    if match is None or queue is None:
        return
    actor: Actor = request.actor  # type: ignore[attr-defined]
    queue.append(
        RefusalNote(
            clinic_id=actor.clinic.pk,
            who=Who(actor.membership_id, actor.kind, actor.token_id),
            verb="page.opened",
            target_type=match.view_name.replace(":", "."),
            target_id=match.kwargs.get("pk"),
            case_id=None,
            code="not_visible",
        )
    )
