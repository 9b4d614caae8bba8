"""Between signing in and a clinic: where to go, the lock, setting up the second factor."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinic.people import health, locking
from clinic.people.doors import open_door, person_view
from clinic.people.forms import UnlockForm
from clinic.people.proof import TooManyWrong, proves
from clinic.people.roles import landing_of, names_of
from clinic.people.seats import seats_of
from clinic.people.signin import tell_clinics, tell_clinics_refused


@person_view
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    seats = seats_of(_person(request).pk)
    if len(seats) == 1:
        return redirect(landing_of(seats[0].roles), seats[0].clinic.slug)
    return redirect("people:clinics")


@person_view
@require_safe
def clinics(request: HttpRequest) -> HttpResponse:
    seats = [
        {
            "clinic": seat.clinic,
            "roles": names_of(seat.roles),
            "url": reverse(landing_of(seat.roles), args=[seat.clinic.slug]),
        }
        for seat in seats_of(_person(request).pk)
    ]
    return render(request, "people/clinics.html", {"seats": seats})


@person_view
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    locking.lock(request.session, back_to=_safe(request, request.POST.get("next", "")))
    return redirect("people:unlock")


@person_view
def unlock(request: HttpRequest) -> HttpResponse:
    if not request.session.get(locking.LOCKED):
        return redirect("people:home")
    form = UnlockForm(request.POST or None)
    if form.is_valid():
        return _try_to_unlock(request, form)
    return render(request, "people/unlock.html", {"form": form})


def _try_to_unlock(request: HttpRequest, form: UnlockForm) -> HttpResponse:
    """Take the password or a code of the app; five wrong ones end the session."""
    user = _person(request)
    try:
        fits = proves(request, form.cleaned_data["proof"])
    except TooManyWrong:
        tell_clinics_refused(user, "member.unlocked", why="wrong_proof")
        logout(request)
        return redirect("account_login")
    if fits:
        back_to = locking.unlock(request.session)
        tell_clinics(user, "member.unlocked")
        return redirect(_safe(request, back_to) or "people:home")
    tell_clinics_refused(user, "member.unlocked", why="wrong_proof")
    form.add_error("proof", _("That is neither your password nor a current code. Try again."))
    return render(request, "people/unlock.html", {"form": form}, status=422)


def _person(request: HttpRequest) -> Any:
    """Return who is signed in; the door has made sure that somebody is."""
    return request.user


def _safe(request: HttpRequest, target: str) -> str:
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else ""


@person_view
@require_safe
def totp_qr(request: HttpRequest) -> HttpResponse:
    """Draw the secret that waits in the session; the library's data: image breaks our policy."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(_person(request), secret))
    return HttpResponse(picture, content_type="image/svg+xml")


@open_door("health: says whether to send requests here, nothing else")
@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponseBase:
    ready = health.database_answers() and health.broker_answers()
    return HttpResponse(
        "ok\n" if ready else "not ready\n",
        status=200 if ready else 503,
        content_type="text/plain",
    )
