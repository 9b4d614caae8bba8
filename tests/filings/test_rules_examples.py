"""Worked examples of the deadline table, and what the engine says beside each date."""

from datetime import date

import pytest

from filings.rules import Computed, as_json, compute

RFE = {"notice_date": "2026-03-06", "service": "mail", "response": "paper", "response_days": 84}
NOID = {"notice_date": "2026-10-09", "service": "mail", "response": "paper", "response_days": 30}


def rfe(**changes: object) -> Computed:
    return compute("us.uscis.rfe", {**RFE, **changes}, today=None)


def noid(**changes: object) -> Computed:
    return compute("us.uscis.noid", {**NOID, **changes}, today=None)


def codes(computed: Computed) -> list[str]:
    return [warning.code for warning in computed.warnings]


@pytest.mark.parametrize(
    ("service", "response", "outer", "target"),
    [
        ("mail", "paper", date(2026, 6, 1), date(2026, 5, 29)),
        ("mail", "online", date(2026, 6, 1), date(2026, 5, 29)),
        ("electronic", "online", date(2026, 5, 29), date(2026, 5, 28)),
        ("electronic", "paper", date(2026, 5, 29), date(2026, 5, 28)),
    ],
)
def test_example_1_rfe(service: str, response: str, outer: date, target: date) -> None:
    computed = rfe(service=service, response=response)
    assert (computed.outer, computed.target, computed.opens) == (outer, target, None)


@pytest.mark.parametrize(
    ("service", "response", "outer", "target"),
    [
        ("mail", "paper", date(2026, 11, 12), date(2026, 11, 10)),
        ("mail", "online", date(2026, 11, 11), date(2026, 11, 10)),
        ("electronic", "online", date(2026, 11, 8), date(2026, 11, 6)),
        ("electronic", "paper", date(2026, 11, 9), date(2026, 11, 6)),
    ],
)
def test_example_3_noid(service: str, response: str, outer: date, target: date) -> None:
    computed = noid(service=service, response=response)
    assert (computed.outer, computed.target) == (outer, target)


def test_nobody_knows_how_the_answer_goes_in_so_nothing_moves_and_a_warning_says_so() -> None:
    facts = {key: value for key, value in NOID.items() if key != "response"}
    computed = compute("us.uscis.noid", facts, today=None)
    assert computed.outer == date(2026, 11, 11)
    assert "warn_response_unknown" in codes(computed)


def test_printed_date_is_the_last_day_even_on_a_sunday() -> None:
    computed = noid(printed_due_date="2026-11-08")
    assert computed.outer == date(2026, 11, 8)
    assert computed.target == date(2026, 11, 6)
    assert computed.by_rule == date(2026, 11, 12)


def test_printed_date_that_differs_from_the_rule_asks_for_an_attorney() -> None:
    computed = rfe(printed_due_date="2026-06-02")
    (warning,) = [one for one in computed.warnings if one.code == "warn_printed_differs"]
    assert "attorney" in warning.text
    assert "Tuesday 2 June 2026" in warning.text
    assert "plan for the earlier of the two: Monday 1 June 2026" in warning.text


def test_printed_date_that_agrees_with_the_rule_raises_no_alarm() -> None:
    computed = rfe(printed_due_date="2026-06-01")
    assert computed.outer == date(2026, 6, 1)
    assert codes(computed) == []


def test_printed_date_alone_is_enough_and_is_held_against_the_ceiling() -> None:
    facts = {"notice_date": "2026-10-09", "service": "electronic", "response": "online"}
    timely = compute("us.uscis.noid", {**facts, "printed_due_date": "2026-10-30"}, today=None)
    assert (timely.outer, codes(timely)) == (date(2026, 10, 30), [])
    late = compute("us.uscis.noid", {**facts, "printed_due_date": "2026-11-09"}, today=None)
    assert (late.outer, codes(late)) == (date(2026, 11, 9), ["warn_printed_above_ceiling"])


