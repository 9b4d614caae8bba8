"""What holds for every rule and all facts, and an oracle that counts one day after another.

Facts come from what the rules say they take, so a new rule is tried without anybody thinking of it.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest

from filings.rules import Computed, FactError, compute, rule, rules
from filings.rules.calendar import Calendar, calendar_named
from tests.filings.facts_at_random import any_question, facts_of
from tests.filings.oracle import LAW, by_counting

ASKED, SAMPLE = 100_000, 6_000
SOURCE = Path(__file__).resolve().parents[2] / "filings" / "rules"


def answer(
    rule_id: str, facts: dict[str, object], calendar: Calendar | None = None
) -> Computed | None:
    """Return what comes out, or None for a refusal that says so."""
    try:
        return compute(rule_id, facts, today=None, calendar=calendar)
    except FactError as refused:
        if not re.search(r"outside the years|no version", str(refused)):
            raise
        return None


@cache
def sample() -> tuple[tuple[str, dict[str, object], Computed], ...]:
    """Return questions that have an answer, the same in each run."""
    chance = Random("properties")
    asked = (any_question(chance) for _ in range(SAMPLE))
    answered = ((rule_id, facts, answer(rule_id, facts)) for rule_id, facts in asked)
    return tuple((rule_id, facts, got) for rule_id, facts, got in answered if got is not None)


def off_of(rule_id: str, facts: dict[str, object]) -> Calendar:
    read = rule(rule_id)
    return calendar_named(str(facts.get(read.calendar_fact or "", read.calendar)))


def test_the_oracle_knows_every_rule() -> None:
    assert set(LAW) == {each.id for each in rules()}, "count a new rule in tests/filings/oracle.py"


def test_the_engine_agrees_with_an_oracle_on_100_000_facts() -> None:
    chance, answered = Random("oracle"), Counter[str]()
    for _ in range(ASKED):
        rule_id, facts = any_question(chance)
        got = answer(rule_id, facts)
        days = None if got is None else (got.opens, got.outer, got.target)
        assert days == by_counting(rule_id, facts), (rule_id, facts)
        answered[rule_id] += days is not None
    # A rule that only ever refuses would agree without being tried.
    assert {each.id for each in rules() if answered[each.id] < 400} == set()


def test_no_roll_lands_on_a_closed_day_and_what_rolls_ends_on_an_open_one() -> None:
    for rule_id, facts, got in sample():
        off, read = off_of(rule_id, facts), rule(rule_id)
        for step in got.steps:
            if step.code in ("roll_weekend", "roll_holiday", "target_before", "target_named"):
                assert step.date is not None
                assert off.is_business_day(step.date), (rule_id, facts)
        newest = got.version == read.version
        if newest and read.roll == "later" and read.printed not in facts and got.outer:
            assert off.is_business_day(got.outer)


def test_the_day_to_plan_for_is_never_after_the_last_day() -> None:
    for rule_id, facts, got in sample():
        if got.outer is not None:
            assert got.target is not None
            assert got.target <= got.outer, (rule_id, facts)
        for reading in got.readings:
            assert reading.target < reading.outer
            assert reading.outer <= got.outer  # type: ignore[operator]


def test_the_version_that_computes_was_in_force_on_the_first_day() -> None:
    for rule_id, facts, got in sample():
        read = rule(rule_id)
        if read.trigger in facts:
            day = date.fromisoformat(str(facts[read.trigger]))
            assert rule(rule_id, on=day).version == got.version


def test_months_and_years_never_skip_a_month() -> None:
    tried = 0
    for rule_id, facts, got in sample():
        started: date | None = None
        for step in got.steps:
            if step.code in ("start", "birthday"):
                started = step.date
            if step.code in ("count_months", "count_years") and started and step.date:
                n = int(str(dict(step.said.params)["n"])) * (12 if "years" in step.code else 1)
                months = (step.date.year - started.year) * 12 + step.date.month - started.month
                assert months == n, (rule_id, facts)
                assert step.date.day <= started.day
                tried += 1
    assert tried > 500


def test_one_more_holiday_never_shortens_the_time() -> None:
    chance = Random("holidays")
    for rule_id, facts, got in sample():
        if got.outer is None and got.target is None:
            continue
        off = off_of(rule_id, facts)
        near = (got.outer or got.target or date.max) - timedelta(days=int(chance.random() * 5))
        more = answer(rule_id, facts, calendar=Calendar("more", {**off.days_off, near: "New"}))
        if more is None:  # pushed out of the table
            continue
        if got.outer is None:
            assert more.target is not None
            assert got.target is not None
            assert got.target <= more.target
        else:
            assert more.outer is not None
            assert got.outer <= more.outer, (rule_id, facts, near)


@pytest.fixture
def zone() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "America/New_York", "Pacific/Pago_Pago"])
@pytest.mark.usefixtures("zone")
def test_no_time_zone_and_no_summer_time_changes_a_date(name: str) -> None:
    os.environ["TZ"] = name
    time.tzset()
    for rule_id, facts, got in sample()[::8]:
        assert answer(rule_id, facts) == got


def test_a_moment_is_refused_for_it_has_no_day_without_a_zone() -> None:
    for day in (datetime(2026, 3, 8, 2, 30, tzinfo=UTC), "2026-03-08T02:30:00-05:00"):
        with pytest.raises(FactError, match="must be a date"):
            compute("us.eoir.motion_reopen", {"order_date": day}, today=None)


def test_the_engine_has_no_clock() -> None:
    for path in SOURCE.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.today\(|\.now\(|import time|from django", text), path.name


def test_every_day_given_lies_in_the_table_or_is_refused() -> None:
    for _rule, _facts, got in sample():
        for day in (got.opens, got.outer, got.target, got.by_rule):
            assert day is None or 1990 <= day.year <= 2060
    for each in rules():
        if each.trigger and each.facts[each.trigger].required:
            far = facts_of(each, Random(each.id)) | {each.trigger: "2061-01-01"}
            with pytest.raises(FactError, match="outside the years"):
                compute(each.id, far, today=None)
            past = {**far, each.trigger: "1889-12-31"}
            with pytest.raises(FactError, match="outside the years"):
                compute(each.id, past, today=None)


def test_the_last_step_days_are_the_results_and_every_place_is_filled() -> None:
    for rule_id, _facts, got in sample():
        said = {step.code: step.date for step in got.steps}
        if got.outer is not None:
            assert said["outer"] == got.outer, rule_id
        assert not re.search(r"\{[a-z_]+\}", " ".join(step.text for step in got.steps))
        assert not re.search(r"\{[a-z_]+\}", " ".join(each.text for each in got.warnings))


def test_leaving_the_answers_way_open_never_gives_more_time() -> None:
    for rule_id, facts, got in sample():
        if "response" in facts:
            unknown = {name: value for name, value in facts.items() if name != "response"}
            guessed = answer(rule_id, unknown)
            assert guessed is not None
            assert guessed.outer is not None
            assert got.outer is not None
            assert guessed.outer <= got.outer


def test_today_never_changes_a_date() -> None:
    for rule_id, facts, got in sample()[::20]:
        for today in (date(2059, 12, 31), date(2026, 11, 28)):
            try:
                told = compute(rule_id, facts, today=today)
            except FactError:  # a birth that lies ahead
                continue
            assert (told.opens, told.outer, told.target) == (got.opens, got.outer, got.target)
