"""The administrator's pages: where the clinic's events go, and what became of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from clinic.webhooks import actions, queries
from clinic.webhooks.actions.endpoints import SENT_TWICE
from clinic.webhooks.forms import AddForm, EditForm, TestForm, VersionForm
from clinic.webhooks.rules.events import LABELS
from clinic.webhooks.rules.messages import STOPPED_FOR


@clinic_view("webhook.manage")
def webhooks(request: ClinicRequest) -> HttpResponse:
    context = {"rows": queries.rows(request.actor)}
    return render(request, "webhooks/list.html", context)


@clinic_view("webhook.manage", methods=("GET", "POST"))
def add(request: ClinicRequest) -> HttpResponse:
    form = AddForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        values = dict(form.cleaned_data)
        token = values.pop("form_token")
        try:
            made = actions.add_endpoint(request.actor, endpoint_id=token, **values)
            return _secret_page(request, made, new=True)
        except Blocked as blocked:
            if blocked.code == SENT_TWICE and queries.endpoint_exists(token):
                return _seen_once(request, token)
            form.add_error(None, blocked.message)
            status = blocked.status
    elif request.method == "POST":
        status = 422
    return render(request, "webhooks/add.html", {"form": form}, status=status)


@clinic_view("webhook.manage", of=queries.endpoint_of)
def webhook(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    page = queries.deliveries(request.actor, endpoint, after=request.GET.get("after"))
    context = {
        "endpoint": endpoint,
        "origin": queries.origin_of(endpoint),
        "events": [LABELS[name] for name in endpoint.events],
        "old_secret_until": queries.old_secret_until(endpoint),
        "page": page,
        "log": queries.told(page),
        "stopped_text": STOPPED_FOR.get(endpoint.stopped_for, ""),
        "version_form": VersionForm(initial={"version": endpoint.version}),
        "test_form": TestForm(),
    }
    return render(request, "webhooks/webhook.html", context)


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("GET", "POST"))
def edit(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    now = {name: getattr(endpoint, name) for name in ("name", "url", "events", "version")}
    form = EditForm(request.POST if request.method == "POST" else None, initial=now)
    status = 200
    if form.is_valid():
        try:
            actions.edit_endpoint(request.actor, endpoint=endpoint, **form.cleaned_data)
            messages.success(request, _("Saved. It holds for what happens from now on."))
            return redirect(clinic_url("webhooks:webhook", endpoint.pk))
        except Blocked as blocked:
            form.add_error(None, blocked.message)
            status = blocked.status
    elif request.method == "POST":
        status = 422
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/edit.html", context, status=status)


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("GET", "POST"))
def rotate(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    def do(version: int) -> HttpResponse:
        changed = actions.rotate_secret(request.actor, endpoint=endpoint, version=version)
        return _secret_page(request, changed, new=False)

    return _asked(request, endpoint, "webhooks/rotate.html", do)


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("GET", "POST"))
def end(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    def do(version: int) -> HttpResponse:
        actions.end_endpoint(request.actor, endpoint=endpoint, version=version)
        messages.success(request, _("The webhook has ended. Nothing is sent there any more."))
        return redirect(clinic_url("webhooks:list"))

    return _asked(request, endpoint, "webhooks/end.html", do)


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("POST",))
def pause(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    actions.pause_endpoint(request.actor, endpoint=endpoint, version=_version(request))
    messages.success(request, _("Paused. What happens meanwhile is not sent later."))
    return redirect(clinic_url("webhooks:webhook", endpoint.pk))


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("POST",))
def resume(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    actions.resume_endpoint(request.actor, endpoint=endpoint, version=_version(request))
    messages.success(request, _("On again. What happens from now on is sent."))
    return redirect(clinic_url("webhooks:webhook", endpoint.pk))


@clinic_view("webhook.manage", of=queries.endpoint_of, methods=("POST",))
def test(request: ClinicRequest, endpoint: Any) -> HttpResponse:
    form = TestForm(request.POST)
    if not form.is_valid():
        raise Blocked(_("This page is out of date. Load it again."), code="old_page")
    try:
        token = form.cleaned_data["form_token"]
        actions.send_test(request.actor, endpoint=endpoint, delivery_id=token)
        messages.success(
            request, _("A test is on its way. Load this page again to see what became of it.")
        )
    except Blocked as blocked:
        if blocked.code != SENT_TWICE:
            raise
    return redirect(clinic_url("webhooks:webhook", endpoint.pk))


@clinic_view("webhook.manage", of=queries.delivery_of, methods=("POST",))
def send_again(request: ClinicRequest, delivery: Any) -> HttpResponse:
    actions.send_again(request.actor, delivery=delivery)
    messages.success(request, _("It is on its way again."))
    return redirect(clinic_url("webhooks:webhook", delivery.endpoint_id))


def _asked(
    request: ClinicRequest, endpoint: Any, page: str, do: Callable[[int], HttpResponse]
) -> HttpResponse:
    """Ask on `page`, and do it when the person said yes to what they saw."""
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": endpoint.version}
    )
    status = 200
    if form.is_valid():
        try:
            return do(form.cleaned_data["version"])
        except Blocked as blocked:
            form.add_error(None, blocked.message)
            status = blocked.status
    elif request.method == "POST":
        status = 422
    return render(request, page, {"form": form, "endpoint": endpoint}, status=status)


def _version(request: ClinicRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Blocked(_("This page is out of date. Load it again."), code="old_page")
    version: int = form.cleaned_data["version"]
    return version


def _secret_page(request: ClinicRequest, endpoint: Any, *, new: bool) -> HttpResponse:
    """Show a secret in the answer to the form that made it, and nowhere else."""
    context = {"endpoint": endpoint, "secret": endpoint.secret, "new": new}
    return render(request, "webhooks/secret.html", context)


def _seen_once(request: ClinicRequest, pk: Any) -> HttpResponse:
    messages.info(
        request,
        _("It was added already. If you did not get to copy its secret, make a new one here."),
    )
    return redirect(clinic_url("webhooks:webhook", pk))
