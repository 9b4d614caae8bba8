"""Work before signature, and why a client gets no closing letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from engagement import actions, forms, queries
from engagement.views.letters import case_page
from engagement.views.pages import BOTH, Act, act_page, sent, stopped


@clinic_view("emergency.say", of=case_of, methods=BOTH)
def say_emergency(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.EmergencyForm(sent(request))
    act = Act(
        case, _("Work before signature, case"), _("Work that cannot wait for the signature"),
        _("Supervisors see it on Today until the letter is signed. Have it signed as soon as it "
          "can be done safely."),
        _("Record it"), clinic_url("engagement:of_case", case.pk),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        token = said.pop("form_token")
        try:
            actions.say_emergency(request.actor, case=case, emergency_id=token, **said)
        except Blocked as refusal:
            if refusal.code != actions.SENT_TWICE:
                return stopped(request, act, form, refusal)
        messages.success(request, _("Recorded. Work may begin."))
        return redirect(act.back)
    return act_page(request, act, form)


@clinic_view("emergency.say", of=queries.emergency_of, methods=("POST",))
def end_emergency(request: ClinicRequest, emergency: Any) -> HttpResponse:
    case = emergency.case
    try:
        actions.end_emergency(request.actor, emergency=emergency)
    except Blocked as refusal:
        return case_page(request, case, stop=refusal.message, status=409)
    return redirect(clinic_url("engagement:of_case", case.pk))


@clinic_view("letter.finish", of=case_of, methods=BOTH)
def waive_closing(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.WaiveForm(sent(request))
    act = Act(
        case, _("No closing letter, case"), _("No closing letter"),
        _("Such as: the client cannot be reached safely, or has died. The case can be closed after "
          "that."),
        _("Record the reason"), clinic_url("engagement:of_case", case.pk),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.waive_closing(
                request.actor, case=case, letter_id=said["form_token"], reason=said["reason"]
            )
        except Blocked as refusal:
            if refusal.code != actions.SENT_TWICE:
                return stopped(request, act, form, refusal)
        messages.success(request, _("Recorded."))
        return redirect(act.back)
    return act_page(request, act, form)
