"""Save one step of an intake: the answers as asked, and the rows that grow out of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from clients.actions.conflicts import check_names
from clients.actions.contact import write_rules
from clients.actions.intakes import forget_drafts, mark_done, refuse_unless_open
from clients.actions.own_names import (
    as_names,
    set_birth,
    set_legal_name,
    set_numbers,
    sync_aliases,
)
from clients.actions.parties import refuse_kept_without_consent, write_rows
from clients.actions.rows import (
    lock_client,
    lock_for_names,
    lock_intake,
    refuse_if_changed,
)
from clients.models import Client, Intake
from clients.rules.intake import STEP_BY_CODE, missing_answers
from clients.rules.intake_more_steps import CONFLICT, RUN_NOW
from clients.rules.intake_shape import Step
from clients.rules.intake_steps import CONTACT, IDENTITY, LANGUAGE, NAME, PARTIES, RIGHTS
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import record

Answers = Mapping[str, Any]
# Lists that live in rows of their own, not among the answers.
IN_ROWS = frozenset({"contact_rules", "parties"})
# Steps whose answers conflict checks compare, and the one that compares them.
NAMING = frozenset(step.code for step in (NAME, IDENTITY, CONTACT, PARTIES, CONFLICT))


@action("step.saved")
def save_step(
    actor: Actor, *, intake: Intake, step: str, answers: Answers, version: int | None = None
) -> Intake:
    """Save what was answered in one step; a question that is not in `answers` was skipped.

    :param answers: by question code, in the shape `forms.StepForm.answers()` gives
    :param version: what the page was made from; another one means somebody else saved meanwhile
    """
    require(actor, "intake.work", intake)
    asked = STEP_BY_CODE[step]
    if asked is RIGHTS:
        raise ValueError("Rights are explained by explain_rights.")
    # The client before the intake, as whoever opens a case locks them.
    client = lock_for_names(intake.client) if step in NAMING else lock_client(intake.client)
    intake = lock_intake(intake)
    refuse_if_changed(intake, intake.version if version is None else version)
    refuse_unless_open(intake, asked)
    if missing_answers(asked, answers):
        raise Blocked(
            _("This question needs an answer before you can go on."),
            code="answer_missing",
            target=intake,
        )
    kept = dict(intake.answers or {})
    codes = [question.code for question in asked.questions]
    before = {code: kept.pop(code) for code in codes if code in kept}
    now = {code: said for code, said in answers.items() if code in codes and code not in IN_ROWS}
    state, names = client.conflict_state, client.parties_version
    changed = {code for code in codes if before.get(code) != now.get(code)}
    changed |= _grow(actor, client, step, before, answers)
    client.version += 1
    client.save()
    if client.parties_version != names:
        _ask_again(intake, CONFLICT, kept)
    intake.answers = kept | now
    mark_done(intake, asked)
    forget_drafts(intake, step=step, kept_by=actor.membership)
    detail = {"step": step, "conflict": client.conflict_state}
    if state == client.conflict_state:
        del detail["conflict"]
    record(actor, "step.saved", intake, changes=changed, detail=detail)
    return intake


def _ask_again(intake: Intake, step: Step, kept: dict[str, Any]) -> None:
    """Open a step that was done: what it was asked about has changed since."""
    intake.done = [code for code in intake.done if code != step.code]
    for question in step.questions:
        kept.pop(question.code, None)


def _grow(actor: Actor, client: Client, step: str, before: Answers, answers: Answers) -> set[str]:
    grow = _GROWS.get(step)
    return grow(actor, client, before, answers) if grow else set()


def _language(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    language, dialect = answers.get("language"), answers.get("dialect")
    client.language = f"{language} ({dialect})" if language and dialect else language or dialect
    client.interpreter = answers.get("interpreter")
    return set()


def _name(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    client.name_to_use = answers.get("name_to_use")
    client.pronouns = answers.get("pronouns")
    was, now = as_names(before.get("name_to_use")), as_names(client.name_to_use)
    if was != now:
        sync_aliases(actor, client, was, now)
    return set()


def _identity(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    set_birth(client, answers.get("birth"))
    client.nationality = answers.get("nationality")
    set_legal_name(actor, client, answers.get("legal_name"))
    was, now = as_names(before.get("other_names")), as_names(answers.get("other_names"))
    if was != now:
        sync_aliases(actor, client, was, now)
    set_numbers(actor, client, answers.get("identifiers") or {})
    return set()


def _contact(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    rules = answers.get("contact_rules") or []
    changed = write_rules(actor, client, rules, code_word=answers.get("code_word"))
    return {"contact_rules"} if changed else set()


def _parties(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    consented = answers.get("exploiter_consent") == "yes"
    rows = answers.get("parties") or []
    changed = write_rows(actor, client, rows, consented=consented)
    if not consented:
        refuse_kept_without_consent(client)
    return {"parties"} if changed else set()


def _conflict(actor: Actor, client: Client, before: Answers, answers: Answers) -> set[str]:
    if answers.get("conflict_check") == RUN_NOW:
        require(actor, "conflict.check", client)
        check_names(actor, client)
    return set()


_GROWS: Mapping[str, Callable[[Actor, Client, Answers, Answers], set[str]]] = {
    LANGUAGE.code: _language,
    NAME.code: _name,
    IDENTITY.code: _identity,
    CONTACT.code: _contact,
    PARTIES.code: _parties,
    CONFLICT.code: _conflict,
}
