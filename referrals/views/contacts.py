"""Who works at a partner: pages of those who keep the directory."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from referrals import actions, queries
from referrals.forms.contacts import AddContactForm, ChangeContactForm, EndContactForm

BOTH = ("GET", "POST")


@clinic_view("partner.edit", of=queries.partner_of, methods=BOTH)
def add_contact(request: ClinicRequest, partner: Any) -> HttpResponse:
    form = AddContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["form_token"]
        try:
            actions.add_contact(
                request.actor, partner=partner, form_token=token, details=form.details()
            )
        except Blocked as blocked:
            if blocked.code != actions.SENT_TWICE:
                raise
        messages.success(request, _("Added. Every conflict check compares this person from now."))
        return redirect(clinic_url("referrals:edit_partner", partner.pk))
    return _page(request, form, partner, status=422 if form.errors else 200)


@clinic_view("partner.edit", of=queries.contact_of, methods=BOTH)
def change_contact(request: ClinicRequest, contact: Any) -> HttpResponse:
    form: Any = ChangeContactForm(
        request.POST if request.method == "POST" else None, initial=queries.contact_said(contact)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact(
                request.actor, contact=contact, details=form.details(),
                version=form.cleaned_data["version"],
            )  # fmt: skip
            return redirect(clinic_url("referrals:edit_partner", contact.partner_id))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            # Read again by the person, sent once more: an answer to what is there now.
            form.data = form.data.copy()
            form.data["version"] = str(getattr(blocked.target, "version", ""))
            status = 409
    status = 422 if form.errors and status == 200 else status
    return _page(request, form, contact.partner, status=status, contact=contact)


@clinic_view("partner.edit", of=queries.contact_of, methods=BOTH)
def end_contact(request: ClinicRequest, contact: Any) -> HttpResponse:
    form: Any = EndContactForm(
        request.POST if request.method == "POST" else None, initial={"version": contact.version}
    )
    context = {"form": form, "contact": contact, "partner": contact.partner}
    if request.method != "POST":
        return render(request, "referrals/end_contact.html", context)
    if not form.is_valid():
        return render(request, "referrals/end_contact.html", context, status=422)
    try:
        actions.end_contact(request.actor, contact=contact, version=form.cleaned_data["version"])
    except Blocked as blocked:
        context["stop"] = blocked.message
        context["form"] = EndContactForm(
            initial={"version": getattr(blocked.target, "version", "")}
        )
        return render(request, "referrals/end_contact.html", context, status=409)
    messages.success(request, _("Ended. No conflict check compares this person any more."))
    return redirect(clinic_url("referrals:edit_partner", contact.partner_id))


def _page(
    request: ClinicRequest, form: Any, partner: Any, *, status: int, **more: Any
) -> HttpResponse:
    context = {"form": form, "partner": partner, **more}
    return render(request, "referrals/contact_form.html", context, status=status)
