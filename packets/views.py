"""Form -> action or query -> template."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from cases.queries import case_of, own_handover_of
from clients.forms.nonengagement import NonengagementForm
from clients.queries import intake_of, letter_lines
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import as_download
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url
from packets import actions, forms, queries

BOTH, POST = ("GET", "POST"), ("POST",)
PDF = "application/pdf"
SENT_CHUNK = 64 * 1024


@clinic_view("packet.view", of=case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    context = {
        "case": case,
        "packets": queries.packets_of(request.actor, case),
        "form": forms.RequestForm(),
    }
    return render(request, "packets/of_case.html", context)


@clinic_view("packet.request", of=case_of, methods=BOTH)
def request_one(request: ClinicRequest, case: Any) -> HttpResponse:
    return _asked(request, case, None)


@clinic_view("packet.request", of=own_handover_of, methods=BOTH)
def request_handover(request: ClinicRequest, handover: Any) -> HttpResponse:
    """Ask for the packet of a case that was handed to the reader."""
    return _asked(request, handover.case, handover)


def _asked(request: ClinicRequest, case: Any, handover: Any) -> HttpResponse:
    form = forms.RequestForm(request.POST or None)
    context = {"case": case, "form": form, "handover": handover}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "packets/request.html", context, status=status)
    asked = {
        "reveals": form.cleaned_data["reveals"], "language": get_language() or "en",
        "handover": handover,
    }  # fmt: skip
    packet = queries.asked_just_now(request.actor, case, **asked)
    if packet is None:
        once, reason = form.cleaned_data["once"], form.cleaned_data["reason"]
        try:
            packet = actions.request_packet(
                request.actor, case=case, reason=reason, packet_id=once, **asked
            )
        except Blocked as refusal:
            if refusal.code != "sent_twice":
                raise
            packet = queries.asked_just_now(request.actor, case, **asked)
    if packet is None:
        return redirect(clinic_url("packets:of_case", case.pk))
    return redirect(clinic_url("packets:packet", packet.pk))


@clinic_view("packet.view", of=queries.packet_of)
def packet(request: ClinicRequest, packet: Any) -> HttpResponse:
    context = {"case": packet.case, "packet": packet, "state": queries.state_of(packet)}
    return render_page(request, "packets/packet.html", context, fragment="packets/_status.html")


@clinic_view("packet.request", of=queries.packet_of, methods=POST)
def retry(request: ClinicRequest, packet: Any) -> HttpResponse:
    actions.retry_packet(request.actor, packet=packet)
    return redirect(clinic_url("packets:packet", packet.pk))


@clinic_view("packet.download", of=queries.packet_of)
def download(request: ClinicRequest, packet: Any) -> HttpResponseBase:
    return as_pdf(packet, actions.download_packet(request.actor, packet=packet))


def as_pdf(packet: Any, copy: bytes) -> HttpResponseBase:
    parts = (copy[start : start + SENT_CHUNK] for start in range(0, len(copy), SENT_CHUNK))
    return as_download(
        parts,
        filename=f"packet-{packet.token}.pdf",
        media_type=PDF,
        size=len(copy),
    )


@clinic_view("intake.work", of=intake_of, methods=BOTH)
def nonengagement(request: ClinicRequest, intake: Any) -> HttpResponseBase:
    """Write the letter and hand it out at once: the file is stored nowhere, only what it says."""
    form = NonengagementForm(request.POST or None)
    context = {
        "intake": intake, "client": intake.client, "form": form, "letters": letter_lines(intake),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "packets/nonengagement_form.html", context)
    if not form.is_valid():
        return render(request, "packets/nonengagement_form.html", context, status=422)
    try:
        letter = actions.nonengagement_letter(request.actor, intake, form.arguments())
    except Blocked as stop:
        context["stop"] = stop.message
        return render(request, "packets/nonengagement_form.html", context, status=409)
    return letter_download(letter)


@clinic_view("intake.work", of=intake_of, methods=POST)
def nonengagement_again(request: ClinicRequest, intake: Any, number: int) -> HttpResponseBase:
    """Hand out a letter that was written before; whoever takes it is recorded."""
    return letter_download(actions.nonengagement_again(request.actor, intake, number))


def letter_download(letter: bytes) -> HttpResponseBase:
    return as_download([letter], filename="letter.pdf", media_type=PDF, size=len(letter))
