"""The roster: who interprets for the clinic, and what she undertook."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.tenancy.current import clinic_url, today
from interpreters import actions, forms, queries
from interpreters.rules.bookings import QUALITIES
from interpreters.rules.candidates import ASKED_BY, EXCLUSIONS


@clinic_view("interpreter.view", methods=("GET", "POST"))
def roster(request: ClinicRequest) -> HttpResponse:
    """List the roster. A name is sought by POST: it stands in no address and no log."""
    form = forms.RosterFilter(request.POST if request.method == "POST" else None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    context = {
        "form": form,
        "lines": queries.roster(request.actor, **wanted),
        "filtered": any(wanted.values()),
        "may_edit": request.actor.has("interpreter.edit"),
        "may_book": request.actor.has("interpreter.book"),
    }
    return render(request, "interpreters/roster.html", context, status=422 if form.errors else 200)


@clinic_view("interpreter.edit", methods=("GET", "POST"))
def add_interpreter(request: ClinicRequest) -> HttpResponse:
    form = forms.AddInterpreterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            actions.add_interpreter(request.actor, form_token=token, details=form.details())
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                raise
        messages.success(request, _("On the roster. Record the undertaking of confidentiality."))
        return redirect(clinic_url("interpreters:interpreter", token))
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "interpreters/interpreter_form.html", context, status=status)


@clinic_view("interpreter.view", of=queries.interpreter_of)
def interpreter(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    return _page(request, interpreter)


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("GET", "POST"))
def change_interpreter(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    form: Any = forms.ChangeInterpreterForm(
        request.POST if request.method == "POST" else None,
        initial=queries.interpreter_said(interpreter),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_interpreter(
                request.actor, interpreter=interpreter, details=form.details(), version=version
            )
            return redirect(clinic_url("interpreters:interpreter", interpreter.pk))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            # Read again by the person, sent once more: an answer to what is there now.
            form.data = form.data.copy()
            form.data["version"] = str(getattr(blocked.target, "version", ""))
            status = 409
    context = {"form": form, "interpreter": interpreter}
    status = 422 if form.errors and status == 200 else status
    return render(request, "interpreters/interpreter_form.html", context, status=status)


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("GET", "POST"))
def record_undertaking(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    sent = request.method == "POST"
    form = forms.UndertakingForm(
        request.POST if sent else None, request.FILES if sent else None, today=today()
    )
    if sent and form.is_valid():
        try:
            actions.record_undertaking(request.actor, interpreter=interpreter, **form.cleaned_data)
            messages.success(request, _("The undertaking is recorded."))
            return redirect(clinic_url("interpreters:interpreter", interpreter.pk))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
    context = {"form": form, "interpreter": interpreter}
    status = 422 if form.errors else 200
    return render(request, "interpreters/undertaking_form.html", context, status=status)


@clinic_view("interpreter.view", of=queries.interpreter_of, methods=("POST",))
def download_undertaking(request: ClinicRequest, interpreter: Any) -> HttpResponseBase:
    try:
        stored = actions.download_undertaking(request.actor, interpreter=interpreter)
    except Blocked as blocked:
        return _page(request, interpreter, stop=blocked.message, status=409)
    return download(stored, f"undertaking.{stored.media_type.rpartition('/')[2]}")


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("GET", "POST"))
def retire_interpreter(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "interpreters/retire.html", {"interpreter": interpreter})
    try:
        actions.retire_interpreter(request.actor, interpreter=interpreter)
    except Blocked as blocked:
        return _page(request, interpreter, stop=blocked.message, status=409)
    messages.success(request, _("Off the roster."))
    return redirect(clinic_url("interpreters:roster"))


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("GET", "POST"))
def forget_interpreter(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "interpreters/forget.html", {"interpreter": interpreter})
    try:
        actions.forget_interpreter(request.actor, interpreter=interpreter)
    except Blocked as blocked:
        return _page(request, interpreter, stop=blocked.message, status=409)
    messages.success(request, _("Forgotten. The key is destroyed."))
    return redirect(clinic_url("interpreters:roster"))


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("POST",))
def bring_back(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    try:
        actions.bring_back(request.actor, interpreter=interpreter)
    except Blocked as blocked:
        return _page(request, interpreter, stop=blocked.message, status=409)
    messages.success(request, _("On the roster again."))
    return redirect(clinic_url("interpreters:interpreter", interpreter.pk))


def _page(
    request: ClinicRequest, interpreter: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "interpreter": interpreter,
        "line": queries.line_of(interpreter, today()),
        "how": queries.undertaking_words(interpreter),
        "exclusions": queries.exclusions_of(request.actor, interpreter),
        "kinds": EXCLUSIONS,
        "asked_by": ASKED_BY,
        "heard": _heard(request, interpreter),
        "may_edit": request.actor.has("interpreter.edit"),
        **more,
    }
    return render(request, "interpreters/interpreter.html", context, status=status)


def _heard(request: ClinicRequest, interpreter: Any) -> list[tuple[object, int]]:
    if not request.actor.has("interpreter.book"):
        return []
    found = queries.heard_of(interpreter)
    words = {**QUALITIES, "not_again": _("Would not be asked again")}
    return [(text, found[code]) for code, text in words.items() if found.get(code)]
