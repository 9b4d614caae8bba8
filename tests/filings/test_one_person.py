"""One person who wants a day that ends a right to be silent, or later, without anybody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.people.models import Membership
from clinic.tenancy.models import Clinic, new_id
from filings.actions import (
    add_filing,
    approve_proposal,
    change_facts,
    move_filing,
    override_deadline,
    propose_change,
    record_receipt,
    reopen_deadline,
    settle_deadline,
)
from filings.models import Deadline, DeadlineProposal
from filings.queries import proposals_to_decide
from filings.rules.changes import Settle
from tests.builders import Caller, browsing_as, calling_as, make_member, user_of
from tests.filings.steps import RECEIPT, fresh, rfe_deadline
from tests.filings.test_family import relative
from tests.filings.test_recompute import JUNE, Change, compare, mail_days

__all__ = ["mail_days"]

SHORTER = date(2026, 5, 29)


@pytest.fixture
def deadline(attorney: Actor, case: Case) -> Deadline:
    """Due Monday 2026-06-01; missing it ends the right."""
    return rfe_deadline(attorney, case)


def test_a_day_set_by_hand_does_not_drop_a_shorter_rule(
    harbor: Clinic, attorney: Actor, deadline: Deadline, mail_days: Change
) -> None:
    compare(harbor)
    mail_days(0)
    compare(harbor)
    assert Deadline.objects.get().remind_by == SHORTER
    with zeal_ignore():
        override_deadline(
            attorney, deadline=Deadline.objects.get(), outer=date(2026, 5, 31), reason="A day less."
        )
    moved = Deadline.objects.get()
    assert (moved.outer, moved.waiting_by, moved.remind_by) == (date(2026, 5, 31), SHORTER, SHORTER)
    assert DeadlineProposal.objects.get(kind="rule").status == "waiting"


def test_other_facts_do_not_drop_a_shorter_rule(
    harbor: Clinic, attorney: Actor, deadline: Deadline, mail_days: Change
) -> None:
    compare(harbor)
    mail_days(0)
    compare(harbor)
    later = json.loads(json.dumps(deadline.facts).replace("2026-03-06", "2026-03-07"))
    assert later != deadline.facts
    with zeal_ignore(), pytest.raises(Blocked, match="ends the right itself"):
        change_facts(attorney, deadline=Deadline.objects.get(), facts=later, reason="A day less.")
    assert Deadline.objects.get().remind_by == SHORTER


def test_what_is_opened_again_is_held_against_the_rules_of_today(
    harbor: Clinic, attorney: Actor, supervisor: Actor, deadline: Deadline, mail_days: Change
) -> None:
    with zeal_ignore():
        proposal = propose_change(
            attorney, deadline=deadline, change=Settle("done"), reason="Sent."
        )
        approve_proposal(supervisor, proposal=proposal)
        mail_days(0)
        assert compare(harbor).proposed == 0  # nothing is open
        reopened = reopen_deadline(attorney, deadline=deadline, reason="It came back.")
    assert (reopened.outer, reopened.remind_by) == (JUNE, SHORTER)
    assert DeadlineProposal.objects.get(kind="rule").status == "waiting"


def test_who_runs_a_program_is_one_person(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    proposal = propose_change(
        attorney, deadline=deadline, change=Settle("waived"), reason="By a program."
    )
    assert attorney.membership is not None
    Membership.objects.filter(pk=attorney.membership.pk).update(is_system=True)
    with pytest.raises(Blocked, match="A program proposed this"):
        approve_proposal(supervisor, proposal=proposal)
    assert Deadline.objects.get().status == "open"


def test_a_second_seat_of_the_same_person_is_no_second_person(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    proposal = propose_change(attorney, deadline=deadline, change=Settle("waived"), reason="Left.")
    back = replace(supervisor, user=attorney.user)
    with pytest.raises(Blocked, match="You proposed this yourself"):
        approve_proposal(back, proposal=proposal)
    assert not proposals_to_decide(back).exists()
    # Nor is a token that lies in a program of somebody else.
    with pytest.raises(Refused, match="not a program"):
        approve_proposal(replace(supervisor, token_id=new_id()), proposal=proposal)


def test_a_receipt_alone_ends_no_age_that_ends_a_right(
    attorney: Actor, supervisor: Actor, case: Case, day: Callable[[str], date]
) -> None:
    relative(attorney, case)
    filing = add_filing(attorney, case=case, form="I-914")
    with zeal_ignore():
        for to in ("client_review", "signed", "sent"):
            move_filing(attorney, filing=filing, to=to, on=date(2026, 3, 9))
        day("2026-03-20")
        record_receipt(attorney, filing=fresh(filing), receipt_number=RECEIPT, on=date(2026, 3, 12))
        assert {row.status for row in Deadline.objects.all()} == {"open"}
        waiting = list(proposals_to_decide(supervisor))
        assert [each.to_status for each in waiting] == ["done"] * Deadline.objects.count()
        for each in waiting:
            approve_proposal(supervisor, proposal=each)
    assert {row.status for row in Deadline.objects.all()} == {"done"}


def test_no_door_of_the_api_lets_one_person_agree(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    place = f"deadlines/{deadline.pk}"
    later = {"outer": "2026-07-01", "reason": "By phone."}
    with zeal_ignore():
        moved = calling_as(attorney).change(f"{place}/override", later, of=place).json()
    assert (moved["outer"], moved["overridden"]) == ("2026-06-01", False)
    (pk,) = moved["proposals"]
    at, no = f"deadlines/proposals/{pk}", {"reason": "No."}
    for actor in (attorney, supervisor):  # nobody's token, whatever it holds
        assert calling_as(actor).change(f"{at}/approve", {}, of=at).status_code == 403
        assert calling_as(actor).change(f"{at}/decline", no, of=at).status_code == 403
    assert agree(attorney, at) == (409, "own_proposal")
    # A program of a seat with every role proposed it; then a seat that this person has left.
    proposal = DeadlineProposal.objects.filter(pk=pk)
    program = make_member(attorney.clinic, "attorney", "supervisor", name="Program").membership
    assert program is not None
    program.is_system = True
    program.save()
    proposal.update(proposed_by=program)
    assert agree(supervisor, at) == (409, "proposed_by_program")
    proposal.update(proposed_by=Membership.objects.create(
        user=user_of(supervisor), roles=["attorney"], ended_at=timezone.now()
    ))  # fmt: skip
    assert agree(supervisor, at) == (409, "own_proposal")
    assert calling_as(supervisor).read("deadlines/proposals")["items"] == []
    proposal.update(proposed_by=attorney.membership)
    (row,) = calling_as(supervisor).read("deadlines/proposals")["items"]
    assert (row["now"]["outer"], row["changed"]["outer"]) == ("2026-06-01", "2026-07-01")
    assert Deadline.objects.get().outer == JUNE
    with zeal_ignore():
        assert agree(supervisor, at) == (200, "")
    assert Deadline.objects.get().outer == date(2026, 7, 1)


def agree(actor: Actor, at: str) -> tuple[int, str]:
    """Agree as this person, signed in; returns the status and the code of what stands against."""
    browser = Caller()
    browser.cookies = browsing_as(actor).cookies
    answer = browser.change(f"{at}/approve", {}, of=at)
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["code"]


def test_an_answered_deadline_leaves_nothing_waiting(
    attorney: Actor, case: Case, deadline: Deadline
) -> None:
    """A proposal that outlived its deadline would change one that is settled."""
    Deadline.objects.update(jurisdictional=False)
    row = Deadline.objects.get()
    with zeal_ignore():
        propose_change(attorney, deadline=row, change=Settle("waived"), reason="Perhaps.")
        settle_deadline(attorney, deadline=row, status="done", reason="Sent.")
    assert DeadlineProposal.objects.get().status == "overtaken"
