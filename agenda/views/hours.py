"""Hours: of a case, of one's own week, one entry with what it said before, the timer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from agenda import actions, forms, queries
from agenda.rules import hours as rules
from clinic.access.policy import can
from clinic.access.refusals import Blocked, NotVisible
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fields import OnceField
from clinic.tenancy.current import clinic_url, today

BOTH = ("GET", "POST")


@clinic_view("hours.view", of=queries.case_of)
def case_hours(request: ClinicRequest, case: Any) -> HttpResponse:
    page = queries.hours_page(request.actor, case, after=request.GET.get("after"))
    whole, parts = queries.totals_of_case(request.actor, case)
    may_log = request.actor.has("hours.log")
    context = {
        "case": case,
        "page": page,
        "lines": queries.hour_lines(request.actor, page.rows),
        "whole": whole,
        "parts": parts,
        "may_log": may_log,
        "may_start": may_log and case.closed_on is None,
        "running": queries.running_timer(request.actor),
    }
    if request.actor.has("hours.rate"):
        context["funder"] = queries.funder_now(case)
    return render(request, "agenda/case_hours.html", context)


@clinic_view("hours.log", of=queries.case_of, methods=BOTH)
def log_hours(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.NewHoursForm(request.POST if request.method == "POST" else None)
    stop = None
    if request.method == "POST" and form.is_valid():
        stop = _log(request, case, dict(form.cleaned_data))
        if stop is None:
            return redirect(clinic_url("agenda:case_hours", case.pk))
    context = {"form": form, "case": case, "stop": stop}
    return render(request, "agenda/log_hours.html", context, status=_status(form, stop))


@clinic_view("hours.log", methods=BOTH)
def week(request: ClinicRequest) -> HttpResponse:
    """Show one's own week, and add to it quickly."""
    cases = queries.cases_to_log(request.actor)
    form = forms.WeekHoursForm(request.POST if request.method == "POST" else None, cases=cases)
    stop, day = None, _day(request.GET.get("day"))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        case = queries.case_of(request.actor, said.pop("case"))
        day = said["day"]
        stop = _log(request, case, said)
        if stop is None:
            return redirect(f"{clinic_url('agenda:week')}?day={day.isoformat()}")
    context = {
        "week": queries.week_of(request.actor, day),
        "form": form,
        "cases": cases,
        "stop": stop,
        "running": queries.running_timer(request.actor),
        "aspiration": rules.ASPIRATION // 10,
    }
    return render(request, "agenda/week.html", context, status=_status(form, stop))


def _day(said: str | None) -> Any:
    try:
        day = parse_date(said or "")
    except ValueError:
        day = None
    now = today()
    return day if day and day.year >= rules.EARLIEST_YEAR and day <= now else now


def _log(request: ClinicRequest, case: Any, said: dict[str, Any]) -> str | None:
    """Record hours; return why not."""
    once = said.pop("once")
    try:
        if not queries.hours_exist(request.actor, once):
            actions.log_hours(request.actor, case=case, entry_id=once, **said)
    except Blocked as blocked:
        return blocked.message
    messages.success(
        request, _("%(hours)s hours recorded.") % {"hours": rules.hours_text(said["tenths"])}
    )
    return None


@clinic_view("hours.view", of=queries.hours_of)
def hours(request: ClinicRequest, entry: Any) -> HttpResponse:
    return _page(request, entry)


def _page(
    request: ClinicRequest, entry: Any, *, status: int = 200, stop: Any = None
) -> HttpResponse:
    (line,) = queries.hour_lines(request.actor, [entry])
    context = {
        "entry": entry,
        "case": entry.case,
        "line": line,
        "earlier": [_earlier(row) for row in queries.earlier_of(entry)],
        "may_change": entry.taken_back_at is None and can(request.actor, "hours.log", entry),
        "stop": stop,
    }
    return render(request, "agenda/hours.html", context, status=status)


def _earlier(row: Any) -> dict[str, Any]:
    said = row.said
    return {
        "row": row, "hours": rules.hours_text(said["tenths"]), "kind": rules.KINDS[said["kind"]],
        "day": parse_date(said["day"]), "what": said["what"], "reason": row.reason,
    }  # fmt: skip


@clinic_view("hours.log", of=queries.hours_of, methods=BOTH)
def correct_hours(request: ClinicRequest, entry: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, stop = forms.CorrectHoursForm(sent, initial=forms.hours_as_they_are(entry)), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_hours(request.actor, entry=entry, **form.cleaned_data)
            return redirect(clinic_url("agenda:hours", entry.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "case": entry.case, "entry": entry, "stop": stop}
    return render(request, "agenda/correct_hours.html", context, status=_status(form, stop))


@clinic_view("hours.log", of=queries.hours_of, methods=BOTH)
def take_back_hours(request: ClinicRequest, entry: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = forms.WhyForm(sent, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_hours(request.actor, entry=entry, **form.cleaned_data)
            return redirect(clinic_url("agenda:hours", entry.pk))
        except Blocked as blocked:
            return _page(request, entry, status=409, stop=blocked.message)
    context = {"form": form, "case": entry.case, "entry": entry}
    return render(request, "agenda/take_back_hours.html", context, status=_status(form, None))


@clinic_view("hours.log", of=queries.case_of, methods=("POST",))
def start_timer(request: ClinicRequest, case: Any) -> HttpResponse:
    try:
        actions.start_timer(request.actor, case=case, timer_id=OnceField.new())
    except Blocked as blocked:
        messages.warning(request, blocked.message)
        return redirect(clinic_url("agenda:case_hours", case.pk))
    messages.success(request, _("The timer runs. It goes on when you close this page."))
    return redirect(clinic_url("agenda:case_hours", case.pk))


@clinic_view("hours.log", of=queries.timer_of, methods=BOTH)
def stop_timer(request: ClinicRequest, timer: Any) -> HttpResponse:
    """Ask what the time was for; of a forgotten timer, how long it really was."""
    form, stop = forms.StopForm(request.POST if request.method == "POST" else None), None
    if timer.ended_at is not None:
        raise NotVisible("timer")
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.stop_timer(request.actor, timer=timer, entry_id=said.pop("once"), **said)
            messages.success(request, _("The hours were recorded."))
            return redirect(clinic_url("agenda:case_hours", timer.case_id))
        except Blocked as blocked:
            stop = blocked.message
    context = {
        "form": form, "case": timer.case, "timer": timer, "stop": stop,
        "running": queries.running(timer),
    }  # fmt: skip
    return render(request, "agenda/stop_timer.html", context, status=_status(form, stop))


@clinic_view("hours.log", of=queries.timer_of, methods=("POST",))
def drop_timer(request: ClinicRequest, timer: Any) -> HttpResponse:
    try:
        actions.drop_timer(request.actor, timer=timer)
        messages.success(request, _("The timer was dropped. Nothing was recorded."))
    except Blocked as blocked:
        messages.warning(request, blocked.message)
    return redirect(clinic_url("agenda:case_hours", timer.case_id))


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
