"""Who took a case on and is silent: the queue, one answer, after how many days."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from agenda.rules import silence as rules
from agenda.rules import status
from agenda.rules.hours import hours_text
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("case.assign")
def silences(request: ClinicRequest) -> HttpResponse:
    rows = queries.silences(request.actor)[: rules.MOST_SHOWN]
    context = {
        "lines": [queries.silence_line(row) for row in rows],
        "days": queries.silence_days(),
        "told": _told(request),
        "may_set": request.actor.has("gate.change"),
    }
    return render(request, "agenda/silences.html", context)


def _told(request: ClinicRequest) -> list[dict[str, Any]]:
    return [
        {
            "who": row.membership.user.name, "answer": status.ANSWERS[row.answer],
            "hours": hours_text(row.tenths) if row.tenths else "", "well": row.answer == "well",
        }
        for row in queries.status_answers(request.actor)[: rules.MOST_SHOWN]
    ]  # fmt: skip


@clinic_view("case.assign", of=queries.silence_of, methods=BOTH)
def answer_silence(request: ClinicRequest, silence: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, stop = forms.AnswerSilenceForm(sent, initial={"version": silence.version}), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_silence(request.actor, silence=silence, **form.cleaned_data)
        except Blocked as blocked:
            stop = blocked.message
        else:
            if form.cleaned_data["answer"] == rules.REASSIGN:
                given = silence.assignment
                page = clinic_url("cases:hand_over", given.case_id)
                return redirect(f"{page}?from={given.membership_id}")
            messages.success(request, _("Saved."))
            return redirect(clinic_url("agenda:silences"))
    context = {
        "form": form, "case": silence.assignment.case, "line": queries.silence_line(silence),
        "stop": stop,
    }  # fmt: skip
    code = 409 if stop else 422 if form.errors else 200
    return render(request, "agenda/answer_silence.html", context, status=code)


@clinic_view("gate.change", methods=BOTH)
def set_silence_days(request: ClinicRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.SilenceDaysForm(sent, initial={"days": queries.silence_days()})
    if request.method == "POST" and form.is_valid():
        actions.set_silence_days(request.actor, **form.cleaned_data)
        return redirect(clinic_url("agenda:silences"))
    code = 422 if form.errors else 200
    return render(request, "agenda/silence_days.html", {"form": form}, status=code)
