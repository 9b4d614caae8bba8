"""What the views of this room share."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinic.access.refusals import Blocked
from filings import queries

BOTH = ("GET", "POST")
POST = ("POST",)


def about(filing: Any) -> dict[str, Any]:
    return {"case": filing.case, "filing": filing, "row": queries.row_of(filing)}


def form_page(
    request: HttpRequest, page: str, form: django_forms.Form, **context: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)


def stopped(
    request: HttpRequest, page: str, form: django_forms.Form, refusal: Blocked, **context: Any
) -> HttpResponse:
    """Show the form again as it was sent, with why nothing was changed."""
    form.add_error(None, str(refusal.message))
    if refusal.code == "changed_meanwhile":
        # Read again by the person, sent once more: that is an answer to what is there now.
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(getattr(refusal.target, "version", ""))  # type: ignore[index]
    return render(request, page, {"form": form, **context}, status=409)
