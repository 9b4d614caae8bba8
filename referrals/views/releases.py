"""Pages of a client's consent: given, read, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.queries import case_of
from clients.forms import REASONS, RevealForm
from clients.queries import guardian_lines
from clients.rules.consent import as_lines
from clients.rules.disclosure import FIELDS
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.tenancy.current import clinic_url, today
from interpreters.queries import interpreters_of
from referrals import actions, queries, rules
from referrals.forms import ReleaseForm, RevokeForm

# Where a refusal of the law's part is said on the form.
AT = {
    "signer_is_minor": "signer",
    "signer_is_adult": "signer",
    "guardian_missing": "guardian",
    "guardian_opposed": "guardian",
    "guardian_not_safe": "guardian",
    "signature_missing": "method",
    "partner_inactive": "partner",
}


@clinic_view("release.give", of=case_of, methods=("GET", "POST"))
def give_release(request: ClinicRequest, case: Any) -> HttpResponse:
    actor = request.actor
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        partners=queries.partners(actor),
        guardians=guardian_lines(case.client),
        today=today(),
        interpreters=interpreters_of(actor, case.client),
        initial={"partner": request.GET.get("partner", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            terms = dict(form.cleaned_data)
            terms.pop("informed")
            actions.give_release(actor, case=case, fields=terms.pop("fields_released"), **terms)
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                form.add_error(AT.get(blocked.code), str(blocked.message))
        if not form.errors:
            return redirect(clinic_url("referrals:of_case", case.pk))
    context = {"form": form, "case": case}
    status = 422 if form.errors else 200
    return render(request, "referrals/release_form.html", context, status=status)


@clinic_view("release.view", of=queries.release_of)
def release(request: ClinicRequest, release: Any) -> HttpResponse:
    return _release_page(request, release)


@clinic_view("client.reveal", of=queries.release_of, methods=("POST",))
def read_release(request: ClinicRequest, release: Any) -> HttpResponse:
    """Show what was signed; the look is recorded with its reason."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _release_page(request, release, status=422, reason_error=why.said)
    reason = why.cleaned_data["reason"]
    read = actions.read_release(request.actor, release=release, reason=reason)
    return _release_page(request, release, said=_said(read), signature=as_lines(read.signature))


@clinic_view("client.reveal", of=queries.release_of, methods=("POST",))
def download_scan(request: ClinicRequest, release: Any) -> HttpResponseBase:
    stored = actions.download_scan(request.actor, release=release)
    ending = stored.media_type.rpartition("/")[2]
    return download(stored, f"release.{ending}")


@clinic_view("release.revoke", of=queries.release_of, methods=("GET", "POST"))
def revoke_release(request: ClinicRequest, release: Any) -> HttpResponse:
    case = queries.first_case_of(request.actor, release)
    back = clinic_url("referrals:of_case", case.pk) if case else clinic_url("desk:today")
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_release(request.actor, release=release, **form.cleaned_data)
        return redirect(back)
    context = {"release": release, "back": back, "form": form}
    status = 422 if form.errors else 200
    return render(request, "referrals/release_revoke.html", context, status=status)


@clinic_view("release.revoke", of=case_of, methods=("GET", "POST"))
def revoke_all(request: ClinicRequest, case: Any) -> HttpResponse:
    """Take back everything at once: the client says "nothing more to anybody"."""
    form = RevokeForm(request.POST if request.method == "POST" else None)
    back = clinic_url("referrals:of_case", case.pk)
    if request.method == "POST" and form.is_valid():
        number = actions.revoke_all(request.actor, case=case, **form.cleaned_data)
        said = ngettext(
            "%(count)s release was taken back. Nothing more leaves.",
            "%(count)s releases were taken back. Nothing more leaves.",
            number,
        )
        messages.success(request, said % {"count": number})
        return redirect(back)
    context = {"back": back, "form": form}
    status = 422 if form.errors else 200
    return render(request, "referrals/release_revoke.html", context, status=status)


def _release_page(
    request: ClinicRequest, release: Any, *, status: int = 200, **extra: Any
) -> HttpResponse:
    actor = request.actor
    line = queries.line_of(release)
    context = {
        "release": release,
        "line": line,
        "case": queries.first_case_of(actor, release),
        "history": queries.history_of(release),
        "labels": FIELDS,
        "method": rules.METHODS.get(release.method, release.method),
        "signer": rules.SIGNERS.get(release.signer, release.signer),
        "may_read": actor.has("client.reveal"),
        "may_revoke": actor.has("release.revoke") and not release.revoked_at,
        "reasons": REASONS,
        **extra,
    }
    return render(request, "referrals/release.html", context, status=status)


def _said(release: Any) -> list[tuple[str, str]]:
    lines = [
        (_("What for"), release.purpose),
        (_("Language in which it was explained"), release.language),
        (_("Interpreter"), release.interpreter),
        (_("Name as signed"), release.signed_name),
        (_("Guardian's name as signed"), release.guardian_name),
        (_("Why longer than 90 days"), release.long_reason),
        (_("What was said when it was taken back"), release.revoked_note),
    ]
    return [(label, text) for label, text in lines if text]
