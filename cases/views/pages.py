"""A page with one form, shown again as it was sent when something stood in its way."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases import forms, queries
from cases.forms import matters
from cases.rules.matters import type_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest


def form_page(
    request: HttpRequest, page: str, form: django_forms.Form, **context: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)


def stopped(
    request: HttpRequest, page: str, form: django_forms.Form, refusal: Blocked, **context: Any
) -> HttpResponse:
    """Show the form again as it was sent, with why nothing was changed."""
    form.add_error(None, refusal.words)
    fresh = refusal.target
    if refusal.code == "changed_meanwhile" and fresh is not None:
        # Read again by the person, sent once more: that is an answer to what is there now.
        context["case"] = fresh
        if isinstance(form, forms.MoveForm):
            form.offer(context["case"].stage)
        form.data = {**form.data.dict(), "version": fresh.version}  # type: ignore[attr-defined]
    return render(request, page, {"form": form, **context}, status=409)


def stopped_over(
    request: ClinicRequest, page: str, form: Any, refusal: Blocked, **about: Any
) -> HttpResponse:
    """Show the form of something in a case again as it was sent, over what stands there now."""
    form.add_error(None, refusal.words)
    fresh = refusal.target
    if refusal.code == "changed_meanwhile" and fresh is not None:
        form.data = {**request.POST.dict(), "version": fresh.version}  # type: ignore[attr-defined]
        if isinstance(form, matters.MoveMatterForm):
            kind, here = type_of(fresh.kind), fresh.stage  # type: ignore[attr-defined]
            form.offer(kind, here, queries.moves_of(fresh))  # type: ignore[arg-type]
    return render(request, page, {"form": form, **about}, status=409)
