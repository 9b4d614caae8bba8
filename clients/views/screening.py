"""Screening pages: begin, a section at a time with a way to stop on each, what it points to."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, RevealForm
from clients.forms.screening import ReliefForm, SafeForm, SectionForm, StartScreeningForm
from clients.queries import screening as reads
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("screening.view", of=queries.client_of)
def screenings(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    return _list(request, client)


def _list(
    request: ClinicRequest,
    client: queries.Client,
    *,
    form: StartScreeningForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    asked = reads.current_set()
    context = {
        "client": client,
        "rows": [
            {"screening": row, "status": reads.screening_status(row.status),
             "tone": reads.TONES[row.status]}
            for row in reads.screenings_of(request.actor, client)
        ],
        "asked": asked,
        "form": form or _start_form(asked),
        **more,
    }  # fmt: skip
    return render(request, "clients/screenings.html", context, status=status)


def _start_form(asked: Any) -> StartScreeningForm | None:
    return StartScreeningForm(languages=reads.languages_of(asked)) if asked else None


@clinic_view("screening.work", of=queries.client_of, methods=("POST",))
def start_screening(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    asked = reads.current_set()
    form = StartScreeningForm(request.POST, languages=reads.languages_of(asked) if asked else ())
    if not form.is_valid():
        return _list(request, client, form=form, status=422)
    try:
        made = actions.start_screening(request.actor, client=client, **form.cleaned_data)
    except IntegrityError:  # sent twice
        return redirect(clinic_url("clients:screening", form.cleaned_data["form_token"]))
    except Blocked as stop:
        return _list(request, client, form=form, stop=stop.message, status=409)
    return redirect(_onward(made))


@clinic_view("screening.view", of=reads.screening_of)
def screening(request: ClinicRequest, screening: Any) -> HttpResponse:
    return _page(request, screening)


def _page(
    request: ClinicRequest, screening: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    following = reads.following_section(screening)
    context = {
        "screening": screening,
        "client": screening.client,
        "status": reads.screening_status(screening.status),
        "tone": reads.TONES[screening.status],
        "steps": _steps(screening, ""),
        "next": following.code if following else "",
        "kept_back": reads.kept_back(screening),
        "safe_form": SafeForm(),
        "exit": screening.clinic.neutral_site,
        "reasons": REASONS,
        **more,
    }
    return render(request, "clients/screening.html", context, status=status)


@clinic_view("screening.work", of=reads.screening_of, methods=("GET", "POST"))
def ask_section(request: ClinicRequest, screening: Any, section: str) -> HttpResponse:
    line = reads.section_line(screening, section)
    if line is None:
        raise Http404
    if request.method != "POST":
        if screening.status != "started":
            return redirect(clinic_url("clients:screening", screening.pk))
        form = SectionForm(asked=line.asked, initial={"version": screening.version})
        return _section(request, screening, line, form)
    form = SectionForm(request.POST, asked=line.asked)
    whole = form.is_valid()
    if request.POST.get("then") == "stop":
        return _stop(request, screening, section, form.answers())
    if not whole:
        return _section(request, screening, line, form, status=422)
    try:
        saved = actions.answer_screening(
            request.actor, screening=screening, section=section, answers=form.answers(),
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(reads.screening_of(request.actor, screening.pk).version)
        again = SectionForm(typed, asked=line.asked)
        return _section(request, screening, line, again, stop=stop.message, status=409)
    return redirect(_onward(saved, after=section))


def _stop(
    request: ClinicRequest, screening: Any, section: str, answers: dict[str, str]
) -> HttpResponse:
    """Stop whatever else is wrong with what was sent: nothing may hold a person who wants to go."""
    given: dict[str, Any] = {"section": section, "answers": answers}
    try:
        actions.stop_screening(request.actor, screening=screening, **given)
    except Blocked as stop:
        if stop.code != "not_on_first_contact":
            messages.info(request, _("It had stopped already."))
        else:
            _stop(request, screening, "", {})
            said = _("It has stopped. The answers of this section were not kept: %(why)s")
            messages.warning(request, said % {"why": stop.message})
    return redirect(clinic_url("clients:screening", screening.pk))


def _onward(screening: Any, after: str = "") -> str:
    """Lead to the next section with an open question; a section left empty is not asked again."""
    codes = [line.code for line in reads.section_lines(screening)]
    later = codes[codes.index(after) + 1 :] if after in codes else codes
    if screening.status != "started" or not later:
        return clinic_url("clients:screening", screening.pk)
    return clinic_url("clients:ask_section", screening.pk, later[0])


def _steps(screening: Any, here: str) -> list[dict[str, str]]:
    return [
        {
            "code": line.code,
            "label": line.label,
            "state": line.state,
            "url": clinic_url("clients:ask_section", screening.pk, line.code)
            if screening.status == "started"
            else "",
        }
        for line in reads.section_lines(screening, here)
    ]


def _section(
    request: ClinicRequest,
    screening: Any,
    line: reads.SectionLine,
    form: SectionForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "screening": screening,
        "client": screening.client,
        "line": line,
        "language": reads.language_of(screening),
        "draft": reads.is_draft_wording(screening),
        "steps": _steps(screening, line.code),
        "form": form,
        **more,
    }
    return render(request, "clients/screening_section.html", context, status=status)


@clinic_view("screening.work", of=reads.screening_of, methods=("POST",))
def stop_screening(request: ClinicRequest, screening: Any) -> HttpResponse:
    return _stop(request, screening, "", {})


@clinic_view("screening.work", of=reads.screening_of, methods=("POST",))
def resume_screening(request: ClinicRequest, screening: Any) -> HttpResponse:
    form = SafeForm(request.POST)
    if not form.is_valid():
        return _page(request, screening, safe_form=form, status=422)
    try:
        going = actions.resume_screening(request.actor, screening=screening, safe=True)
    except Blocked as stop:
        return _page(request, screening, safe_form=form, stop=stop.message, status=409)
    following = reads.following_section(going)
    if following is None:
        return redirect(clinic_url("clients:screening", screening.pk))
    return redirect(clinic_url("clients:ask_section", screening.pk, following.code))


@clinic_view("screening.view", of=reads.screening_of, methods=("POST",))
def reveal_screening(request: ClinicRequest, screening: Any) -> HttpResponse:
    """Show the answers as they were asked, and what they may point to; the look is recorded."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _page(request, screening, reason_error=why.said, status=422)
    shown = actions.reveal_screening(
        request.actor, screening=screening, reason=why.cleaned_data["reason"]
    )
    lines = reads.relief_lines(shown)
    initial = {"version": shown.version, "reason": why.cleaned_data["reason"]}
    form = ReliefForm(lines=lines, initial=initial)
    return _page(request, shown, **_revealed(shown, lines, form))


