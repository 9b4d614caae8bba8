"""Form -> action or query -> template."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cases import actions, forms, queries
from cases.rules.handing import LEFT_BEHIND
from cases.views.pages import form_page, stopped
from clients.queries import client_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")
# The deadline second: a phone shows two columns without a swipe.
COLUMNS = (
    lazy("Case"), lazy("Next deadline"), lazy("Client"), lazy("Matter"), lazy("Stage"),
    lazy("Attorney"), lazy("Opened"),
)  # fmt: skip


@clinic_view("case.view")
def list_(request: ClinicRequest) -> HttpResponse:
    filters = forms.FilterForm(request.GET)
    found = queries.case_list(request.actor, filters.wanted(), after=request.GET.get("after"))
    context = {"filters": filters, "list": found, "head": COLUMNS}
    return render_page(request, "cases/list.html", context)


@clinic_view("case.view", of=queries.case_of)
def case(request: ClinicRequest, case: Any) -> HttpResponse:
    steps = queries.next_steps_of(request.actor, case)
    blockers = queries.assign_blockers(case)
    context = {
        "case": case,
        "steps": steps,
        "blockers": blockers,
        "outcome": queries.outcome_of(case),
    }
    return render(request, "cases/case.html", context)


@clinic_view("case.view", of=queries.case_of)
def timeline(request: ClinicRequest, case: Any) -> HttpResponse:
    events = queries.timeline(request.actor, case, after=request.GET.get("after"))
    return render(request, "cases/timeline.html", {"case": case, "timeline": events})


@clinic_view("case.view", of=queries.case_of)
def access(request: ClinicRequest, case: Any) -> HttpResponse:
    context = {
        "case": case,
        "access": queries.access_to(request.actor, case, after=request.GET.get("after")),
        "timed": queries.timed_access_of(request.actor, case),
        "handovers": queries.handovers_of(request.actor, case),
    }
    return render(request, "cases/access.html", context)


@clinic_view("case.open", of=client_of, methods=BOTH)
def open_(request: ClinicRequest, client: Any) -> HttpResponse:
    form = forms.OpenForm(request.POST or None)
    about = {"client": client, "blockers": queries.open_blockers(request.actor, client)}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        once = said["once"]
        if queries.exists(request.actor, once):
            return redirect(clinic_url("cases:case", once))
        try:
            new = actions.open_case(
                request.actor,
                client=client,
                matter=said["matter"],
                summary=said["summary"],
                opened_on=said["opened_on"],
                case_id=once,
            )
        except Blocked as refusal:
            return stopped(request, "cases/open.html", form, refusal, **about)
        messages.success(request, _("Case %(number)s is open.") % {"number": new.number})
        return redirect(clinic_url("cases:assign", new.pk))
    return form_page(request, "cases/open.html", form, **about)


@clinic_view("case.assign", of=queries.case_of, methods=BOTH)
def assign(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.AssignForm(request.POST or None, people=queries.candidates(case))
    about = {
        "case": case,
        "blockers": queries.assign_blockers(case),
        "suggestions": queries.suggestions(request.actor, case),
        "may_override": request.actor.has("assign.override"),
    }
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            actions.assign_case(
                request.actor, case=case, membership=chosen.membership, role=chosen.role,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Blocked as refusal:
            return stopped(request, "cases/assign.html", form, refusal, **about)
        messages.success(
            request, _("%(person)s was assigned.") % {"person": chosen.membership.user.name}
        )
        return redirect(clinic_url("cases:assign", case.pk))
    return form_page(request, "cases/assign.html", form, **about)


@clinic_view("case.assign", of=queries.assignment_of, methods=BOTH)
def end_assignment(request: ClinicRequest, assignment: Any) -> HttpResponse:
    if request.method == "POST":
        actions.end_assignment(request.actor, assignment=assignment)
        messages.success(request, _("Removed. This person no longer sees the case."))
        return redirect(clinic_url("cases:access", assignment.case_id))
    hanging = queries.hanging_on(request.actor, assignment.case, assignment.membership)
    students, representatives = queries.left_alone_by(assignment)
    context = {
        "case": assignment.case,
        "assignment": assignment,
        "left": [one for one in hanging if one.fate in LEFT_BEHIND],
        "last_attorney": queries.is_last_attorney(assignment),
        "students": students,
        "representatives": representatives,
    }
    return render(request, "cases/end_assignment.html", context)


@clinic_view("case.move", of=queries.case_of, methods=BOTH)
def move(request: ClinicRequest, case: Any) -> HttpResponse:
    start = {"version": case.version}
    form = forms.MoveForm(request.POST or None, stage=case.stage, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_case(request.actor, case=case, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "cases/move.html", form, refusal, case=case)
        return redirect(clinic_url("cases:case", case.pk))
    return form_page(request, "cases/move.html", form, case=case)


@clinic_view("case.close", of=queries.case_of, methods=BOTH)
def close(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.CloseForm(request.POST or None, initial={"version": case.version})
    blockers = queries.close_blockers(case)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_case(request.actor, case=case, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "cases/close.html", form, refusal, case=case, blockers=blockers)
        messages.success(request, _("The case is closed."))
        return redirect(clinic_url("cases:case", case.pk))
    return form_page(request, "cases/close.html", form, case=case, blockers=blockers)


@clinic_view("case.close", of=queries.case_of, methods=BOTH)
def reopen(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.VersionedForm(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_case(request.actor, case=case, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "cases/reopen.html", form, refusal, case=case)
        return redirect(clinic_url("cases:case", case.pk))
    return form_page(request, "cases/reopen.html", form, case=case)
