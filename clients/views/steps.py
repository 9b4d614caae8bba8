"""The pages of an intake: one step each, saved as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, RevealForm, StepForm, draft_initial, step_initial
from clients.rules.intake import STEP_BY_CODE, may_ask
from clients.rules.intake_more_steps import CONFLICT, RUN_NOW, SCREENING
from clients.rules.intake_shape import Step
from clients.rules.intake_steps import CONTACT, GENTLE_STOP, PARTIES, REVIEW, RIGHTS
from clients.rules.rights import RIGHTS_SHEET
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import clinic_url


@clinic_view("intake.work", of=queries.intake_of, methods=("GET", "POST"))
def step(request: ClinicRequest, intake: queries.Intake, step: str) -> HttpResponse:
    asked = _named(step)
    if request.method == "POST":
        return _save(request, intake, asked)
    if not may_ask(asked, queries.state_of(intake)):
        messages.info(request, _("Something else comes first."))
        return redirect(_onward(intake))
    if queries.step_is_answered(intake, asked):
        return _page(request, intake, asked, locked=True)
    return _page(request, intake, asked, form=_blank(request, intake, asked, {}))


def _blank(
    request: ClinicRequest, intake: queries.Intake, asked: Step, initial: dict[str, Any]
) -> StepForm:
    """Return the form as it is saved, with what this writer had typed over it."""
    draft = queries.own_draft(request.actor, intake, asked.code)
    if draft is not None:
        initial = {**initial, **draft_initial(asked, draft.said or {})}
    form = StepForm(step=asked, initial={**initial, "version": intake.version})
    form.draft = draft
    form.is_behind = draft is not None and draft.base != intake.version
    return form


@clinic_view("intake.work", of=queries.intake_of, methods=("POST",))
def keep_draft(request: ClinicRequest, intake: queries.Intake, step: str) -> HttpResponse:
    """Keep what is being typed; the page says whether it is kept, where it can be heard."""
    asked = _named(step)
    form = StepForm(request.POST, step=asked)
    try:
        version = form.fields["version"].clean(request.POST.get("version"))
    except ValidationError as error:
        return JsonResponse({"said": " ".join(error.messages)}, status=422)
    said = {
        name: request.POST.getlist(name)
        for name in form.fields
        if name != "version" and name in request.POST
    }
    try:
        draft = actions.keep_draft(
            request.actor, intake=intake, step=asked.code, said=said, version=version
        )
    except Blocked as stop:
        return JsonResponse({"said": str(stop.message)}, status=409)
    if version != intake.version:
        text = _(
            "Kept for you, not saved: somebody saved this intake meanwhile. Look before you save."
        )
        return JsonResponse({"said": text}, status=409)
    return JsonResponse({"said": _("Draft saved %(time)s.") % {"time": local_time(draft.kept_at)}})


@clinic_view("intake.work", of=queries.intake_of, methods=("POST",))
def show_step(request: ClinicRequest, intake: queries.Intake, step: str) -> HttpResponse:
    """Show what was answered, ready to be changed; the look is recorded."""
    asked = _named(step)
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _page(request, intake, asked, locked=True, reason_error=why.said, status=422)
    answers = actions.reveal_answers(
        request.actor, intake=intake, step=asked.code, reason=why.cleaned_data["reason"]
    )
    if asked is REVIEW:
        form = StepForm(step=asked, initial={"version": intake.version})
        return _page(request, intake, asked, form=form, answers=_in_words(intake, answers))
    initial = step_initial(
        asked,
        answers,
        contact=queries.contact_rows(intake.client) if asked is CONTACT else (),
        parties=queries.active_parties(intake.client) if asked is PARTIES else (),
    )
    return _page(request, intake, asked, form=_blank(request, intake, asked, initial))


def _named(code: str) -> Step:
    if code not in STEP_BY_CODE:
        raise Http404
    return STEP_BY_CODE[code]


def _save(request: ClinicRequest, intake: queries.Intake, asked: Step) -> HttpResponse:
    form = StepForm(request.POST, step=asked)
    if not form.is_valid():
        return _page(request, intake, asked, form=form, status=422)
    if _sent_twice(intake, asked, form):
        return redirect(_onward(intake))
    try:
        _write(request, intake, asked, form)
    except Blocked as stop:
        return _page(
            request, intake, asked, form=_again(request, intake, asked), stop=stop, status=409
        )
    begin = asked is SCREENING and form.answers().get("screening_wanted") == "yes"
    if begin and request.POST.get("then") != "pause":
        return redirect(clinic_url("clients:screenings", intake.client_id))
    saved = queries.intake_of(request.actor, intake.pk)
    look = asked is CONFLICT and form.answers().get("conflict_check") == RUN_NOW
    return _after(request, saved, stay=asked if look else None)


def _write(request: ClinicRequest, intake: queries.Intake, asked: Step, form: StepForm) -> None:
    answers, version = form.answers(), form.cleaned_data["version"]
    if asked is RIGHTS:
        actions.explain_rights(
            request.actor,
            intake=intake,
            language=answers["rights_language"],
            sheet=answers.get("rights_sheet", ""),
            version=version,
        )
    else:
        actions.save_step(
            request.actor, intake=intake, step=asked.code, answers=answers, version=version
        )


def _sent_twice(intake: queries.Intake, asked: Step, form: StepForm) -> bool:
    """Tell whether an old page holds nothing but what is saved already."""
    if form.cleaned_data["version"] == intake.version or asked in (CONTACT, PARTIES):
        return False
    saved = intake.answers or {}
    kept = {one.code: saved[one.code] for one in asked.questions if one.code in saved}
    return asked.code in intake.done and form.answers() == kept


def _again(request: ClinicRequest, intake: queries.Intake, asked: Step) -> StepForm:
    """Return the form with what was typed, made from what is saved now."""
    typed = request.POST.copy()
    typed["version"] = str(queries.intake_of(request.actor, intake.pk).version)
    return StepForm(typed, step=asked)


def _after(request: ClinicRequest, intake: queries.Intake, *, stay: Step | None) -> HttpResponse:
    """Go on; after a check first to what came of it."""
    if request.POST.get("then") == "pause":
        actions.pause_intake(request.actor, intake=intake)
        messages.success(request, _("Saved and paused."))
        return redirect(clinic_url("clients:intakes"))
    if queries.open_step(intake) is None and intake.status == "started":
        actions.complete_intake(request.actor, intake=intake)
        messages.success(request, _("The intake is complete. Next comes the conflict check."))
        return redirect(clinic_url("clients:conflict", intake.client_id))
    if stay is not None:
        return redirect(clinic_url("clients:step", intake.pk, stay.code))
    return redirect(_onward(intake))


def _onward(intake: queries.Intake) -> str:
    following = queries.open_step(intake)
    if following is None or following is GENTLE_STOP:
        return clinic_url("clients:intake", intake.pk)
    return clinic_url("clients:step", intake.pk, following.code)


def _in_words(intake: queries.Intake, answers: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every step with what was answered in it, to be read back."""
    contact, parties = queries.contact_rows(intake.client), queries.active_parties(intake.client)
    return queries.answers_in_words(answers, contact=contact, parties=parties)


def _page(
    request: ClinicRequest,
    intake: queries.Intake,
    asked: Step,
    *,
    form: StepForm | None = None,
    stop: Blocked | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "intake": intake,
        "client": intake.client,
        "step": asked,
        "title": _(asked.title),
        "lead": _(asked.lead),
        "form": form,
        "stop": stop.message if stop else "",
        "other": queries.also_working(request.actor, intake),
        "steps": [
            {**one, "url": clinic_url("clients:step", intake.pk, one["code"])}
            for one in queries.step_positions(intake, asked.code)
        ],
        "sheet": [(_(head), _(text)) for head, text in RIGHTS_SHEET] if asked is RIGHTS else [],
        "reasons": REASONS,
        "check": queries.check_standing(intake.client) if asked is CONFLICT else None,
        "onward": _onward(intake) if asked is CONFLICT and asked.code in intake.done else "",
        "open": queries.stands_open(intake) if asked is REVIEW else None,
        **more,
    }
    return render(request, "clients/step.html", context, status=status)
