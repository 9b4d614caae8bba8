"""Problem details (RFC 9457): how the API says what is wrong and what to do, naming nobody."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"

# status -> (code, title, what to do) where nothing more exact is known.
USUAL: Mapping[int, tuple[str, Any, Any]] = {
    400: (
        "bad_request",
        gettext_lazy("The request cannot be read."),
        gettext_lazy("Send JSON in UTF-8, as the schema says."),
    ),
    401: (
        "signed_out",
        gettext_lazy("Nobody is signed in."),
        gettext_lazy("Send an access token: Authorization: Bearer, then the token."),
    ),
    403: (
        "not_allowed",
        gettext_lazy("Your role or your token does not include this."),
        gettext_lazy("Ask the clinic's administrator for a token that includes it."),
    ),
    404: (
        "not_found",
        gettext_lazy("There is nothing here for you."),
        gettext_lazy("It does not exist, or this token does not reach it."),
    ),
    405: (
        "method_not_allowed",
        gettext_lazy("This address does not take that method."),
        gettext_lazy("The Allow header lists those it takes."),
    ),
    406: (
        "not_acceptable",
        gettext_lazy("The answer does not come in that form."),
        gettext_lazy("Accept application/json."),
    ),
    409: (
        "blocked",
        gettext_lazy("A rule of the clinic's work stands against it."),
        gettext_lazy("Nothing was changed."),
    ),
    411: (
        "length_needed",
        gettext_lazy("The request does not say how long its body is."),
        gettext_lazy("Send Content-Length; a body in chunks is not read."),
    ),
    412: (
        "changed_meanwhile",
        gettext_lazy("Somebody changed this meanwhile. Nothing was written."),
        gettext_lazy("Read it again, then send your change with the new ETag."),
    ),
    413: (
        "too_large",
        gettext_lazy("The request is too large."),
        gettext_lazy("Send less at once. Nothing was written."),
    ),
    415: (
        "unsupported_media_type",
        gettext_lazy("The body does not come in a form this address reads."),
        gettext_lazy("Send Content-Type: application/json."),
    ),
    422: (
        "invalid",
        gettext_lazy("Some of what was sent is not right. Nothing was written."),
        gettext_lazy("Each entry of errors names the place and says what to do."),
    ),
    428: (
        "etag_needed",
        gettext_lazy("A change must say which state it was made for."),
        gettext_lazy("Send If-Match with the ETag that you read."),
    ),
    429: (
        "too_many_requests",
        gettext_lazy("Too many requests in this minute."),
        gettext_lazy("Wait for as many seconds as Retry-After says."),
    ),
    500: (
        "server_error",
        gettext_lazy("Something broke on our side. Nothing was written."),
        gettext_lazy("Try again later; tell who runs this installation when."),
    ),
}


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIX)


def problem(
    status: int,
    *,
    code: str = "",
    title: str = "",
    detail: str = "",
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """Return a problem; what is not given is said as usual for the status."""
    response = JsonResponse(
        body_of(status, code=code, title=title, detail=detail, errors=errors),
        status=status,
        content_type=MEDIA_TYPE,
        headers=headers,
    )
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Alcove"'
    return response


def body_of(
    status: int,
    *,
    code: str = "",
    title: str = "",
    detail: str = "",
    errors: Iterable[Mapping[str, str]] = (),
) -> dict[str, Any]:
    usual_code, usual_title, usual_detail = USUAL[status]
    code = code or usual_code
    body: dict[str, Any] = {
        "type": f"urn:alcove:problem:{code}",
        "code": code,
        "status": status,
        "title": title or str(usual_title),
        "detail": detail or str(usual_detail),
    }
    if said := [dict(error) for error in errors]:
        body["errors"] = said
    return body


def token_refused() -> JsonResponse:
    return problem(
        401,
        code="token_refused",
        title=_("This access token opens nothing."),
        detail=_(
            "It is unknown, revoked or past its time: make a new one. Or it came without “Bearer” "
            "before it."
        ),
    )