def test_the_version_in_force_on_the_day_of_the_notice_computes() -> None:
    assert rfe(notice_date="2026-08-04").version == "1"
    changed = rfe(notice_date="2026-08-05")
    assert changed.version == "2"
    assert "ceiling, not a default" in changed.warnings[0].text


def test_days_gained_from_an_observed_holiday_come_with_a_warning() -> None:
    """4 July 2026 is a Saturday; only its observed day, Friday the 3rd, is a day off."""
    computed = noid(notice_date="2026-06-03", service="electronic")
    assert (computed.outer, computed.target) == (date(2026, 7, 6), date(2026, 7, 2))
    assert "warn_observed_day" in codes(computed)


def test_every_step_is_said_in_words_with_its_day() -> None:
    steps = [(step.code, step.date) for step in noid().steps]
    assert steps == [
        ("start", date(2026, 10, 9)),
        ("count_days", date(2026, 11, 8)),
        ("mail_added", date(2026, 11, 11)),
        ("roll_holiday", date(2026, 11, 12)),
        ("outer", date(2026, 11, 12)),
        ("target_before", date(2026, 11, 10)),
    ]
    assert "Veterans Day" in noid().steps[3].text


def test_a_step_can_be_said_in_another_language() -> None:
    step = noid().steps[4]
    assert step.said.say(translate=str.upper, show_day=date.isoformat).endswith("DAY}.")
    translated = {"The last lawful day is {day}.": "Der letzte Tag ist der {day}."}
    spoken = step.said.say(translate=translated.__getitem__, show_day=date.isoformat)
    assert spoken == "Der letzte Tag ist der 2026-11-12."


@pytest.mark.parametrize(
    ("today", "warning"),
    [
        (date(2026, 6, 2), "warn_outer_passed"),
        (date(2026, 6, 1), "warn_outer_today"),
        (date(2026, 5, 31), "warn_target_passed"),
        (date(2026, 3, 5), "warn_start_in_future"),
    ],
)
def test_today_only_adds_a_warning(today: date, warning: str) -> None:
    computed = compute("us.uscis.rfe", RFE, today=today)
    assert warning in codes(computed)
    assert (computed.outer, computed.target) == (rfe().outer, rfe().target)


def test_a_contested_appeal_shows_both_readings_and_plans_for_the_one_that_costs_nothing() -> None:
    facts = {"decision_date": "2026-10-09", "service": "oral"}
    computed = compute("us.eoir.bia_appeal", facts, today=None)
    assert (computed.outer, computed.target) == (date(2026, 11, 9), date(2026, 10, 19))
    assert computed.contested
    assert [(each.outer, each.target) for each in computed.readings] == [
        (date(2026, 11, 9), date(2026, 11, 6)),
        (date(2026, 10, 19), date(2026, 10, 16)),
    ]
    assert all(each.name and each.source for each in computed.readings)
    assert "warn_contested" in codes(computed)
    assert [step.date for step in computed.steps if step.code == "reading"] == [
        each.outer for each in computed.readings
    ]


def test_an_appeal_from_before_the_dispute_is_not_contested() -> None:
    computed = compute(
        "us.eoir.bia_appeal", {"decision_date": "2026-03-05", "service": "oral"}, today=None
    )
    assert (computed.contested, computed.readings) == (False, ())


def test_json_holds_the_promised_keys_and_iso_days() -> None:
    printed = as_json(rfe())
    assert list(printed) == [
        "rule",
        "version",
        "opens",
        "outer",
        "target",
        "steps",
        "source",
        "verify_with_counsel",
        "warnings",
        "by_rule",
        "ladder",
        "consequence",
        "jurisdictional",
        "contested",
        "readings",
        "receipt_or_postmark",
        "days_left",
        "no_date",
    ]
    assert (printed["opens"], printed["outer"]) == (None, "2026-06-01")
    assert printed["verify_with_counsel"] is True
