"""The clinic's own words for its letters."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from engagement import actions, forms, queries, rules
from engagement.views.pages import BOTH, sent


@clinic_view("letter.view")
def wordings(request: ClinicRequest) -> HttpResponse:
    context = {
        "lines": queries.wording_lines(),
        "form": forms.WordingPlaceForm(),
        "may_edit": request.actor.has("wording.edit"),
    }
    return render(request, "engagement/wordings.html", context)


@clinic_view("letter.view")
def wording(request: ClinicRequest, kind: str, matter: str = "") -> HttpResponse:
    return _page(request, kind, matter)


@clinic_view("wording.edit")
def choose_wording(request: ClinicRequest) -> HttpResponse:
    form = forms.WordingPlaceForm(request.GET)
    if form.is_valid():
        said = form.cleaned_data
        return redirect(_place("write_wording", said["kind"], said["matter"]))
    context = {"lines": queries.wording_lines(), "form": form, "may_edit": True}
    return render(request, "engagement/wordings.html", context, status=422)


@clinic_view("wording.edit", methods=BOTH)
def write_wording(request: ClinicRequest, kind: str, matter: str = "") -> HttpResponse:
    words = queries.wording_of(kind, matter)
    form = forms.WordingForm(
        sent(request), sections=words.sections,
        initial={"version": queries.last_number(kind, matter)},
    )  # fmt: skip
    context: dict[str, Any] = {
        "words": words, "form": form, "back": _place("wording", kind, matter),
        "names": [f"{{{name}}}" for name in rules.PLACEHOLDERS[kind]],
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_wording(
                request.actor, kind=kind, matter=matter, sections=form.sections(),
                news=said["news"], version=said["version"],
            )  # fmt: skip
        except Blocked as refusal:
            form.add_error(None, str(refusal.message))
            if refusal.code == "changed_meanwhile":
                now = str(queries.last_number(kind, matter))
                form.data = {**request.POST.dict(), "version": now}
            return render(request, "engagement/write_wording.html", context, status=409)
        messages.success(request, _("New letters begin with these words."))
        return redirect(context["back"])
    status = 422 if form.errors else 200
    return render(request, "engagement/write_wording.html", context, status=status)


@clinic_view("wording.edit", methods=("POST",))
def withdraw_wording(request: ClinicRequest, kind: str, matter: str = "") -> HttpResponse:
    form = forms.VersionForm(request.POST)
    queries.wording_of(kind, matter)
    if not form.is_valid():
        return _page(request, kind, matter, status=422)
    try:
        actions.withdraw_wording(
            request.actor, kind=kind, matter=matter, news="", version=form.cleaned_data["version"]
        )
    except Blocked as refusal:
        return _page(request, kind, matter, stop=refusal.message, status=409)
    messages.success(request, _("The clinic's own words are out of use."))
    return redirect(clinic_url("engagement:wordings"))


def _page(
    request: ClinicRequest, kind: str, matter: str, *, stop: Any = None, status: int = 200
) -> HttpResponse:
    words = queries.wording_of(kind, matter)
    context = {
        "words": words,
        "versions": queries.wording_versions(kind, matter),
        "last": queries.last_number(kind, matter),
        "may_edit": request.actor.has("wording.edit"),
        "write": _place("write_wording", kind, matter),
        "withdraw": _place("withdraw_wording", kind, matter),
        "stop": stop,
    }
    return render(request, "engagement/wording.html", context, status=status)


def _place(name: str, kind: str, matter: str) -> str:
    if not matter:
        return clinic_url(f"engagement:{name}", kind)
    return clinic_url(f"engagement:{name.replace('wording', 'matter_wording')}", kind, matter)
