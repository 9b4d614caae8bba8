"""Put a reminder aside for some days; say that one is away, and who stands in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.queries import away
from filings.views.pages import BOTH, POST, form_page, stopped


@clinic_view("deadline.snooze", of=queries.deadline_of, methods=BOTH)
def snooze(request: ClinicRequest, deadline: Any) -> HttpResponse:
    last = away.latest_snooze(deadline)
    sent = request.POST if request.method == "POST" else None
    form = forms.SnoozeForm(sent, initial={"version": deadline.version}, today=today(), last=last)
    context = {
        "case": deadline.case,
        "deadline": deadline,
        "row": queries.deadline_row(deadline),
        "last": last,
    }
    if form.is_valid():
        try:
            actions.snooze_deadline(request.actor, deadline=deadline, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/snooze.html", form, refusal, **context)
        messages.success(request, _("Put aside for you. Others are asked as before."))
        return redirect(clinic_url("filings:inbox"))
    return form_page(request, "filings/snooze.html", form, **context)


@clinic_view("deadline.view")
def snoozed(request: ClinicRequest) -> HttpResponse:
    return render(request, "filings/snoozed.html", {"rows": away.snooze_rows(request.actor)})


@clinic_view("deadline.snooze", of=away.snooze_of, methods=POST)
def end_snooze(request: ClinicRequest, snooze: Any) -> HttpResponse:
    try:
        actions.end_snooze(request.actor, snooze=snooze)
        messages.success(request, _("It stands in the inbox again."))
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
    return redirect(clinic_url("filings:snoozed"))


@clinic_view("reminder.own", methods=BOTH)
def leave(request: ClinicRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.LeaveForm(sent, covers=away.possible_covers(request.actor), today=today())
    status = 200
    if form.is_valid():
        try:
            made = actions.record_leave(request.actor, **form.said())
            said = (
                _("Recorded. A supervisor is asked whether your cover may see your cases.")
                if made.reach == "asked"
                else _("Recorded.")
            )
            messages.success(request, said)
            return redirect(clinic_url("filings:leave"))
        except Blocked as refusal:
            form.add_error(None, str(refusal.message))
            status = refusal.status
    elif form.is_bound:
        status = 422
    context = {"form": form, "leaves": away.leaves_of(request.actor)}
    return render(request, "filings/leave.html", context, status=status)


@clinic_view("reminder.own", of=away.leave_of, methods=POST)
def cancel_leave(request: ClinicRequest, leave: Any) -> HttpResponse:
    return _done(request, _("The leave is cancelled."), actions.cancel_leave, leave=leave)


@clinic_view("leave.decide", of=away.leave_of, methods=POST)
def decide_leave(request: ClinicRequest, leave: Any) -> HttpResponse:
    approve = request.POST.get("approve") == "yes"
    said = _("The cover has these cases until the leave ends.") if approve else _("Declined.")
    return _done(request, said, actions.decide_reach, leave=leave, approve=approve)


def _done(request: ClinicRequest, said: str, act: Any, **given: Any) -> HttpResponse:
    try:
        act(request.actor, **given)
        messages.success(request, said)
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
    return redirect(clinic_url("filings:leave"))
