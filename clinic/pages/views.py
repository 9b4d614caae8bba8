"""Theme, language, and what a person sees when a request fails."""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from clinic.access.problems import is_api, problem
from clinic.access.views import open_door, person_view
from clinic.pages.themes import THEMES, keep_theme

log = logging.getLogger(__name__)

CHUNK = 64 * 1024
MOST_SWALLOWED = 64 * 1024 * 1024


@open_door("theme: a cookie of the browser, nothing of a clinic")
@require_POST
@transaction.non_atomic_requests
def theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_way_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        keep_theme(response, chosen, secure=request.is_secure())
    return response


@open_door("language: a cookie of the browser, nothing of a clinic")
@require_POST
@transaction.non_atomic_requests
def language(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = set_language(request)
    return response


@person_view
@require_POST
@transaction.non_atomic_requests
def awake(request: HttpRequest) -> HttpResponse:
    """Answer nothing: that somebody asked is what the idle lock wants to know."""
    return HttpResponse(status=204)


def _way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return problem(400) if is_api(request) else render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return problem(403) if is_api(request) else render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    return problem(404) if is_api(request) else render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("CSRF check refused a form: %s", reason)
    return render(request, "403_csrf.html", status=403)


def too_large(request: HttpRequest) -> HttpResponse:
    _drain(request)
    if is_api(request):
        return problem(413)
    limit = settings.ALCOVE_UPLOAD_MAX_BYTES
    return render(request, "413.html", {"limit": limit}, status=413)


def _drain(request: HttpRequest) -> None:
    """Swallow what is still being sent: a browser shows no answer while it cannot finish asking."""
    left = MOST_SWALLOWED
    while left > 0 and (chunk := request.read(CHUNK)):
        left -= len(chunk)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return problem(500)
    # Without the request: whatever broke must not break this page too.
    return HttpResponse(render_to_string("500.html"), status=500)
