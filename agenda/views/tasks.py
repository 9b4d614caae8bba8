"""Tasks: of a case, of a person, those nobody does, and one with what became of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from agenda.rules import tasks as rules
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("task.view", of=queries.case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    tasks, ended = queries.tasks_of_case(request.actor, case)
    planned, past = queries.appointments_of_case(request.actor, case)
    stray = queries.stray_tasks(request.actor).filter(case=case).values_list("pk", flat=True)
    context = {
        "case": case,
        "lines": queries.task_lines(tasks, stray=stray),
        "ended": queries.task_lines(ended),
        "may_work": request.actor.has("task.work") and case.closed_on is None,
        "may_plan": request.actor.has("appointment.edit") and case.closed_on is None,
        "planned": [queries.appointment_line(row) for row in planned],
        "past": [queries.appointment_line(row) for row in past],
    }
    return render(request, "agenda/of_case.html", context)


@clinic_view("task.view")
def mine(request: ClinicRequest) -> HttpResponse:
    rows = queries.my_tasks(request.actor)[: rules.MOST_SHOWN]
    lines = queries.task_lines(rows)
    return render(request, "agenda/mine.html", {"lines": lines})


@clinic_view("case.assign")
def stray(request: ClinicRequest) -> HttpResponse:
    """List what would be lost: open tasks of nobody, or of somebody who left."""
    rows = list(queries.stray_tasks(request.actor)[: rules.MOST_SHOWN])
    lines = queries.task_lines(rows, stray=[row.pk for row in rows])
    return render(request, "agenda/stray.html", {"lines": lines})


@clinic_view("task.work", of=queries.case_of, methods=BOTH)
def add_task(request: ClinicRequest, case: Any) -> HttpResponse:
    sent, stop = (request.POST if request.method == "POST" else None), None
    helpers = queries.helpers_of(request.actor, case)
    form = forms.NewTaskForm(sent, people=queries.assignees(case), helpers=helpers)
    if request.method == "POST" and form.is_valid():
        said = form.arguments()
        once = said.pop("once")
        try:
            if not queries.task_exists(request.actor, once):
                actions.add_task(request.actor, case=case, task_id=once, **said)
            return redirect(clinic_url("agenda:of_case", case.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "case": case, "stop": stop}
    return render(request, "agenda/add_task.html", context, status=_status(form, stop))


@clinic_view("task.view", of=queries.task_of)
def task(request: ClinicRequest, task: Any) -> HttpResponse:
    return _page(request, task)


def _page(
    request: ClinicRequest, task: Any, *, status: int = 200, stop: Any = None
) -> HttpResponse:
    stray = queries.stray_tasks(request.actor).filter(pk=task.pk).exists()
    context = {
        "task": task,
        "case": task.case,
        "line": queries.task_line(task, stray=stray),
        "moves": queries.moves_of(task),
        "is_open": task.state == rules.OPEN,
        "may_work": request.actor.has("task.work"),
        "stop": stop,
    }
    return render(request, "agenda/task.html", context, status=status)


@clinic_view("task.work", of=queries.task_of, methods=BOTH)
def change_task(request: ClinicRequest, task: Any) -> HttpResponse:
    people = queries.assignees(task.case)
    if task.assignee is not None and task.assignee not in people:
        people = [*people, task.assignee]  # kept until somebody else is chosen
    sent, stop = (request.POST if request.method == "POST" else None), None
    form = forms.ChangeTaskForm(
        sent, people=people, helpers=queries.helpers_of(request.actor, task.case),
        initial=forms.task_as_it_is(task),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_task(request.actor, task=task, **form.arguments())
            return redirect(clinic_url("agenda:task", task.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "case": task.case, "task": task, "stop": stop}
    return render(request, "agenda/change_task.html", context, status=_status(form, stop))


@clinic_view("task.work", of=queries.task_of, methods=("POST",))
def finish_task(request: ClinicRequest, task: Any) -> HttpResponse:
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, task, status=422)
    try:
        actions.finish_task(request.actor, task=task, **form.cleaned_data)
    except Blocked as blocked:
        return _page(request, task, status=409, stop=blocked.message)
    messages.success(request, _("Done."))
    return redirect(clinic_url("agenda:of_case", task.case_id))


@clinic_view("task.work", of=queries.task_of, methods=BOTH)
def cancel_task(request: ClinicRequest, task: Any) -> HttpResponse:
    return _ask_why(request, task, actions.cancel_task, "agenda/cancel_task.html")


@clinic_view("task.work", of=queries.task_of, methods=BOTH)
def reopen_task(request: ClinicRequest, task: Any) -> HttpResponse:
    return _ask_why(request, task, actions.reopen_task, "agenda/reopen_task.html")


def _ask_why(request: ClinicRequest, task: Any, act: Any, page: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.ReasonForm(sent, initial={"version": task.version})
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, task=task, **form.cleaned_data)
            return redirect(clinic_url("agenda:task", task.pk))
        except Blocked as blocked:
            return _page(request, task, status=409, stop=blocked.message)
    context = {"form": form, "case": task.case, "task": task}
    return render(request, page, context, status=_status(form, None))


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
