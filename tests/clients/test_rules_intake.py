"""Nothing is asked while it is not safe, and little before rights were explained."""

from dataclasses import replace

import pytest

from clients.rules.intake import (
    MOVES,
    NEVER_FIRST,
    QUESTION_BY_CODE,
    STEP_BY_CODE,
    IntakeState,
    IntakeStatus,
    is_safe,
    may_ask,
    may_ask_on_first_contact,
    may_move,
    missing_answers,
    missing_before_ready,
    next_step,
    resumed,
)
from clients.rules.intake_shape import Kind, Step
from clients.rules.intake_steps import GENTLE_STOP, RIGHTS, SAFETY, STEPS

AFTER_RIGHTS = [step for step in STEPS if not step.before_rights]
SAFE = IntakeState(safe_now="yes", private="yes", done=frozenset({"safety"}))


def test_the_steps_stand_in_the_order_of_the_house() -> None:
    assert [step.code for step in STEPS] == [
        "safety", "language", "rights", "name", "identity", "contact", "help",
        "screening", "parties", "conflict", "review",
    ]  # fmt: skip


def test_an_intake_begins_with_safety() -> None:
    assert next_step(IntakeState()) is SAFETY


@pytest.mark.parametrize(
    ("safe_now", "private"), [("no", None), ("unsure", None), ("yes", "no"), ("no", "yes")]
)
def test_not_safe_stops_gently_and_asks_nothing_more(safe_now: str, private: str | None) -> None:
    state = IntakeState(safe_now=safe_now, private=private, rights_recorded=True)
    assert next_step(state) is GENTLE_STOP
    assert [step for step in STEPS if may_ask(step, state)] == [SAFETY]
    assert GENTLE_STOP.questions == ()
    assert may_move(IntakeStatus.STARTED, IntakeStatus.PAUSED)


def test_a_gate_that_was_not_answered_is_closed() -> None:
    assert not is_safe(IntakeState(safe_now="yes"))
    assert not is_safe(IntakeState(private="yes"))
    assert next_step(IntakeState(safe_now="yes", rights_recorded=True)) is SAFETY


@pytest.mark.parametrize("step", AFTER_RIGHTS, ids=lambda step: step.code)
def test_no_later_step_may_be_asked_before_rights_are_recorded(step: Step) -> None:
    assert not may_ask(step, SAFE)
    assert may_ask(step, replace(SAFE, rights_recorded=True))


def test_finishing_the_rights_page_is_not_a_record() -> None:
    state = replace(SAFE, done=frozenset(STEP_BY_CODE))
    assert next_step(state) is RIGHTS
    assert missing_before_ready(state) == (RIGHTS,)


def test_the_intake_walks_every_step_once_and_ends() -> None:
    state, walked = SAFE, [SAFETY.code]
    while (step := next_step(state)) is not None:
        walked.append(step.code)
        state = replace(
            state,
            done=state.done | {step.code},
            rights_recorded=state.rights_recorded or step is RIGHTS,
        )
    assert walked == [step.code for step in STEPS]
    assert missing_before_ready(state) == ()


def test_a_resumed_intake_asks_again_whether_it_is_safe_and_keeps_the_rest() -> None:
    paused = replace(
        SAFE,
        status=IntakeStatus.PAUSED,
        rights_recorded=True,
        done=frozenset({"safety", "language", "name"}),
    )
    again = resumed(paused)
    assert next_step(paused) is None
    assert next_step(again) is SAFETY
    assert (again.safe_now, again.private) == (None, None)
    safe = replace(again, safe_now="yes", private="trusted")
    assert next_step(safe) is STEP_BY_CODE["identity"]


@pytest.mark.parametrize("status", ["paused", "declined", "opened"])
def test_an_intake_at_rest_asks_nothing(status: str) -> None:
    state = replace(SAFE, status=IntakeStatus(status), rights_recorded=True)
    assert next_step(state) is None
    assert not any(may_ask(step, state) for step in STEPS)


def test_lawful_moves_and_no_others() -> None:
    lawful = {(old.value, new.value) for old, news in MOVES.items() for new in news}
    assert lawful == {
        ("started", "paused"), ("started", "ready"), ("started", "declined"),
        ("paused", "started"), ("paused", "declined"),
        ("ready", "started"), ("ready", "paused"), ("ready", "declined"), ("ready", "opened"),
    }  # fmt: skip


def test_only_a_ready_intake_becomes_a_case() -> None:
    assert [old for old in IntakeStatus if may_move(old, IntakeStatus.OPENED)] == [
        IntakeStatus.READY
    ]


def test_every_question_says_why_and_has_a_code_of_its_own() -> None:
    questions = [question for step in STEPS for question in step.questions]
    assert len(QUESTION_BY_CODE) == len(questions)
    assert all(question.text and question.why for question in questions)


def test_every_question_can_be_skipped_but_gate_rights_and_the_check_put_off_in_words() -> None:
    fixed = {code for code, question in QUESTION_BY_CODE.items() if not question.skippable}
    assert fixed == {"safe_now", "private", "rights_given", "rights_language", "conflict_check"}


def test_a_choice_has_choices_with_codes_of_their_own() -> None:
    for question in QUESTION_BY_CODE.values():
        codes = [choice.code for choice in question.choices]
        assert len(codes) == len(set(codes))
        assert bool(codes) == (question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.PARTIES})


def test_no_question_of_the_intake_is_one_never_asked_first() -> None:
    topics = {question.topic for question in QUESTION_BY_CODE.values()}
    assert topics.isdisjoint(NEVER_FIRST)
    assert set(QUESTION_BY_CODE).isdisjoint(NEVER_FIRST)


@pytest.mark.parametrize("topic", sorted(set(NEVER_FIRST) - {"immigration_status"}))
def test_some_topics_never_come_up_first_whatever_the_hurry(topic: str) -> None:
    assert not may_ask_on_first_contact(topic, deadline_imminent=True)


def test_status_may_come_up_only_when_a_deadline_is_imminent() -> None:
    assert not may_ask_on_first_contact("immigration_status")
    assert may_ask_on_first_contact("immigration_status", deadline_imminent=True)
    assert may_ask_on_first_contact("")


def test_the_name_of_the_exploiter_needs_a_yes() -> None:
    assert [choice.code for choice in QUESTION_BY_CODE["exploiter_consent"].choices] == [
        "yes", "no", "later",
    ]  # fmt: skip


def test_the_rights_page_cannot_be_left_without_its_answers() -> None:
    left = missing_answers(RIGHTS, {"rights_given", "rights_sheet"})
    assert [question.code for question in left] == ["rights_language"]
    assert missing_answers(STEP_BY_CODE["identity"], set()) == ()
