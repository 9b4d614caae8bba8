"""A notice takes its step and sets its deadline going, once, from the facts alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from filings.actions import add_filing, record_notice
from filings.models import Deadline, FilingMove, Notice
from filings.queries import dates_said, why
from filings.rules import as_json, compute
from tests.filings.steps import RFE, fresh, receipted, rfe_deadline, verbs


def test_the_worked_rfe_comes_out(attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case)
    assert (deadline.outer, deadline.target) == (date(2026, 6, 1), date(2026, 5, 29))
    assert (deadline.rule, deadline.rule_version) == ("us.uscis.rfe", "1")
    assert deadline.filing is not None
    assert deadline.filing.status == "rfe"


def test_what_is_stored_is_what_the_engine_says(attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case)
    facts = {
        "notice_date": "2026-03-06", "service": "mail", "response": "paper", "response_days": 84,
    }  # fmt: skip
    computed = compute("us.uscis.rfe", facts, today=None)
    told = why(Deadline.objects.get(pk=deadline.pk))
    assert [text for text, _day in told.steps] == [step.text for step in computed.steps]
    assert told.warnings == as_json(computed)["warnings"]
    assert (told.outer, told.target) == (computed.outer, computed.target)
    assert (told.source, deadline.facts) == (computed.source, facts)


def test_the_noid_of_veterans_day_comes_out(
    attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    day("2026-10-12")
    deadline = rfe_deadline(
        attorney, case, kind="noid", notice_date=date(2026, 10, 9), response_days=30
    )
    assert (deadline.outer, deadline.target) == (date(2026, 11, 12), date(2026, 11, 10))


def test_a_printed_date_wins_and_a_difference_warns(attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case, printed_due_date=date(2026, 6, 5))
    assert (deadline.outer, deadline.by_rule) == (date(2026, 6, 5), date(2026, 6, 1))
    assert any("An attorney must look" in warning for warning in why(deadline).warnings)
    assert deadline.remind_by == date(2026, 6, 1)


def test_every_list_plans_for_the_earlier_of_two_contested_dates(case: Case) -> None:
    """A printed date later than the rule's sets the last day, and nobody plans by it unlooked."""
    rule_says, printed = date(2026, 11, 23), date(2026, 11, 25)
    contested = Deadline(outer=printed, by_rule=rule_says, target=date(2026, 11, 24))
    assert contested.plan_for == rule_says
    assert "plan for 23 Nov 2026" in dates_said(contested)
    agreed = Deadline(outer=printed, by_rule=printed, target=date(2026, 11, 24))
    assert agreed.plan_for == date(2026, 11, 24)


def test_why_is_told_in_the_readers_language(attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case)
    with translation.override("es"):
        assert "marzo" in why(deadline).steps[0][0]


def test_the_notice_is_recorded_once_and_so_is_all_it_does(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    notice = record_notice(attorney, filing=filing, **RFE)
    with pytest.raises(Blocked, match="recorded already"):
        record_notice(attorney, filing=filing, notice_id=notice.pk, **RFE)
    assert (Notice.objects.count(), Deadline.objects.count()) == (1, 1)
    assert FilingMove.objects.filter(became="rfe").count() == 1
    assert verbs().count("deadline.computed") == 1


def test_a_second_rfe_keeps_the_status_and_adds_a_deadline(attorney: Actor, case: Case) -> None:
    first = rfe_deadline(attorney, case)
    assert first.filing is not None
    record_notice(attorney, filing=first.filing, **{**RFE, "notice_date": date(2026, 3, 9)})
    assert Deadline.objects.count() == 2
    assert fresh(first.filing).status == "rfe"


def test_a_denial_computes_the_last_day_to_challenge_it(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    notice = record_notice(
        attorney, filing=filing, kind="denial", notice_date=date(2026, 3, 6), service="mail"
    )
    deadline = Deadline.objects.get(notice=notice)
    assert (deadline.rule, deadline.outer) == ("us.uscis.aao_appeal", date(2026, 4, 8))


def test_an_approval_sets_nothing_going(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    record_notice(attorney, filing=filing, kind="approval", notice_date=date(2026, 3, 6))
    assert fresh(filing).status == "approved"
    assert not Deadline.objects.exists()


def test_a_notice_before_the_receipt_is_refused(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked, match="Record the receipt first"):
        record_notice(attorney, filing=filing, **RFE)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"notice_date": date(2026, 3, 10)}, "still in the future"),
        ({"notice_date": date(2026, 1, 2)}, "cannot be earlier"),
        ({"response_days": 85}, "at most 84"),
        ({"response_days": None}, "missing"),
        ({"printed_due_date": date(2026, 3, 1)}, "cannot be before"),
        ({"service": ""}, "missing"),
    ],
)
def test_impossible_facts_are_refused_and_change_nothing(
    attorney: Actor, case: Case, facts: dict[str, Any], message: str
) -> None:
    filing = receipted(attorney, case)
    with pytest.raises(Blocked, match=message):
        record_notice(attorney, filing=filing, **{**RFE, **facts})
    assert not Notice.objects.exists()
    assert fresh(filing).status == "receipted"
