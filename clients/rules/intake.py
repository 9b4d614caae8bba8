"""What may be asked now, and where an intake may go.

Two rules stand above the order of steps: nothing while it is not safe to talk, and nothing beyond
safety and language before rights and confidentiality were explained and that was recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from clients.rules.intake_shape import Question, Step
from clients.rules.intake_steps import GENTLE_STOP, RIGHTS, SAFETY, STEPS
from clients.rules.wording import gettext_noop

STEP_BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
QUESTION_BY_CODE: Mapping[str, Question] = {
    question.code: question for step in STEPS for question in step.questions
}

# Source: the design's screening rules (K, verify with counsel). The text says why to the team.
NEVER_FIRST: Mapping[str, str] = {
    "full_narrative": gettext_noop("The whole story is told once, later, to the attorney."),
    "sexual_detail": gettext_noop("Sexual detail is never needed to begin."),
    "why_not_leave": gettext_noop("Asking why somebody did not leave puts the blame on them."),
    "offence_history": gettext_noop("Offences are for the attorney, under privilege."),
    "social_security_number": gettext_noop("A social security number is not needed to begin."),
    "identity_photo": gettext_noop("Photos of papers or faces are not needed to begin."),
    "social_media": gettext_noop("Accounts can lead those who did harm back to the client."),
    "police_report": gettext_noop("Help never depends on talking to the police."),
    "funder_demographics": gettext_noop("Funders' questions wait until the client is safe."),
    "immigration_status": gettext_noop("Status is asked later, unless a deadline is imminent."),
}
# The one exception domain rules make: a date that cannot wait.
ASKED_WHEN_DEADLINE_IMMINENT = frozenset({"immigration_status"})


class IntakeStatus(StrEnum):
    """Where an intake stands."""

    STARTED = "started"
    PAUSED = "paused"
    READY = "ready"
    DECLINED = "declined"
    OPENED = "opened"


STATUS_LABELS: Mapping[IntakeStatus, str] = {
    IntakeStatus.STARTED: gettext_noop("In progress"),
    IntakeStatus.PAUSED: gettext_noop("Paused"),
    IntakeStatus.READY: gettext_noop("Ready to open"),
    IntakeStatus.DECLINED: gettext_noop("Declined"),
    IntakeStatus.OPENED: gettext_noop("Case opened"),
}

# A declined or opened intake is finished: who comes back gets a new one.
MOVES: Mapping[IntakeStatus, frozenset[IntakeStatus]] = {
    IntakeStatus.STARTED: frozenset(
        {IntakeStatus.PAUSED, IntakeStatus.READY, IntakeStatus.DECLINED}
    ),
    IntakeStatus.PAUSED: frozenset({IntakeStatus.STARTED, IntakeStatus.DECLINED}),
    IntakeStatus.READY: frozenset(
        {
            IntakeStatus.STARTED,
            IntakeStatus.PAUSED,
            IntakeStatus.DECLINED,
            IntakeStatus.OPENED,
        }
    ),
    IntakeStatus.DECLINED: frozenset(),
    IntakeStatus.OPENED: frozenset(),
}


def may_move(old: IntakeStatus, new: IntakeStatus) -> bool:
    """Tell whether an intake may go from one status to another."""
    return new in MOVES[old]


@dataclass(frozen=True, slots=True)
class IntakeState:
    """What the rules need to know of an intake.

    `done` holds codes of steps that were answered or skipped; `safe_now` and `private` hold the
    answers to those two questions, None where not asked since the intake was last resumed.
    `rights_recorded` is true only when who, when and in which language stand in a record.
    """

    status: IntakeStatus = IntakeStatus.STARTED
    done: frozenset[str] = frozenset()
    safe_now: str | None = None
    private: str | None = None
    rights_recorded: bool = False


def is_unsafe(state: IntakeState) -> bool:
    """Tell whether an answer said that talking is not safe; "not sure" is not safe."""
    return state.safe_now in {"no", "unsure"} or state.private == "no"


def is_safe(state: IntakeState) -> bool:
    """Tell whether both questions of the safety gate were answered well."""
    return state.safe_now == "yes" and state.private in {"yes", "trusted"}


def may_ask(step: Step, state: IntakeState) -> bool:
    """Tell whether the questions of a step may be put now; the safety step always may."""
    if state.status not in {IntakeStatus.STARTED, IntakeStatus.READY}:
        return False
    if step.code == SAFETY.code:
        return True
    if step.code not in STEP_BY_CODE or not is_safe(state):
        return False
    return step.before_rights or state.rights_recorded


def next_step(state: IntakeState) -> Step | None:
    """Return the step to show: the first that is open, GENTLE_STOP, or None when all is done.

    None as well for a paused, declined or opened intake, which asks nothing.
    """
    if state.status not in {IntakeStatus.STARTED, IntakeStatus.READY}:
        return None
    if is_unsafe(state):
        return GENTLE_STOP
    if not is_safe(state):
        return SAFETY
    for step in STEPS:
        if step is RIGHTS and not state.rights_recorded:
            return step
        if step.code not in state.done and step is not RIGHTS and step is not SAFETY:
            return step
    return None


def resumed(state: IntakeState) -> IntakeState:
    """Return a paused intake as it goes on: safety is asked anew, all other answers stay."""
    return replace(
        state,
        status=IntakeStatus.STARTED,
        done=state.done - {SAFETY.code},
        safe_now=None,
        private=None,
    )


def missing_before_ready(state: IntakeState) -> tuple[Step, ...]:
    """Return the steps that were neither answered nor skipped; none means it may become ready."""
    return tuple(
        step
        for step in STEPS
        if (step is RIGHTS and not state.rights_recorded)
        or (step is not RIGHTS and step.code not in state.done)
    )


def missing_answers(step: Step, answered: Iterable[str]) -> tuple[Question, ...]:
    """Return the questions of a step that cannot be skipped and have no answer."""
    given = frozenset(answered)
    return tuple(
        question
        for question in step.questions
        if not question.skippable and question.code not in given
    )


def may_ask_on_first_contact(topic: str, *, deadline_imminent: bool = False) -> bool:
    """Tell whether a topic may come up when somebody is met for the first time."""
    if topic in ASKED_WHEN_DEADLINE_IMMINENT:
        return deadline_imminent
    return topic not in NEVER_FIRST
