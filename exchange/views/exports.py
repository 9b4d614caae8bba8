"""A copy of the whole clinic: asked for and taken by an administrator who proves who it is."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.audit.recording import record_refusal
from clinic.files.responses import download
from clinic.pages.fragments import render_page
from clinic.people.proof import TooManyWrong, proves_factor
from clinic.tenancy.current import clinic_url, day_of
from exchange import actions, forms, queries
from exchange.rules.words import REASONS

BOTH = ("GET", "POST")


@clinic_view("export.view")
def exports(request: ClinicRequest) -> HttpResponse:
    page = queries.exports_page(request.actor, after=request.GET.get("after"))
    rows = [(export, *queries.export_words(export)) for export in page.rows]
    return render(request, "exchange/exports.html", {"page": page, "rows": rows})


@clinic_view("export.make", methods=BOTH)
def ask(request: ClinicRequest) -> HttpResponse:
    form = forms.AskExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "exchange/ask_export.html", {"form": form}, status=status)
    try:
        if not _proved(request, form, "export.requested"):
            return render(request, "exchange/ask_export.html", {"form": form}, status=422)
        export = actions.ask_export(
            request.actor, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"],
            export_id=form.export_id(),
        )  # fmt: skip
    except TooManyWrong:
        logout(request)
        return redirect("account_login")
    except Blocked as blocked:
        form.add_error(None, blocked.message)
        page = {"form": form}
        return render(request, "exchange/ask_export.html", page, status=blocked.status)
    return redirect(clinic_url("exchange:export", export.pk))


@clinic_view("export.view", of=queries.export_of)
def one_export(request: ClinicRequest, export: Any) -> HttpResponse:
    context = _page_of(request, export, forms.ProofForm())
    return render_page(request, "exchange/export.html", context, fragment="exchange/_export.html")


@clinic_view("export.decide", of=queries.export_of, methods=("POST",))
def agree(request: ClinicRequest, export: Any) -> HttpResponse:
    return _decide(request, export, actions.agree_to_export)


@clinic_view("export.decide", of=queries.export_of, methods=("POST",))
def refuse(request: ClinicRequest, export: Any) -> HttpResponse:
    return _decide(request, export, actions.refuse_export)


def _decide(request: ClinicRequest, export: Any, act: Any) -> HttpResponse:
    try:
        act(request.actor, export=export)
    except Blocked as blocked:
        messages.error(request, str(blocked.message))
        context = _page_of(request, queries.export_of(request.actor, export.pk), forms.ProofForm())
        return render(request, "exchange/export.html", context, status=blocked.status)
    return redirect(clinic_url("exchange:export", export.pk))


def _page_of(request: ClinicRequest, export: Any, form: forms.ProofForm) -> dict[str, Any]:
    words, tone = queries.export_words(export)
    return {
        "export": export, "words": words, "tone": tone, "form": form,
        "why": REASONS[export.reason],
        "is_own": export.requested_by_id == request.actor.membership_id,
        "decides": "export.decide" in request.actor.capabilities,
        "address": request.build_absolute_uri(clinic_url("exchange:export", export.pk)),
    }  # fmt: skip


@clinic_view("export.make", of=queries.export_of, methods=("POST",))
def take(request: ClinicRequest, export: Any) -> HttpResponseBase:
    """Send the copy once, to whoever proves anew that they asked for it."""
    form = forms.ProofForm(request.POST)
    context = _page_of(request, export, form)
    try:
        if not form.is_valid() or not _proved(request, form, "export.taken"):
            return render(request, "exchange/export.html", context, status=422)
        taken = actions.take_export(request.actor, export=export)
    except TooManyWrong:
        logout(request)
        return redirect("account_login")
    except Blocked as blocked:
        messages.error(request, str(blocked.message))
        return render(request, "exchange/export.html", context, status=blocked.status)
    day = day_of(taken.requested_at).isoformat()
    assert taken.file is not None
    return download(taken.file, f"clinic-{day}.zip")


def _proved(request: ClinicRequest, form: Any, verb: str) -> bool:
    """:raises TooManyWrong: the session has to end"""
    fits = False
    try:
        fits = proves_factor(request, form.cleaned_data["proof"])
    finally:
        if not fits:
            record_refusal(request.actor, verb, detail={"why": "wrong_proof"})
    if not fits:
        form.add_error("proof", _("This is not a current code. Wait for the next one, try again."))
    return fits
