"""The way of an intake: started, rights explained, paused, resumed, declined, ready, opened."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import lock_intake, new_client, refuse_if_changed, seat_of
from clients.models import Client, Intake, StepDraft
from clients.queries import missing_steps, state_of
from clients.rules.intake import IntakeStatus, is_safe, is_unsafe, may_ask, may_move, resumed
from clients.rules.intake_shape import Step
from clients.rules.intake_steps import REVIEW, RIGHTS, SAFETY
from clients.rules.reasons import DECLINE_REASONS, REVEAL_REASONS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record


@action("intake.started")
def start_intake(actor: Actor, *, form_token: UUID | None = None) -> Intake:
    """Start an intake with a new client behind a code name.

    :param form_token: a one-time id from the form, so that a form sent twice starts one intake
    """
    require(actor, "intake.work")
    client = new_client(actor)
    intake = Intake(
        client=client, key=client.key, step=SAFETY.code, answers={}, started_by=seat_of(actor)
    )
    if form_token is not None:
        intake.pk = form_token
    intake.save(force_insert=True)
    record(actor, "intake.started", intake)
    return intake


@action("rights.explained")
def explain_rights(
    actor: Actor, *, intake: Intake, language: str, sheet: str = "", version: int | None = None
) -> Intake:
    """Record who explained rights and confidentiality, when, and in which language."""
    require(actor, "intake.work", intake)
    intake = lock_intake(intake)
    refuse_if_changed(intake, intake.version if version is None else version)
    refuse_unless_open(intake, RIGHTS)
    if not language.strip():
        raise Blocked(
            _("Write down the language in which rights were explained."),
            code="language_missing",
            target=intake,
        )
    answers = {**(intake.answers or {}), "rights_given": True, "rights_language": language}
    intake.answers = {**answers, "rights_sheet": sheet} if sheet else answers
    intake.rights_language = language
    intake.rights_explained_at = timezone.now()
    intake.rights_explained_by = seat_of(actor)
    mark_done(intake, RIGHTS)
    forget_drafts(intake, step=RIGHTS.code, kept_by=intake.rights_explained_by)
    record(actor, "rights.explained", intake, changes=["rights_explained_at", "rights_language"])
    return intake


def mark_done(intake: Intake, step: Step) -> None:
    intake.done = sorted({*intake.done, step.code})
    intake.step = step.code
    intake.version += 1
    intake.save()


def forget_drafts(intake: Intake, **of: Any) -> None:
    """Let go of what was typed and is saved now, or never will be."""
    StepDraft.objects.filter(intake=intake, **of).delete()


def refuse_unless_open(intake: Intake, step: Step) -> None:
    """Refuse a step that may not be asked now; the words say what comes first."""
    state = state_of(intake)
    if may_ask(step, state):
        return
    if state.status not in {IntakeStatus.STARTED, IntakeStatus.READY}:
        raise Blocked(
            _("This intake is not open. Resume it first, or start a new one."),
            code="intake_not_open",
            target=intake,
        )
    if not is_safe(state):
        raise Blocked(
            _(
                "Talking is not known to be safe now, so nothing else is asked. Ask whether it "
                "is, or pause the intake."
            ),
            code="not_safe",
            target=intake,
        )
    raise Blocked(
        _("Explain rights and confidentiality first. Nothing else is asked before."),
        code="rights_first",
        target=intake,
    )


def _lock_unchanged(intake: Intake, version: int | None) -> Intake:
    locked = lock_intake(intake)
    refuse_if_changed(locked, locked.version if version is None else version)
    return locked


def _move(intake: Intake, new: IntakeStatus) -> None:
    if not may_move(IntakeStatus(intake.status), new):
        raise Blocked(
            _("This intake has moved on meanwhile. Look at where it stands now."),
            code=f"{intake.status}_to_{new.value}",
            target=intake,
        )
    intake.status = new.value
    intake.version += 1


@action("intake.paused")
def pause_intake(actor: Actor, *, intake: Intake, version: int | None = None) -> Intake:
    require(actor, "intake.work", intake)
    intake = _lock_unchanged(intake, version)
    _move(intake, IntakeStatus.PAUSED)
    intake.paused_at = timezone.now()
    intake.save()
    record(actor, "intake.paused", intake, changes=["status"])
    return intake


@action("intake.resumed")
def resume_intake(actor: Actor, *, intake: Intake, version: int | None = None) -> Intake:
    """Go on with a paused intake; whether it is safe to talk is asked anew."""
    require(actor, "intake.work", intake)
    intake = _lock_unchanged(intake, version)
    _move(intake, IntakeStatus.STARTED)
    answers: Mapping[str, Any] = intake.answers or {}
    asked_again = {question.code for question in SAFETY.questions}
    intake.answers = {code: said for code, said in answers.items() if code not in asked_again}
    intake.done = sorted(resumed(state_of(intake)).done)
    intake.paused_at = None
    intake.save()
    record(actor, "intake.resumed", intake, changes=["status"])
    return intake


@action("intake.declined")
def decline_intake(
    actor: Actor, *, intake: Intake, reason: str, note: str = "", version: int | None = None
) -> Intake:
    """End an intake without a case. Names stay for conflict checks, nothing else is done."""
    require(actor, "intake.work", intake)
    if reason not in DECLINE_REASONS:
        raise ValueError("Not a reason for declining.")
    intake = _lock_unchanged(intake, version)
    _move(intake, IntakeStatus.DECLINED)
    intake.decline_reason = reason
    intake.decline_note = note or None
    intake.ended_at = timezone.now()
    intake.save()
    forget_drafts(intake)
    record(actor, "intake.declined", intake, changes=["status"], detail={"reason": reason})
    return intake


@action("intake.completed")
def complete_intake(actor: Actor, *, intake: Intake, version: int | None = None) -> Intake:
    """Say that every step was answered or skipped: a case may be opened.

    Not while talking is not safe: nothing more is asked then, and nothing read back.
    """
    require(actor, "intake.work", intake)
    intake = _lock_unchanged(intake, version)
    if is_unsafe(state_of(intake)):
        refuse_unless_open(intake, REVIEW)
    missing = missing_steps(intake)
    if missing:
        titles = ", ".join(_(step.title) for step in missing)
        raise Blocked(
            _("These steps were neither answered nor skipped yet: %(steps)s.") % {"steps": titles},
            code="steps_missing",
            target=intake,
        )
    _move(intake, IntakeStatus.READY)
    intake.save()
    record(actor, "intake.completed", intake, changes=["status"])
    return intake


@action("intake.opened")
def mark_case_opened(actor: Actor, *, client: Client) -> Intake:
    """Close the intake a case was opened from. Called by the room that opens the case."""
    require(actor, "case.open", client)
    found = Intake.objects.filter(client=client).order_by("-id").first()
    if found is None or found.status != IntakeStatus.READY.value:
        raise Blocked(
            _("The intake is not complete. Answer or skip its steps first."),
            code="intake_not_ready",
            target=found or client,
        )
    intake = lock_intake(found)
    _move(intake, IntakeStatus.OPENED)
    intake.ended_at = timezone.now()
    intake.save()
    forget_drafts(intake)
    record(actor, "intake.opened", intake, changes=["status"])
    return intake


@action("answers.revealed")
def reveal_answers(actor: Actor, *, intake: Intake, step: str, reason: str) -> dict[str, Any]:
    """Return what was answered; the look is recorded with its reason."""
    require(actor, "intake.work", intake)
    if reason not in REVEAL_REASONS:
        raise ValueError("Not a reason for a reveal.")
    record(actor, "answers.revealed", intake, detail={"step": step, "reason": reason})
    answers: dict[str, Any] = dict(intake.answers or {})
    return answers
