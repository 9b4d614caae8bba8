"""Pages of the directory, the releases and the referrals of a case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clients.forms import REASONS, RevealForm
from clients.rules.disclosure import FIELDS
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url
from referrals import actions, queries, rules
from referrals.forms import (
    AddPartnerForm,
    EditPartnerForm,
    PartnerFilter,
    ReferralForm,
)
from referrals.views import paper


@clinic_view("partner.view")
def partners(request: ClinicRequest) -> HttpResponse:
    form = PartnerFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    context = {
        "form": form,
        "partners": queries.partners(request.actor, **wanted),
        "filtered": any(wanted.values()),
        "kinds": rules.PARTNER_KINDS,
        "may_edit": request.actor.has("partner.edit"),
    }
    return render_page(request, "referrals/partners.html", context)


@clinic_view("partner.edit", methods=("GET", "POST"))
def add_partner(request: ClinicRequest) -> HttpResponse:
    form = AddPartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_partner(
                request.actor,
                form_token=form.cleaned_data["form_token"],
                details=form.details(),
            )
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                form.add_error("name", str(blocked.message))
        if not form.errors:
            return redirect(clinic_url("referrals:partners"))
    return _form_page(request, "referrals/partner_form.html", form)


@clinic_view("partner.edit", of=queries.partner_of, methods=("GET", "POST"))
def edit_partner(request: ClinicRequest, partner: Any) -> HttpResponse:
    form = EditPartnerForm(
        request.POST if request.method == "POST" else None, initial=queries.partner_said(partner)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.edit_partner(
                request.actor, partner=partner, details=form.details(), version=version
            )
            return redirect(clinic_url("referrals:partners"))
        except Blocked as blocked:
            status = _said_on(form, blocked)
    return _form_page(
        request, "referrals/partner_form.html", form, status=status, partner=partner,
        contacts=queries.contacts_of(request.actor, partner),
    )  # fmt: skip


def _said_on(form: Any, blocked: Blocked) -> int:
    """Say on the form why nothing was saved, keep what was typed, and return the status."""
    if blocked.code != "changed_meanwhile":
        form.add_error("name", str(blocked.message))
        return 422
    form.add_error(None, str(blocked.message))
    # Read again by the person, sent once more: that is an answer to what is there now.
    form.data = form.data.copy()
    form.data["version"] = str(getattr(blocked.target, "version", ""))
    return 409


@clinic_view("referral.view", of=case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    actor = request.actor
    releases = queries.releases_of(actor, case.client)
    context = {
        "case": case,
        "releases": releases,
        "referrals": queries.referrals_of(actor, case),
        "may_give": actor.has("release.give"),
        "may_revoke": actor.has("release.revoke"),
        "may_send": actor.has("referral.send"),
        "in_force": any(line.state == "current" for line in releases),
        "labels": FIELDS,
        "statuses": rules.STATUSES,
    }
    return render(request, "referrals/of_case.html", context)


@clinic_view("referral.send", of=case_of, methods=("GET", "POST"))
def send(request: ClinicRequest, case: Any) -> HttpResponse:
    actor = request.actor
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        partners=queries.partners(actor),
        initial={
            "partner": request.GET.get("partner", ""),
            "fields_shared": request.GET.getlist("field"),
        },
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            actions.send_referral(
                actor,
                form_token=chosen["form_token"],
                case=case,
                partner=chosen["partner"],
                fields=chosen["fields_shared"],
                internal_note=chosen["internal_note"],
                way=chosen["way"],
            )
        except Blocked as blocked:
            refused = None if blocked.code == actions.SENT_TWICE else blocked
        if refused is None:
            return redirect(clinic_url("referrals:referral", chosen["form_token"]))
    context = {
        "case": case,
        "releases": [
            line for line in queries.releases_of(actor, case.client) if line.state == "current"
        ],
        "refused": refused,
        "wanted_partner": form["partner"].value() or "",
        "labels": FIELDS,
        "form": form,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "referrals/send.html", context, status=status)


@clinic_view("referral.view", of=queries.referral_of, methods=("GET",))
def referral(request: ClinicRequest, referral: Any) -> HttpResponse:
    return _referral_page(request, referral)


@clinic_view("client.reveal", of=queries.referral_of, methods=("POST",))
def read_content(request: ClinicRequest, referral: Any) -> HttpResponse:
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _referral_page(request, referral, status=422, reason_error=why.said)
    reason = why.cleaned_data["reason"]
    content = actions.read_content(request.actor, referral=referral, reason=reason)
    return _referral_page(request, referral, content=labelled(content))


@clinic_view("referral.send", of=queries.referral_of, methods=("POST",))
def withdraw(request: ClinicRequest, referral: Any) -> HttpResponse:
    actions.withdraw_referral(request.actor, referral=referral)
    return redirect(clinic_url("referrals:referral", referral.pk))


@clinic_view("referral.send", of=queries.referral_of, methods=("POST",))
def hand_over(request: ClinicRequest, referral: Any) -> Any:
    """Answer with the paper or the file; asked anew each time whether the release holds."""
    form = request.POST.get("form")
    if form not in paper.FORMS:
        return _referral_page(request, referral, status=422)
    try:
        content = actions.hand_over(request.actor, referral=referral)
    except Blocked as blocked:
        return _referral_page(request, referral, status=409, refused=blocked.message)
    return paper.FORMS[form](referral, labelled(content))


def _referral_page(
    request: ClinicRequest, referral: Any, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "case": referral.case,
        "referral": referral,
        "status": rules.STATUSES[referral.status],
        "labels": FIELDS,
        "may_read": request.actor.has("client.reveal"),
        "reasons": REASONS,
        "way": rules.WAYS[referral.way],
        "may_hand_over": request.actor.has("referral.send") and referral.way != "link",
        "may_withdraw": request.actor.has("referral.send") and referral.status != "withdrawn",
        **extra,
    }
    return render(request, "referrals/referral.html", context, status=status)


def labelled(content: dict[str, str]) -> list[tuple[str, str]]:
    return [(_(FIELDS[code]), content[code]) for code in FIELDS if code in content]


def _form_page(
    request: HttpRequest, template: str, form: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    if form.errors and status == 200:
        status = 422
    return render(request, template, {"form": form, **context}, status=status)
