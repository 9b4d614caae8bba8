"""Figures for a monitor."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clinic.access.views import open_door
from clinic.notices.metrics import CONTENT_TYPE, exposition
from clinic.notices.pulses import gauge, pulses


@open_door("monitoring: by a token of its own, counts and ages only; not there when none is set")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    token: str = settings.ALCOVE_METRICS_TOKEN
    if not token:
        raise Http404
    said = request.headers.get("Authorization", "").encode("utf-8", "replace")
    if not hmac.compare_digest(said, f"Bearer {token}".encode()):
        refused = HttpResponse("not for you\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(exposition(pulses(), gauge()), content_type=CONTENT_TYPE)
