"""Originals: written down, moved, given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from documents import actions, forms, queries

BOTH = ("GET", "POST")


@clinic_view("document.add", of=queries.case_of, methods=BOTH)
def keep_original(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.KeepOriginalForm(_sent(request), initial={"since": today()})
    heading = _("The clinic keeps an original")
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.keep_original(request.actor, case=case, original_id=said.pop("once"), **said)
        except Blocked as stop:
            if stop.code != actions.SENT_TWICE:
                return _stopped(request, form, case, heading, stop)
        messages.success(request, _("Written down. The case stays open until it is given back."))
        return redirect(clinic_url("documents:of_case", case.pk))
    return _page(request, form, case, heading)


@clinic_view("document.add", of=queries.original_of, methods=BOTH)
def change_original(request: ClinicRequest, original: Any) -> HttpResponse:
    start = {name: getattr(original, name) for name in ("what", "place", "since", "version")}
    form = forms.ChangeOriginalForm(_sent(request), initial=start)
    return _over(request, form, original, _("What it is, and where it lies"),
                 actions.change_original)  # fmt: skip


@clinic_view("document.add", of=queries.original_of, methods=BOTH)
def let_original_go(request: ClinicRequest, original: Any) -> HttpResponse:
    start = {"left_on": today(), "version": original.version}
    form = forms.LetGoForm(_sent(request), initial=start, since=original.since)
    return _over(request, form, original, _("It leaves the clinic"), actions.let_original_go)


def _over(request: ClinicRequest, form: Any, original: Any, heading: str, do: Any) -> HttpResponse:
    case = original.case
    if form.is_bound and form.is_valid():
        try:
            do(request.actor, original=original, **form.cleaned_data)
        except Blocked as stop:
            return _stopped(request, form, case, heading, stop)
        messages.success(request, _("Recorded."))
        return redirect(clinic_url("documents:of_case", case.pk))
    return _page(request, form, case, heading)


def _stopped(
    request: ClinicRequest, form: Any, case: Any, heading: str, stop: Blocked
) -> HttpResponse:
    form.add_error(None, str(stop.message))
    if stop.code == "changed_meanwhile" and stop.target is not None:
        form.data = {**request.POST.dict(), "version": stop.target.version}  # type: ignore[attr-defined]
    return _page(request, form, case, heading, status=409)


def _page(
    request: ClinicRequest, form: Any, case: Any, heading: str, *, status: int = 200
) -> HttpResponse:
    if status == 200 and form.errors:
        status = 422
    context = {"form": form, "case": case, "heading": heading}
    return render(request, "documents/original.html", context, status=status)


def _sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None
