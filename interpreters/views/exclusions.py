"""For whom somebody is not asked; what a client wishes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from interpreters import actions, forms, queries
from interpreters.rules.candidates import CLIENT


@clinic_view("interpreter.edit", of=queries.interpreter_of, methods=("GET", "POST"))
def add_exclusion(request: ClinicRequest, interpreter: Any) -> HttpResponse:
    form = forms.ExclusionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, client = form.cleaned_data, None
        if said["kind"] == CLIENT:
            client = queries.client_named(request.actor, said["code_name"])
            if client is None:
                form.add_error("code_name", _("You reach no client with this code name."))
        if not form.errors:
            try:
                actions.add_exclusion(
                    request.actor, form_token=said["form_token"], interpreter=interpreter,
                    kind=said["kind"], asked_by=said["asked_by"], reason=said["reason"],
                    words=form.words, client=client,
                )  # fmt: skip
            except Blocked as blocked:
                if blocked.code != actions.SENT_TWICE:
                    form.add_error(None, str(blocked.message))
        if not form.errors:
            return redirect(clinic_url("interpreters:interpreter", interpreter.pk))
    context = {"form": form, "interpreter": interpreter}
    status = 422 if form.errors else 200
    return render(request, "interpreters/exclusion_form.html", context, status=status)


@clinic_view("interpreter.edit", of=queries.exclusion_of, methods=("GET", "POST"))
def end_exclusion(request: ClinicRequest, exclusion: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "interpreters/end_exclusion.html", {"exclusion": exclusion})
    try:
        actions.end_exclusion(request.actor, exclusion=exclusion)
        messages.success(request, _("Taken back."))
    except Blocked as blocked:
        messages.warning(request, blocked.message)
    return redirect(clinic_url("interpreters:interpreter", exclusion.interpreter_id))


@clinic_view("interpreter.ask", of=queries.client_of, methods=("GET", "POST"))
def wishes(request: ClinicRequest, client: Any) -> HttpResponse:
    wish, status = queries.wish_of(client), 200
    form: Any = forms.WishesForm(
        request.POST if request.method == "POST" else None, initial=forms.wishes_said(wish)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_wishes(request.actor, client=client, **form.cleaned_data)
            messages.success(request, _("The wishes are recorded."))
            return redirect(clinic_url("interpreters:client_bookings", client.pk))
        except Blocked as blocked:
            form.add_error(None, str(blocked.message))
            # Read again by the person, sent once more: an answer to what is there now.
            form.data = form.data.copy()
            form.data["version"] = str(wish.version if wish else 0)
            status = 409
    status = 422 if form.errors and status == 200 else status
    context = {"form": form, "client": client}
    return render(request, "interpreters/wishes.html", context, status=status)
