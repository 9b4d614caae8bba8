"""Headers on every answer, and a limit on every question."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from clinic.pages import views
from clinic.pages.encodings import is_utf8

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # "no-referrer" would make Django's CSRF check refuse the sign-in form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
}

# Room beside the file for the other fields of an upload form.
FORM_AROUND_FILE = 1024 * 1024

Answer = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """Set the headers of ux.md unless the answer already carries stricter ones of its own.

    Pages are never stored: Back after a lock must ask the server. Static files bring their own
    Cache-Control and keep it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class PlainEncoding:
    """Refuse text in another encoding than UTF-8 before anything reads it (see `encodings`)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_utf8(request.content_params):
            return self.get_response(request)
        request.encoding = "utf-8"  # so that the page which says no can be made
        return views.bad_request(request, BadRequest())


class RequestSize:
    """Refuse a body nobody should send before anything parses it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > _limit(request):
            return views.too_large(request)
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _limit(request: HttpRequest) -> int:
    if request.content_type == "multipart/form-data":
        return int(settings.ALCOVE_UPLOAD_MAX_BYTES) + FORM_AROUND_FILE
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or FORM_AROUND_FILE)
