"""What is asked of agencies: on a filing, and over the clinic."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.tenancy.current import clinic_url, today
from filings import actions
from filings.forms import certifications as forms
from filings.queries import certifications as queries
from filings.queries import filing_of
from filings.rules.certifications import YES
from filings.views.pages import BOTH, about, form_page, stopped


@clinic_view("certification.view")
def certifications(request: ClinicRequest) -> HttpResponse:
    """List what waits for which agency, and for how long."""
    chosen = request.GET.get("agency", "")
    try:
        agency = UUID(chosen) if chosen else None
    except ValueError:
        raise Http404 from None
    page = queries.waiting_page(request.actor, agency=agency, after=request.GET.get("after"))
    context = {
        "waiting": queries.waiting_lines(page.rows),
        "page": page,
        "agencies": queries.agencies(request.actor),
        "chosen": chosen,
    }
    return render(request, "filings/certifications.html", context)


@clinic_view("certification.choose", of=filing_of, methods=BOTH)
def record_choice(request: ClinicRequest, filing: Any) -> HttpResponse:
    standing = queries.standing_choice(filing)
    form = forms.ChoiceForm(
        request.POST or None,
        today=today(),
        withdrawable=standing == YES,
        initial={"asked_on": today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_choice(request.actor, filing=filing, **form.arguments())
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:filing", filing.pk))
            return stopped(request, "filings/record_choice.html", form, refusal, **about(filing))
        messages.success(request, _("The survivor's choice is recorded."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/record_choice.html", form, **about(filing))


@clinic_view("certification.request", of=filing_of, methods=BOTH)
def send_request(request: ClinicRequest, filing: Any) -> HttpResponse:
    agencies = queries.agency_choices()
    form = forms.RequestForm(
        request.POST or None,
        today=today(),
        agencies=agencies,
        initial={"version": filing.version, "on": today()},
    )
    context = {
        **about(filing),
        "agencies": agencies,
        "standing": queries.standing_choice(filing),
    }
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency = queries.agency_of(request.actor, given.pop("agency"))
        given["request_id"] = given.pop("once")
        try:
            actions.send_request(request.actor, filing=filing, agency=agency, **given)
        except Blocked as refusal:
            if refusal.code == "sent_twice":
                return redirect(clinic_url("filings:filing", filing.pk))
            return stopped(request, "filings/send_request.html", form, refusal, **context)
        messages.success(request, _("Recorded. You are reminded when to ask again."))
        return redirect(clinic_url("filings:filing", filing.pk))
    return form_page(request, "filings/send_request.html", form, **context)


@clinic_view("certification.chase", of=queries.request_of, methods=BOTH)
def chase(request: ClinicRequest, asked: Any) -> HttpResponse:
    form = forms.ChaseForm(request.POST or None, today=today(), initial={"on": today()})
    context = {**about(asked.filing), "asked": asked}
    if request.method == "POST" and form.is_valid():
        try:
            actions.chase_request(request.actor, request=asked, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/chase.html", form, refusal, **context)
        messages.success(request, _("Recorded. The next day to ask is computed."))
        return redirect(clinic_url("filings:filing", asked.filing_id))
    return form_page(request, "filings/chase.html", form, **context)


@clinic_view("certification.request", of=queries.request_of, methods=BOTH)
def record_answer(request: ClinicRequest, asked: Any) -> HttpResponse:
    bound = request.method == "POST"
    form = forms.AnswerForm(
        request.POST if bound else None,
        request.FILES if bound else None,
        today=today(),
        initial={"received_on": today()},
    )
    context = {**about(asked.filing), "asked": asked}
    if bound and form.is_valid():
        try:
            actions.record_answer(request.actor, request=asked, **form.arguments())
        except Blocked as refusal:
            return stopped(request, "filings/record_answer.html", form, refusal, **context)
        messages.success(request, _("The answer is recorded."))
        return redirect(clinic_url("filings:filing", asked.filing_id))
    return form_page(request, "filings/record_answer.html", form, **context)


@clinic_view("notice.download", of=queries.request_of)
def answer_file(request: ClinicRequest, asked: Any) -> HttpResponseBase:
    if asked.document is None:
        raise Http404
    actions.download_answer(request.actor, request=asked)
    return download(asked.document, queries.answer_filename(asked))


@clinic_view("agency.view")
def agencies(request: ClinicRequest) -> HttpResponse:
    context = {"agencies": queries.agencies(request.actor)}
    return render(request, "filings/agencies.html", context)


@clinic_view("agency.edit", methods=BOTH)
def add_agency(request: ClinicRequest) -> HttpResponse:
    form = forms.AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_agency(request.actor, **form.arguments())
        except Blocked as refusal:
            if refusal.code != "sent_twice":
                return stopped(request, "filings/add_agency.html", form, refusal)
        return redirect(clinic_url("filings:agencies"))
    return form_page(request, "filings/add_agency.html", form)


@clinic_view("agency.edit", of=queries.agency_of, methods=BOTH)
def change_agency(request: ClinicRequest, agency: Any) -> HttpResponse:
    names = ("version", "name", "kind", "place", "contact", "active")
    form = forms.ChangeAgencyForm(
        request.POST or None, initial={name: getattr(agency, name) for name in names}
    )
    context = {"agency": agency}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_agency(request.actor, agency=agency, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/change_agency.html", form, refusal, **context)
        messages.success(request, _("The agency is changed."))
        return redirect(clinic_url("filings:agencies"))
    return form_page(request, "filings/change_agency.html", form, **context)
