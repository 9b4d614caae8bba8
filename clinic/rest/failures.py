"""From what is raised to problem details: every error of the API leaves through here."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from clinic.access.middleware import note_unseen
from clinic.access.problems import USUAL, problem
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.pages.paging import StaleToken
from clinic.rest.limits import Spent
from clinic.rest.versions import ChangedMeanwhile


class Invalid(exceptions.APIException):
    """Errors of fields, as `errors` of a problem; `place` is "pointer" or "parameter"."""

    status_code = 422

    def __init__(self, detail: Any, *, place: str = "pointer") -> None:
        super().__init__()
        self.said, self.place = detail, place


def answer(error: Exception, context: Mapping[str, Any]) -> JsonResponse | None:
    """Return the problem, or None for what is our own fault: Django answers with 500."""
    response = _problem(error, context)
    if response is not None:
        set_rollback()
        response.exception = True  # type: ignore[attr-defined]
    return response


def _problem(error: Exception, context: Mapping[str, Any]) -> JsonResponse | None:
    if isinstance(error, Blocked):
        return _blocked(error)
    if isinstance(error, Refused):
        return problem(403, detail=str(error.message))
    if isinstance(error, Http404):
        if isinstance(error, NotVisible):
            note_unseen(context["request"]._request)
        return problem(404)
    if isinstance(error, RequestDataTooBig):
        return problem(413)
    if isinstance(error, SuspiciousOperation):
        return problem(400)
    if isinstance(error, PermissionDenied):
        return problem(403)
    if isinstance(error, StaleToken):
        said = _("This cursor does not belong to this list. Begin again without it.")
        return problem(
            422, errors=[{"parameter": "after", "code": "unknown_cursor", "detail": said}]
        )
    if isinstance(error, exceptions.ValidationError):
        return problem(422, errors=flat(error.detail))
    if isinstance(error, Invalid):
        return problem(422, errors=flat(error.said, place=error.place))
    if isinstance(error, exceptions.APIException):
        return _raised(error, context)
    return None


def _blocked(refusal: Blocked) -> JsonResponse:
    if refusal.code == "changed_meanwhile":
        return problem(412)
    return problem(409, code=refusal.code, detail=str(refusal.message))


def _raised(error: exceptions.APIException, context: Mapping[str, Any]) -> JsonResponse | None:
    status = error.status_code
    if status not in USUAL:
        return None
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    if isinstance(error, Spent):
        headers |= {"Retry-After": str(error.allowance.seconds), **error.allowance.headers()}
    if isinstance(error, ChangedMeanwhile) and error.etag:
        headers["ETag"] = error.etag
    ours = type(error).__module__.startswith("clinic.") and str(error.detail)
    own_words = ours and str(error.detail) != str(type(error).default_detail)
    code = str(getattr(error.detail, "code", "")) if own_words else ""
    usual = {"error", "invalid", str(type(error).default_code)} - {
        "idempotency_key_needed", "idempotency_key_used"
    }  # fmt: skip
    return problem(
        status,
        code="" if code in usual else code,
        detail=str(error.detail) if own_words else "",
        headers=headers,
    )


def flat(said: Any, *, place: str = "pointer", at: str = "") -> Iterator[dict[str, str]]:
    """Yield one entry for each error, with a JSON pointer to its field or a parameter's name."""
    if isinstance(said, Mapping):
        for name, inner in said.items():
            step = "" if name in ("", "non_field_errors") else f"/{_escaped(str(name))}"
            yield from flat(inner, place=place, at=at + step)
    elif isinstance(said, list):
        for index, inner in enumerate(said):
            is_error = isinstance(inner, str)
            yield from flat(inner, place=place, at=at if is_error else f"{at}/{index}")
    else:
        where = at if place == "pointer" else at.lstrip("/")
        entry = {place: where} if where else {}
        yield {**entry, "code": str(getattr(said, "code", "invalid")), "detail": str(said)}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
