"""What holds for every date, and an oracle that counts one day after another.

The oracle shares nothing with the engine but the table of holidays.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.rules import Computed, FactError, compute
from filings.rules.calendar import Calendar, calendar_named

FEDERAL = calendar_named("us-federal")
CEILING = {"us.uscis.rfe": 84, "us.uscis.noid": 30}
DAY = timedelta(days=1)

notice_days = st.dates(date(1990, 1, 2), date(2060, 9, 1))
rules = st.sampled_from(sorted(CEILING))


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    rule = draw(rules)
    notice = draw(notice_days)
    facts: dict[str, object] = {
        "notice_date": notice.isoformat(),
        "service": draw(st.sampled_from(["mail", "electronic"])),
        "response_days": draw(st.integers(1, CEILING[rule])),
    }
    response = draw(st.sampled_from(["paper", "online", None]))
    if response:
        facts["response"] = response
    if draw(st.booleans()):
        printed = notice + timedelta(days=draw(st.integers(5, 100)))
        facts["printed_due_date"] = printed.isoformat()
    return rule, facts


def answer(question: tuple[str, dict[str, object]], calendar: Calendar = FEDERAL) -> Computed:
    rule, facts = question
    return compute(rule, facts, today=None, calendar=calendar)


def open_for_business(day: date) -> bool:
    return day.strftime("%w") not in "06" and day not in FEDERAL.days_off


def by_counting(facts: dict[str, object]) -> tuple[date, date]:
    """Walk the days on the fingers: outer and target."""
    day = date.fromisoformat(str(facts["notice_date"]))
    left = int(str(facts["response_days"]))
    if facts["service"] == "mail":
        left += 3
    while left:
        day += DAY
        left -= 1
    if "printed_due_date" in facts:
        day = date.fromisoformat(str(facts["printed_due_date"]))
    target = day - DAY
    while not open_for_business(target):
        target -= DAY
    if "printed_due_date" not in facts and facts.get("response") == "paper":
        while not open_for_business(day):
            day += DAY
    return day, target


@given(questions())
@settings(max_examples=1500, deadline=None)
def test_engine_agrees_with_counting_day_by_day(
    question: tuple[str, dict[str, object]],
) -> None:
    computed = answer(question)
    assert (computed.outer, computed.target) == by_counting(question[1])


@given(questions())
@settings(max_examples=400, deadline=None)
def test_target_is_a_working_day_before_outer(question: tuple[str, dict[str, object]]) -> None:
    computed = answer(question)
    assert computed.outer is not None
    assert computed.target is not None
    assert computed.target < computed.outer
    assert open_for_business(computed.target)


@given(questions())
@settings(max_examples=400, deadline=None)
def test_roll_never_lands_on_a_day_off(question: tuple[str, dict[str, object]]) -> None:
    rule, facts = question
    paper = {**facts, "response": "paper"}
    paper.pop("printed_due_date", None)
    outer = answer((rule, paper)).outer
    assert outer is not None
    assert open_for_business(outer)


@given(questions(), st.integers(0, 120))
@settings(max_examples=400, deadline=None)
def test_one_more_holiday_never_shortens_the_time(
    question: tuple[str, dict[str, object]], after: int
) -> None:
    notice = date.fromisoformat(str(question[1]["notice_date"]))
    extra = {**FEDERAL.days_off, notice + timedelta(days=after): "New Holiday"}
    before, now = answer(question).outer, answer(question, Calendar("more", extra)).outer
    assert before is not None
    assert now is not None
    assert before <= now


@given(questions())
@settings(max_examples=300, deadline=None)
def test_the_last_step_days_are_the_results(question: tuple[str, dict[str, object]]) -> None:
    computed = answer(question)
    said = {step.code: step.date for step in computed.steps}
    assert (said["outer"], said["target_before"]) == (computed.outer, computed.target)
    assert "{" not in " ".join(step.text for step in computed.steps)


@given(questions())
@settings(max_examples=200, deadline=None)
def test_leaving_the_response_open_never_gives_more_time(
    question: tuple[str, dict[str, object]],
) -> None:
    rule, facts = question
    unknown = {name: value for name, value in facts.items() if name != "response"}
    guessed, known = answer((rule, unknown)).outer, answer(question).outer
    assert guessed is not None
    assert known is not None
    assert guessed <= known


@given(rules, st.dates().filter(lambda day: not 1990 <= day.year <= 2060))
def test_far_years_are_refused(rule: str, day: date) -> None:
    facts = {"notice_date": day, "service": "mail", "response_days": 10}
    with pytest.raises(FactError, match="1990 to 2060"):
        compute(rule, facts, today=None)
