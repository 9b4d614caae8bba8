"""The matters of a case: checklist, stages, approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import actions, queries
from cases.forms import matters as forms
from cases.rules.matters import DONE, type_of
from cases.views.pages import form_page, stopped_over
from clinic.access.refusals import Blocked, NotVisible
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("case.view", of=queries.case_of)
def matters(request: ClinicRequest, case: Any) -> HttpResponse:
    return _page(request, case)


def _page(request: ClinicRequest, case: Any, stop: object = "") -> HttpResponse:
    context = {"case": case, "matters": queries.matters_of(request.actor, case), "stop": stop}
    return render(request, "cases/matters.html", context, status=409 if stop else 200)


@clinic_view("matter.move", of=queries.case_of, methods=BOTH)
def add_matter(request: ClinicRequest, case: Any) -> HttpResponse:
    page = "cases/add_matter.html"
    form = forms.AddMatterForm(
        request.POST if request.method == "POST" else None, kinds=queries.kinds_to_add(case)
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_matter(request.actor, case=case, kind=said["kind"], matter_id=said["once"])
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, case=case)
        messages.success(request, _("The matter was added."))
        return redirect(_home(case))
    return form_page(request, page, form, case=case)


@clinic_view("matter.tick", of=queries.matter_of, methods=("POST",))
def tick(request: ClinicRequest, matter: Any) -> HttpResponse:
    form = forms.TickForm(request.POST)
    if not form.is_valid():
        return _page(request, matter.case, _("Choose one of the list."))
    said = form.cleaned_data
    try:
        actions.tick_item(
            request.actor, matter=matter, code=said["item"], done=said["state"] == DONE
        )
    except Blocked as refusal:
        if refusal.code != "sent_twice":
            return _page(request, matter.case, refusal.message)
    return redirect(f"{_home(matter.case)}#m-{matter.kind}")


@clinic_view("matter.waive", of=queries.matter_of, methods=BOTH)
def waive(request: ClinicRequest, matter: Any, code: str) -> HttpResponse:
    item = type_of(matter.kind).item(code)
    if item is None or not item.required or not item.waivable:
        raise NotVisible("item")
    page, about = "cases/waive_item.html", {"case": matter.case, "matter": matter, "item": item}
    form = forms.WaiveForm(
        request.POST if request.method == "POST" else None, initial={"version": matter.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.waive_item(request.actor, matter=matter, code=code, **form.cleaned_data)
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        messages.success(request, _("Waived, with the reason."))
        return redirect(_home(matter.case))
    return form_page(request, page, form, **about)


@clinic_view("matter.move", of=queries.matter_of, methods=BOTH)
def move(request: ClinicRequest, matter: Any) -> HttpResponse:
    page = "cases/move_matter.html"
    about = {"case": matter.case, "shown": queries.matter_shown(matter)}
    form = forms.MoveMatterForm(
        request.POST if request.method == "POST" else None,
        kind=matter.kind, stage=matter.stage, moves=queries.moves_of(matter),
        initial={"version": matter.version},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asks = actions.needs_approval(matter, said["to"])
        act = actions.ask_for_stage if asks else actions.move_matter
        try:
            act(request.actor, matter=matter, **said)
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        asked, moved = _("Asked for. A supervisor decides."), _("The stage was changed.")
        messages.success(request, asked if asks else moved)
        return redirect(_home(matter.case))
    return form_page(request, page, form, **about)


@clinic_view("matter.approve", of=queries.matter_of, methods=BOTH)
def decide(request: ClinicRequest, matter: Any) -> HttpResponse:
    page = "cases/decide_matter.html"
    about = {"case": matter.case, "shown": queries.matter_shown(matter)}
    form = forms.DecideMatterForm(
        request.POST if request.method == "POST" else None, initial={"version": matter.version}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["approve"] == "yes":
                actions.approve_stage(request.actor, matter=matter, version=said["version"])
            else:
                actions.decline_stage(
                    request.actor, matter=matter, answer=said["answer"], version=said["version"]
                )
        except Blocked as refusal:
            return stopped_over(request, page, form, refusal, **about)
        return redirect(_home(matter.case))
    return form_page(request, page, form, **about)


@clinic_view("matter.tick", of=queries.matter_of, methods=("POST",))
def add_tasks(request: ClinicRequest, matter: Any) -> HttpResponse:
    try:
        actions.add_usual_tasks(request.actor, matter=matter)
    except Blocked as refusal:
        if refusal.code != "sent_twice":
            return _page(request, matter.case, refusal.message)
    else:
        messages.success(request, _("The usual tasks were added."))
    return redirect(_home(matter.case))


def _home(case: Any) -> str:
    return clinic_url("cases:matters", case.pk)
