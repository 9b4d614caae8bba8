"""One's own inbox: what a person was asked, opened, answered, read; and how to be asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from filings import actions, forms, queries
from filings.views.pages import BOTH, POST, form_page


@clinic_view("reminder.own")
def inbox(request: ClinicRequest) -> HttpResponse:
    page = queries.inbox_page(request.actor, after=request.GET.get("after"))
    context = {"page": page, "rows": queries.inbox_rows(page.rows)}
    return render(request, "filings/inbox.html", context)


@clinic_view("reminder.own", of=queries.reminder_of, methods=POST)
def open_reminder(request: ClinicRequest, reminder: Any) -> HttpResponse:
    """Looking at it is reading it; by POST, since it is written down."""
    actions.read_reminder(request.actor, reminder=reminder)
    return redirect(clinic_url("filings:deadline", reminder.deadline_id))


@clinic_view("reminder.own", of=queries.reminder_of, methods=POST)
def read_reminder(request: ClinicRequest, reminder: Any) -> HttpResponse:
    actions.read_reminder(request.actor, reminder=reminder)
    return redirect(clinic_url("filings:inbox"))


@clinic_view("reminder.own", of=queries.reminder_of, methods=POST)
def acknowledge_reminder(request: ClinicRequest, reminder: Any) -> HttpResponse:
    """Answer for its deadline without leaving the inbox."""
    try:
        actions.acknowledge_deadline(request.actor, deadline=reminder.deadline)
        messages.success(request, _("Acknowledged. The reminders go on until it is settled."))
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
    actions.read_reminder(request.actor, reminder=reminder)
    return redirect(clinic_url("filings:inbox"))


@clinic_view("reminder.own", methods=BOTH)
def wishes(request: ClinicRequest) -> HttpResponse:
    kept = queries.wishes_of(request.actor)
    sent = request.POST if request.method == "POST" else None
    form = forms.WishesForm(sent, initial=forms.WishesForm.shown(kept))
    if form.is_valid():
        try:
            actions.set_wishes(
                request.actor, wishes=kept, said=form.said(), version=form.cleaned_data["version"]
            )
        except Blocked as refusal:
            form.add_error(None, str(refusal.message))
            return render(request, "filings/wishes.html", {"form": form}, status=refusal.status)
        messages.success(request, _("Saved. What waits already leaves as it was."))
        return redirect(clinic_url("filings:wishes"))
    return form_page(request, "filings/wishes.html", form)