def _revealed(screening: Any, lines: Any, form: ReliefForm) -> dict[str, Any]:
    return {
        "revealed": True,
        "answers": reads.answers_as_asked(screening),
        "reliefs": lines,
        "relief_form": form,
    }


@clinic_view("relief.decide", of=reads.screening_of, methods=("POST",))
def decide_relief(request: ClinicRequest, screening: Any) -> HttpResponse:
    lines = reads.relief_lines(screening)
    form = ReliefForm(request.POST, lines=lines)
    if not form.is_valid():
        return _decide_again(request, screening, form, status=422)
    try:
        actions.decide_relief(
            request.actor, screening=screening, decisions=form.decisions(),
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(reads.screening_of(request.actor, screening.pk).version)
        again = ReliefForm(typed, lines=lines)
        return _decide_again(request, screening, again, status=409, stop=stop.message)
    messages.success(request, _("The decision is recorded."))
    return redirect(clinic_url("clients:screening", screening.pk))


def _decide_again(
    request: ClinicRequest, screening: Any, form: ReliefForm, *, status: int, **more: Any
) -> HttpResponse:
    """Show what was typed beside the answers: another look, recorded with the first reason."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _page(request, screening, reason_error=why.said, status=status)
    shown = actions.reveal_screening(
        request.actor, screening=screening, reason=why.cleaned_data["reason"]
    )
    return _page(request, shown, **_revealed(shown, form.lines, form), **more, status=status)
