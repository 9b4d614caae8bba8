"""What one person alone may not do to a deadline, and who may agree to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.people.models import Membership
from clinic.tenancy.models import Clinic
from filings.actions import (
    approve_proposal,
    decline_proposal,
    propose_change,
    reopen_deadline,
    settle_deadline,
    withdraw_proposal,
)
from filings.models import Deadline, DeadlineProposal
from filings.queries import approvers, due_reminders, history_of, proposals_to_decide
from filings.rules.changes import LastDay, NewRule, SetDay, Settle, Unset, needs_second
from tests.builders import browsing_as
from tests.filings.forms import url
from tests.filings.steps import rfe_deadline

EARLY, DAY, LATE = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
HARD, SOFT = LastDay(DAY, True), LastDay(DAY, False)


@pytest.mark.parametrize(
    ("change", "was", "to", "computed", "two"),
    [
        (Settle("done"), HARD, HARD, DAY, True),
        (Settle("waived"), SOFT, SOFT, DAY, False),
        (SetDay(EARLY), HARD, LastDay(EARLY, True), DAY, False),
        (SetDay(LATE), HARD, LastDay(LATE, True), DAY, True),
        (SetDay(LATE), SOFT, LastDay(LATE, False), DAY, False),
        # Later than what is computed, although earlier than what was set by hand before.
        (SetDay(DAY), LastDay(LATE, True), HARD, EARLY, True),
        # Set early by hand; going back to the computed day makes it later.
        (Unset(), LastDay(EARLY, True), HARD, DAY, True),
        (NewRule(), HARD, LastDay(EARLY, True), DAY, False),
        (NewRule(), HARD, LastDay(LATE, True), DAY, True),
        (NewRule(), SOFT, LastDay(LATE, True), DAY, True),
        (NewRule(), HARD, LastDay(None, True), DAY, True),
        # A rule that no longer ends the right would let one person settle it tomorrow.
        (NewRule(), HARD, LastDay(EARLY, False), DAY, True),
    ],
)
def test_what_silences_or_delays_a_day_that_ends_a_right_needs_two(
    change: object, was: LastDay, to: LastDay, computed: date, two: bool
) -> None:
    assert needs_second(change, was=was, to=to, computed=computed) is two  # type: ignore[arg-type]


@pytest.fixture
def deadline(attorney: Actor, case: Case) -> Deadline:
    """Due Monday 2026-06-01; missing it ends the right."""
    return rfe_deadline(attorney, case)


def proposed(actor: Actor, deadline: Deadline, status: str = "waived") -> DeadlineProposal:
    return propose_change(actor, deadline=deadline, change=Settle(status), reason="She went home.")


def test_one_person_alone_cannot_settle_it(attorney: Actor, deadline: Deadline) -> None:
    with pytest.raises(Blocked, match="ends the right itself"):
        settle_deadline(attorney, deadline=deadline, status="done", reason="Sent.")
    assert Deadline.objects.get().status == "open"


def test_a_second_person_agrees_and_both_stand_in_the_history(
    attorney: Actor, supervisor: Actor, advocate: Actor, deadline: Deadline
) -> None:
    proposal = proposed(attorney, deadline)
    assert list(proposals_to_decide(supervisor)) == [proposal]
    assert not proposals_to_decide(attorney).exists()
    assert not proposals_to_decide(advocate).exists()
    with pytest.raises(Blocked, match="You proposed this yourself"):
        approve_proposal(attorney, proposal=proposal)
    assert Deadline.objects.get().status == "open"
    approve_proposal(supervisor, proposal=proposal)
    settled = Deadline.objects.get()
    assert (settled.status, settled.settled_by) == ("waived", supervisor.membership)
    told = [(event.code, event.who) for event in history_of(attorney, settled)]
    assert set(told) == {
        ("computed", attorney.name), ("proposed_waived", attorney.name),
        ("settled_waived", supervisor.name), ("proposal_approved", supervisor.name),
    }  # fmt: skip
    assert "She went home." not in str(history_of(advocate, settled))


def test_a_proposal_silences_no_reminder(
    harbor: Clinic, attorney: Actor, supervisor: Actor, deadline: Deadline,
    day: Callable[[str], date],
) -> None:  # fmt: skip
    proposed(attorney, deadline)
    today = day("2026-06-01")
    robot = Actor.system(harbor, "reminders")
    asked = {each.recipient_id for each in due_reminders(robot, today).reminders}
    assert asked >= {attorney.membership_id, supervisor.membership_id}


def test_a_program_is_no_second_person(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    proposal = proposed(attorney, deadline)
    machine = replace(supervisor, kind="system")
    with pytest.raises(Refused, match="not a program"):
        approve_proposal(machine, proposal=proposal)


def test_declined_and_withdrawn_change_nothing(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    first = proposed(attorney, deadline)
    with pytest.raises(Blocked, match="proposed already"):
        proposed(supervisor, deadline)
    with pytest.raises(Blocked, match="Say what was done"):
        decline_proposal(supervisor, proposal=first, reason=" ")
    decline_proposal(supervisor, proposal=first, reason="Ask her again.")
    with pytest.raises(Blocked, match="decided already"):
        approve_proposal(supervisor, proposal=first)
    second = proposed(supervisor, deadline, "removed")
    with pytest.raises(Blocked, match="Only who proposed it"):
        withdraw_proposal(attorney, proposal=second)
    withdraw_proposal(supervisor, proposal=second)
    assert Deadline.objects.get().status == "open"


def test_what_was_settled_is_opened_again_and_must_be_answered_anew(
    attorney: Actor, supervisor: Actor, deadline: Deadline
) -> None:
    approve_proposal(supervisor, proposal=proposed(attorney, deadline, "removed"))
    settled = Deadline.objects.get()
    with pytest.raises(Blocked, match="Say what was done"):
        reopen_deadline(attorney, deadline=settled, reason="")
    reopened = reopen_deadline(attorney, deadline=settled, reason="It was no mistake.")
    assert (reopened.status, reopened.acknowledged_at, reopened.settled_at) == ("open", None, None)
    told = [event.code for event in history_of(attorney, reopened)]
    assert told[0] == "reopened"
    assert "settled_removed" in told


def test_the_page_says_who_can_agree_or_what_to_do_when_nobody_can(
    harbor: Clinic, attorney: Actor, supervisor: Actor, stranger: Actor, deadline: Deadline
) -> None:
    others = approvers(deadline.case_id, but=attorney.membership_id)
    assert others == [supervisor.membership]  # the other attorney is not on this case
    browser, page = browsing_as(attorney), url(harbor, "filings:settle", deadline.pk)
    assert supervisor.name in browser.get(page).content.decode()
    Membership.objects.filter(roles=["supervisor"]).update(roles=["auditor"])
    alone = browser.get(page).content.decode()
    assert "Nobody else in your clinic could agree now." in alone
    form = {"version": deadline.version, "status": "done", "reason": "Sent by courier."}
    with zeal_ignore():
        assert browser.post(page, form).status_code == 302
    assert DeadlineProposal.objects.get().status == "waiting"
