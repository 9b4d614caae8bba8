"""What filings tell the rooms around them: near, overdue, next, and what keeps a case open."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.actions import close_case
from cases.hooks import DueDay
from cases.models import Case
from cases.queries import close_blockers, next_steps_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.models import Clinic
from filings.actions import acknowledge_deadline, add_deadline, add_filing, move_filing
from filings.queries import cases_due_by, due_soon, next_deadlines, overdue
from tests.builders import browsing_as, make_case
from tests.filings.steps import fresh, rfe_deadline
from tests.seconds import settle_by_two

DayOf = Callable[[str], date]


def test_an_open_deadline_keeps_its_case_open(
    supervisor: Actor, attorney: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    closing: Any = {"case": case, "outcome": "advice", "reason": "Done.", "version": case.version}
    with pytest.raises(Blocked, match="1 deadline is open"):
        close_case(supervisor, **closing)
    settle_by_two(attorney, supervisor, deadline)
    assert close_case(supervisor, **closing).stage == "closed"


def test_a_filing_that_was_signed_and_not_sent_keeps_its_case_open(
    supervisor: Actor, attorney: Actor, case: Case
) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    closing: Any = {"case": case, "outcome": "advice", "reason": "Done.", "version": case.version}
    assert close_blockers(case) == []  # a mere draft is given up with its case
    for to, on in (("client_review", 5), ("signed", 12)):
        move_filing(attorney, filing=fresh(filing), to=to, on=date(2026, 1, on))
    with pytest.raises(Blocked, match="1 filing was signed and never sent") as stop:
        close_case(supervisor, **closing)
    assert stop.value.code == "still_open"
    move_filing(attorney, filing=fresh(filing), to="withdrawn", on=date(2026, 1, 13))
    assert close_case(supervisor, **closing).stage == "closed"


def test_the_next_date_of_each_case_takes_one_statement(
    coordinator: Actor, attorney: Actor, case: Case, django_assert_num_queries: Any
) -> None:
    other = make_case(coordinator, attorney)
    rfe_deadline(attorney, case)
    with django_assert_num_queries(1):
        assert next_deadlines([case.pk, other.pk]) == {case.pk: DueDay(date(2026, 6, 1))}
    assert [row["case_id"] for row in cases_due_by(date(2026, 6, 1))] == [case.pk]
    assert not cases_due_by(date(2026, 5, 31)).exists()


def test_a_deadline_is_near_then_overdue_and_never_neither(
    attorney: Actor, case: Case, day: DayOf
) -> None:
    deadline = rfe_deadline(attorney, case)
    for today, near, late in [
        ("2026-05-24", [], []),
        ("2026-05-25", [deadline], []),
        ("2026-06-01", [deadline], []),
        ("2026-06-02", [], [deadline]),
    ]:
        day(today)
        assert (list(due_soon(attorney, 7)), list(overdue(attorney))) == (near, late)


def test_a_contested_date_counts_from_the_earlier_until_an_attorney_has_looked(
    attorney: Actor, case: Case, day: DayOf
) -> None:
    deadline = rfe_deadline(attorney, case, printed_due_date=date(2026, 6, 15))
    assert next_deadlines([case.pk]) == {case.pk: DueDay(date(2026, 6, 1))}
    day("2026-06-05")
    assert list(due_soon(attorney, 7)) == [deadline]
    acknowledge_deadline(attorney, deadline=deadline)
    assert next_deadlines([case.pk]) == {case.pk: DueDay(date(2026, 6, 15))}
    assert list(due_soon(attorney, 7)) == []


def test_nobody_sees_the_dates_of_a_case_that_is_not_theirs(
    attorney: Actor, stranger: Actor, case: Case, day: DayOf
) -> None:
    rfe_deadline(attorney, case)
    day("2026-06-03")
    assert not overdue(stranger).exists()
    assert overdue(attorney).count() == 1


def test_an_open_deadline_is_a_next_step_of_its_case(attorney: Actor, case: Case) -> None:
    rfe_deadline(attorney, case)
    steps = next_steps_of(attorney, case)
    assert [(step.title, step.day) for step in steps] == [
        ("Request for evidence (RFE) · I-914", date(2026, 6, 1))
    ]


def test_an_agencys_day_is_asked_for_and_never_ours_to_miss(
    harbor: Clinic, attorney: Actor, case: Case, day: DayOf
) -> None:
    add_deadline(attorney, case=case, rule="us.foia.response", facts={"received": "2026-10-09"})
    day("2026-11-20")
    assert next_deadlines([case.pk]) == {case.pk: DueDay(date(2026, 11, 9), agency=True)}
    (step,) = next_steps_of(attorney, case)
    assert (step.agency, step.note) == (True, "Ask the agency on 9 Nov 2026")
    for page in ("cases/", f"cases/{case.pk}/"):
        words = browsing_as(attorney).get(f"/{harbor.slug}/{page}").content.decode()
        assert "Ask now" in words
        assert "overdue</time>" not in words
