"""A fact that is missing, malformed, unknown or impossible is refused in one clear line."""

from datetime import date, datetime

import pytest

from filings.rules import FactError, UnknownRule, compute

GOOD: dict[str, object] = {"notice_date": "2026-03-06", "service": "mail", "response_days": 84}
PRINTED = {**GOOD, "printed_due_date": "2026-06-01"}


def refusal(facts: dict[str, object], *, rule: str = "us.uscis.rfe") -> FactError:
    with pytest.raises(FactError) as refused:
        compute(rule, facts, today=date(2026, 3, 10))
    message = str(refused.value)
    assert message.isascii()
    assert "\n" not in message
    assert len(message) < 200
    assert refused.value.fact.split(".")[0] in message
    return refused.value


@pytest.mark.parametrize("missing", ["notice_date", "service", "response_days"])
def test_missing_fact_is_refused(missing: str) -> None:
    facts = {name: value for name, value in GOOD.items() if name != missing}
    assert refusal(facts).fact == missing


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "06.03.2026",
        "20260306",
        "2026-W10-5",
        "2026-3-6",
        " 2026-03-06",
        "2026-03-06\n",
        "2026-03-06T00:00:00",
        "２０２６-03-06",
        "",
        20260306,
        1772755200.0,
        True,
        None,
        [],
        {},
        datetime(2026, 3, 6),
    ],
)
@pytest.mark.parametrize("fact", ["notice_date", "printed_due_date"])
def test_what_is_not_a_day_is_refused(fact: str, day: object) -> None:
    assert refusal({**PRINTED, fact: day}).fact == fact


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2061-01-01", "9999-12-31"])
def test_day_outside_the_holiday_table_is_refused(day: str) -> None:
    assert refusal({**GOOD, "notice_date": day}).fact == "notice_date"


def test_result_outside_the_holiday_table_is_refused() -> None:
    late = refusal({**GOOD, "notice_date": "2060-12-01"})
    assert "2060" in str(late)
    with pytest.raises(FactError):
        compute(
            "us.uscis.rfe", {**GOOD, "notice_date": "2060-11-26", "response_days": 33}, today=None
        )


@pytest.mark.parametrize("days", [0, -1, 85, 10**30, True, 30.0, "30", None, [30], float("nan")])
def test_days_that_no_notice_can_give_are_refused(days: object) -> None:
    assert refusal({**GOOD, "response_days": days}).fact == "response_days"


def test_noid_cannot_give_more_than_30_days() -> None:
    assert refusal({**GOOD, "response_days": 31}, rule="us.uscis.noid").fact == "response_days"


@pytest.mark.parametrize("service", ["Mail", "post", "", 1, None, True, ["mail"], {"mail": 1}])
def test_unknown_service_is_refused(service: object) -> None:
    assert refusal({**GOOD, "service": service}).fact == "service"


@pytest.mark.parametrize("response", ["Paper", "fax", "", 0, None, False])
def test_unknown_response_is_refused(response: object) -> None:
    assert refusal({**GOOD, "response": response}).fact == "response"


def test_unknown_fact_is_refused_with_the_known_ones() -> None:
    refused = refusal({**GOOD, "respons": "paper"})
    assert refused.fact == "respons"
    assert "notice_date, service, response, printed_due_date, response_days" in str(refused)


def test_due_date_printed_before_the_notice_is_refused() -> None:
    assert refusal({**GOOD, "printed_due_date": "2026-03-05"}).fact == "printed_due_date"


def test_a_date_object_is_as_good_as_text() -> None:
    spoken = compute("us.uscis.rfe", {**GOOD, "notice_date": date(2026, 3, 6)}, today=None)
    assert spoken == compute("us.uscis.rfe", GOOD, today=None)


@pytest.mark.parametrize("rule", ["us.uscis", "", "us.uscis.rfe ", "US.USCIS.RFE", "x" * 999])
def test_unknown_rule_is_refused(rule: str) -> None:
    with pytest.raises(UnknownRule, match="There is no rule"):
        compute(rule, GOOD, today=None)
