"""What the views of this room share."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest
from clinic.tenancy.current import clinic_url
from filings import queries

BOTH = ("GET", "POST")
POST = ("POST",)


def about(filing: Any) -> dict[str, Any]:
    return {"case": filing.case, "filing": filing, "row": queries.row_of(filing)}


def form_page(
    request: HttpRequest, page: str, form: django_forms.Form, **context: Any
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)


def stopped(
    request: HttpRequest, page: str, form: django_forms.Form, refusal: Blocked, **context: Any
) -> HttpResponse:
    """Show the form again as it was sent, with why nothing was changed."""
    form.add_error(None, refusal.words)
    if refusal.code == "changed_meanwhile":
        # Read again by the person, sent once more: that is an answer to what is there now.
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(getattr(refusal.target, "version", ""))  # type: ignore[index]
    return render(request, page, {"form": form, **context}, status=409)


def notice_recorded(request: ClinicRequest, notice: Any) -> HttpResponse:
    """Say that it is recorded and, plainly, what nobody will be reminded of; then go on."""
    messages.success(request, _("The notice is recorded."))
    names = queries.notice_row(request.actor, notice.pk).unwatched_names
    if names:
        said = _(
            "No watch over its expiry was started, for it says no “valid until”: %(rules)s. "
            "Add the deadline yourself as soon as you know the day."
        )
        messages.warning(request, said % {"rules": ", ".join(names)})
    deadline = queries.deadline_made_by(request.actor, notice)
    if deadline is None:
        return redirect(clinic_url("filings:filing", notice.filing_id))
    return redirect(clinic_url("filings:deadline", deadline.pk))
