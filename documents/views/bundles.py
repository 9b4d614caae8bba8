"""Bundles of a list: asked for, waited for, downloaded."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url
from documents import actions, forms, queries
from documents.views.exhibits import list_page

POST = ("POST",)


@clinic_view("exhibit.bundle", of=queries.list_of, methods=POST)
def request_bundle(request: ClinicRequest, exhibit_list: Any) -> HttpResponse:
    form = forms.BundleForm(request.POST)
    if not form.is_valid():
        return list_page(request, exhibit_list, status=422)
    once = form.cleaned_data["once"]
    try:
        actions.request_bundle(request.actor, exhibit_list=exhibit_list, bundle_id=once)
    except Blocked as stop:
        there = queries.being_made(exhibit_list) if stop.code == actions.SENT_TWICE else None
        if there is None:
            return list_page(request, exhibit_list, stop=stop.message, status=409)
        once = there.pk
    return redirect(clinic_url("documents:bundle", once))


@clinic_view("exhibit.view", of=queries.bundle_of)
def bundle(request: ClinicRequest, bundle: Any) -> HttpResponse:
    context = {
        "case": bundle.exhibit_list.case,
        "bundle": bundle,
        "state": queries.state_of(bundle),
        "most": queries.too_large_for(bundle),
    }
    return render_page(request, "documents/bundle.html", context, fragment="documents/_bundle.html")


@clinic_view("exhibit.bundle", of=queries.bundle_of, methods=POST)
def retry_bundle(request: ClinicRequest, bundle: Any) -> HttpResponse:
    actions.retry_bundle(request.actor, bundle=bundle)
    return redirect(clinic_url("documents:bundle", bundle.pk))


@clinic_view("exhibit.bundle", of=queries.bundle_of)
def download_bundle(request: ClinicRequest, bundle: Any) -> HttpResponseBase:
    stored = actions.download_bundle(request.actor, bundle=bundle)
    return download(stored, f"exhibits-{bundle.token}.pdf")
