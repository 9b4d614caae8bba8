"""A page with one form about a case, shown again as it was sent when something stood in its way."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest

BOTH = ("GET", "POST")
PAGE = "engagement/act.html"


@dataclass(frozen=True)
class Act:
    """What a page with one form says. `title` goes into the window's title, before the number."""

    case: Any
    title: str
    heading: str
    about: str
    submit: str
    back: str
    files: bool = False
    danger: bool = False


def sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None


def files(request: ClinicRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def act_page(
    request: ClinicRequest, act: Act, form: Any, *, page: str = PAGE, **more: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"act": act, "case": act.case, "form": form, **more}
    return render(request, page, context, status=status)


def stopped(
    request: ClinicRequest, act: Act, form: Any, refusal: Blocked, *, at: str | None = None,
    page: str = PAGE, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form again with why nothing was changed, over what stands there now.

    :param at: the field that the refusal is about
    """
    form.add_error(at, str(refusal.message))
    fresh = refusal.target
    if refusal.code == "changed_meanwhile" and fresh is not None:
        # Read again by the person, sent once more: that is an answer to what is there now.
        form.data = form.data.copy()
        form.data["version"] = str(fresh.version)  # type: ignore[attr-defined]
    context = {"act": act, "case": act.case, "form": form, **more}
    return render(request, page, context, status=409)
