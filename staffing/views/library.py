"""The library: what every member reads, and who keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, forms, queries

BOTH = ("GET", "POST")


@clinic_view("resource.view")
def library(request: ClinicRequest) -> HttpResponse:
    form = forms.LibraryForm(request.GET)
    context = {
        "form": form,
        "lines": queries.library(request.actor, **form.wanted()),
        "may_edit": request.actor.has("resource.edit"),
    }
    return render(request, "staffing/library.html", context)


@clinic_view("resource.view", of=queries.resource_of)
def resource(request: ClinicRequest, resource: Any) -> HttpResponse:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    return _page(request, resource, number=number)


@clinic_view("resource.edit", methods=BOTH)
def add_resource(request: ClinicRequest) -> HttpResponse:
    form = forms.NewResourceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            actions.add_resource(request.actor, resource_id=token, said=form.said())
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                form.add_error(None, str(blocked.message))
                return _form(request, form, status=409)
        messages.success(request, _("It is in the library."))
        return redirect(clinic_url("staffing:resource", token))
    return _form(request, form, status=422 if form.errors else 200)


@clinic_view("resource.edit", of=queries.resource_of, methods=BOTH)
def revise_resource(request: ClinicRequest, resource: Any) -> HttpResponse:
    start = queries.resource_said(resource)
    form = forms.ReviseForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.revise_resource(
                request.actor, resource=resource, said=form.said(), version=version
            )
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            return _form(request, form, resource=resource, status=409)
        messages.success(request, _("A new version is in the library."))
        return redirect(clinic_url("staffing:resource", resource.pk))
    return _form(request, form, resource=resource, status=422 if form.errors else 200)


@clinic_view("resource.edit", of=queries.resource_of, methods=("POST",))
def retire_resource(request: ClinicRequest, resource: Any) -> HttpResponse:
    try:
        actions.retire_resource(request.actor, resource=resource)
    except Blocked as blocked:
        return _page(request, resource, stop=blocked.message, status=409)
    messages.success(request, _("Taken out of the library."))
    return redirect(clinic_url("staffing:library"))


def _form(
    request: ClinicRequest, form: Any, *, resource: Any = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "resource": resource}
    return render(request, "staffing/write_resource.html", context, status=status)


def _page(
    request: ClinicRequest, resource: Any, *, number: int | None = None, stop: Any = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "line": queries.resource_line(resource, number),
        "versions": queries.versions_of(resource),
        "may_edit": request.actor.has("resource.edit"),
        "stop": stop,
    }
    return render(request, "staffing/resource.html", context, status=status)
