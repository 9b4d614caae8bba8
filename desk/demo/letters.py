"""Take a filing along its way, with the agency's letters, on days around today."""

from datetime import date, timedelta

from cases.models import Case
from clinic.access.actor import Actor, member_actor
from clinic.tenancy.current import today
from desk.demo.matters import DemoMatter, DemoNotice
from filings.actions import (
    acknowledge_deadline,
    add_filing,
    approve_proposal,
    move_filing,
    propose_change,
    record_notice,
    record_receipt,
)
from filings.models import Deadline, Filing
from filings.queries import approvers
from filings.rules.changes import Settle

# Days after the case was opened on which each step was taken.
WAY = {"client_review": 4, "signed": 8, "sent": 10, "receipted": 18}
BY_MOVE = frozenset({"approved", "withdrawn"})


def file_with_agency(attorney: Actor, *, case: Case, matter: DemoMatter, opened_on: date) -> Filing:
    """Add a filing and take it to `matter.filed`, which a notice may be what leads to."""
    filing = add_filing(attorney, case=case, form=matter.form)
    steps = list(WAY) if matter.filed not in WAY else list(WAY)[: list(WAY).index(matter.filed) + 1]
    for step in steps:
        on = min(opened_on + timedelta(days=WAY[step]), today())
        if step == "receipted":
            number = f"IOE{int(filing.pk.int % 10**10):010}"
            record_receipt(attorney, filing=filing, receipt_number=number, on=on)
        else:
            move_filing(attorney, filing=filing, to=step, on=on)
    for notice in matter.notices:
        receive(attorney, filing=filing, letter=notice)
    if matter.filed in BY_MOVE:
        # The case is closed: the window of the status is not this clinic's to watch.
        move_filing(
            attorney, filing=filing, to=matter.filed, on=today() - timedelta(days=5),
            no_deadline=True, note="Another office takes it from here. (Made up.)",
        )  # fmt: skip
    return filing


def receive(attorney: Actor, *, filing: Filing, letter: DemoNotice) -> Deadline:
    """Record a letter so that its last day falls `letter.due` days from today."""
    due = today() + timedelta(days=letter.due)
    notice = record_notice(
        attorney,
        filing=filing,
        kind=letter.kind,
        notice_date=due - timedelta(days=letter.days),
        service="electronic",
        response="" if letter.kind == "denial" else "online",
        response_days=None if letter.kind == "denial" else letter.days,
        printed_due_date=due if letter.printed else None,
    )
    deadline = Deadline.objects.get(notice=notice)
    if letter.seen:
        deadline = acknowledge_deadline(attorney, deadline=deadline)
    if letter.settled:
        _settle(attorney, deadline)
    return deadline


def _settle(attorney: Actor, deadline: Deadline) -> None:
    """Propose it and let somebody else agree: missing such a letter ends the right itself."""
    proposal = propose_change(
        attorney, deadline=deadline, change=Settle("done"), reason="Answered. (Made up.)"
    )
    second = approvers(deadline.case_id, but=attorney.membership_id)[0]
    approve_proposal(member_actor(second.pk), proposal=proposal)
