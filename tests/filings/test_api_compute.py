"""Computing a deadline from a program: dates, or what is wrong with which fact; nothing written."""

from datetime import date
from typing import Any

import pytest

from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from filings.models import Deadline
from filings.queries.words import WITHOUT_VALUES, without_values
from filings.rules import as_json, compute, rules
from filings.rules.texts import TEMPLATES, Said
from tests.builders import Caller, calling_as
from tests.filings.test_api_filings import errors

RFE = {"notice_date": "2026-03-06", "service": "mail", "response": "paper", "response_days": 84}


@pytest.fixture
def program(coordinator: Actor) -> Caller:
    return calling_as(coordinator, "case.view", "deadline.view")


def ask(program: Caller, rule: Any, facts: Any) -> Any:
    return program.ask("post", "deadlines/compute", {"rule": rule, "facts": facts})


def test_a_date_is_computed_with_every_step_and_nothing_is_written(program: Caller) -> None:
    before = AuditEntry.objects.count()
    said = ask(program, "us.uscis.rfe", RFE).json()
    engine = as_json(compute("us.uscis.rfe", RFE, today=date(2026, 3, 9)))
    assert (said["outer"], said["target"]) == ("2026-06-01", "2026-05-29")
    assert [(step["code"], step["date"]) for step in said["steps"]] == [
        (step["code"], step["date"])
        for step in engine["steps"]  # type: ignore[attr-defined]
    ]
    assert {fact["code"]: fact["value"] for fact in said["facts"]}["response_days"] == "84"
    assert (said["source"], said["verify_with_counsel"]) == (engine["source"], True)
    assert (AuditEntry.objects.count(), Deadline.objects.count()) == (before, 0)


def test_a_printed_date_wins_and_the_difference_is_warned_of(program: Caller) -> None:
    said = ask(program, "us.uscis.rfe", {**RFE, "printed_due_date": "2026-05-20"}).json()
    assert (said["outer"], said["by_rule"], said["printed"]) == ("2026-05-20", "2026-06-01", True)
    assert "warn_printed_differs" in [each["code"] for each in said["warnings"]]


@pytest.mark.parametrize(
    ("changes", "fact", "code"),
    [
        ({"notice_date": None}, "/facts/notice_date", "fact_null"),
        ({"notice_date": "2026-02-30"}, "/facts/notice_date", "fact_no_such_day"),
        ({"notice_date": "06.03.2026"}, "/facts/notice_date", "fact_not_date"),
        ({"notice_date": "1889-03-06"}, "/facts/notice_date", "fact_out_of_range"),
        ({"notice_date": {"year": "odd-one"}}, "/facts/notice_date", "fact_not_date"),
        ({"service": "by pigeon"}, "/facts/service", "fact_not_choice"),
        ({"service": ["mail"]}, "/facts/service", "fact_not_choice"),
        ({"response_days": True}, "/facts/response_days", "fact_not_count"),
        ({"response_days": "84 days"}, "/facts/response_days", "fact_not_count"),
        ({"response_days": -4711}, "/facts/response_days", "fact_not_positive"),
        ({"response_days": 10**60}, "/facts/response_days", "fact_above_ceiling"),
        ({"printed_due_date": "2026-03-01"}, "/facts/printed_due_date", "fact_before"),
        ({"Mekdes Misale": "x"}, "/facts", "fact_unknown"),
    ],
)
def test_a_wrong_fact_is_named_and_not_repeated(
    program: Caller, changes: dict[str, Any], fact: str, code: str
) -> None:
    answer = ask(program, "us.uscis.rfe", {**RFE, **changes})
    assert errors(answer) == {fact: code}
    text = answer.content.decode()
    said = [*changes.values(), *(name for name in changes if name not in RFE)]
    for each in said:
        assert each is True or each is None or str(each) not in text or each == fact[7:]


def test_a_missing_fact_is_named(program: Caller) -> None:
    without = {name: value for name, value in RFE.items() if name != "notice_date"}
    assert errors(ask(program, "us.uscis.rfe", without)) == {"/facts/notice_date": "fact_missing"}


def test_a_birth_that_lies_ahead_is_not_repeated(program: Caller) -> None:
    rule = next(rule for rule in rules() if rule.facts[rule.trigger].kind == "birth_date")
    answer = ask(program, rule.id, {rule.trigger: "2050-07-31"})
    assert "fact_future_birth" in errors(answer).values()
    assert "2050-07" not in answer.content.decode()
    assert "July" not in answer.content.decode()


@pytest.mark.parametrize("rule", ["us.uscis.nothing", None, 7, ["us.uscis.rfe"]])
def test_an_unknown_rule_is_refused(program: Caller, rule: Any) -> None:
    answer = ask(program, rule, RFE)
    assert answer.status_code == 422
    assert "us.uscis.nothing" not in answer.content.decode()


@pytest.mark.parametrize("facts", [None, [], "2026-03-06", 7])
def test_facts_are_an_object(program: Caller, facts: Any) -> None:
    assert list(errors(ask(program, "us.uscis.rfe", facts))) == ["/facts"]


def test_every_rule_is_listed_with_what_it_takes_and_where_it_comes_from(program: Caller) -> None:
    listed = {row["id"]: row for row in program.read("deadlines/rules")["items"]}
    assert set(listed) == {rule.id for rule in rules()}
    rfe = {fact["code"]: fact for fact in listed["us.uscis.rfe"]["facts"]}
    assert (rfe["response_days"]["maximum"], rfe["response_days"]["unless"]) == (
        84, "printed_due_date",
    )  # fmt: skip
    assert all(row["source"] for row in listed.values())
    assert all(isinstance(row["verify_with_counsel"], bool) for row in listed.values())


def test_every_listed_rule_computes_or_names_a_fact(program: Caller) -> None:
    likely = {"date": "2026-04-02", "birth_date": "2009-02-02", "count": 20}
    spans = [{"from": "2026-04-03", "to": "2026-04-05"}]
    for row in program.read("deadlines/rules")["items"]:
        facts = {
            fact["code"]: fact["choices"][0]
            if fact["kind"] == "choice"
            else likely.get(fact["kind"], spans)
            for fact in row["facts"]
        }
        answer = ask(program, row["id"], facts)
        assert answer.status_code == 200, (row["id"], answer.content)
        said = answer.json()
        assert (
            said["opens"] or said["outer"] or said["target"] or said["days_left"] or row["no_date"]
        )


def test_no_refusal_of_the_engine_repeats_a_value() -> None:
    for code in [*(code for code in TEMPLATES if code.startswith("fact_")), "day_in_future"]:
        names = ("fact", "value", "other", "other_value", "known", "first", "last", "ceiling")
        params = tuple((name, f"<{name}>") for name in (*names, "day"))
        text = without_values(Said(code, TEMPLATES[code], params))
        assert not any(f"<{name}>" in text for name in ("value", "other_value", "day")), code
    assert "<fact>" not in without_values(Said("fact_unknown", "{fact}", (("fact", "<fact>"),)))
    assert set(WITHOUT_VALUES) <= set(TEMPLATES)


def test_who_sees_no_deadlines_computes_none(coordinator: Actor) -> None:
    assert ask(calling_as(coordinator, "case.view"), "us.uscis.rfe", RFE).status_code == 403
