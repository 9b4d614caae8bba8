"""What one person alone may not do to a deadline: propose it, and let another one decide."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.changing import (
    apply,
    earliest_waiting,
    outcome_or_blocked,
    refuse_without_reason,
    save,
)
from filings.actions.dates import (
    change_facts,
    lawful_move,
    override_deadline,
    undo_override,
)
from filings.actions.deadlines import lawful_settling
from filings.actions.locking import changed_meanwhile, locked_deadline
from filings.actions.telling import Dates, tell
from filings.models import Deadline, DeadlineProposal
from filings.queries.changes import (
    Outcome,
    change_of,
    change_takes_two,
)
from filings.rules.changes import Change, NewFacts, NewRule, SetDay, Settle, Unset

KINDS: dict[type[Change], str] = {
    Settle: DeadlineProposal.SETTLE,
    SetDay: DeadlineProposal.SET_DAY,
    Unset: DeadlineProposal.UNSET,
    NewFacts: DeadlineProposal.FACTS,
    NewRule: DeadlineProposal.RULE,
}


@action("proposal.made")
def propose_change(
    actor: Actor, *, deadline: Deadline, change: Change, reason: str, version: int | None = None
) -> DeadlineProposal:
    """Propose what a second person must agree to. The reminders go on as if nothing were said.

    :param change: anything but `NewRule`, which a comparison proposes
    """
    settles = isinstance(change, Settle)
    require(actor, "deadline.settle" if settles else "deadline.change", deadline)
    deadline = locked_deadline(deadline, version)
    if isinstance(change, Settle):
        lawful_settling(deadline, change.status)
    else:
        lawful_move(deadline, change)
    refuse_without_reason(deadline, reason)
    to = outcome_or_blocked(deadline, change)
    proposal = DeadlineProposal(
        case_id=deadline.case_id,
        deadline=deadline,
        key=deadline.key,
        kind=KINDS[type(change)],
        verdict=DeadlineProposal.ACCEPT,
        to_status=change.status if isinstance(change, Settle) else "",
        facts=dict(change.facts) if isinstance(change, NewFacts) else None,
        reason=reason.strip(),
        proposed_at=timezone.now(),
        proposed_by=actor.membership,
        **shown_dates(to),
    )
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError as error:
        raise Blocked(
            _("The same is proposed already and waits. Decide or withdraw that one first."),
            code="proposed_already",
            target=deadline,
        ) from error
    if not settles:
        count_to_earlier(deadline)
    tell(actor, deadline, f"proposed_{said_of(proposal)}", reason=reason, to=dates_of(proposal))
    record(actor, "proposal.made", proposal, detail={"kind": proposal.kind})
    return proposal


@action("proposal.approved")
def approve_proposal(
    actor: Actor, *, proposal: DeadlineProposal, reason: str = "", version: int | None = None
) -> DeadlineProposal:
    """Agree to what somebody else proposed, or to the first person's verdict, and carry it out."""
    require(actor, "deadline.approve", proposal)
    proposal, deadline = locked_proposal(proposal, version)
    refuse_own(actor, proposal)
    refuse_of_program(proposal)
    if proposal.verdict == DeadlineProposal.KEEP:
        keep(actor, proposal, deadline, reason)
    else:
        carry_out(actor, proposal, deadline, reason or str(proposal.reason or ""))
        tell(actor, deadline, "proposal_approved", reason=reason)
    record(actor, "proposal.approved", proposal, detail={"kind": proposal.kind})
    return proposal


@action("proposal.declined")
def decline_proposal(
    actor: Actor, *, proposal: DeadlineProposal, reason: str, version: int | None = None
) -> DeadlineProposal:
    """Say no with a reason. What a changed rule proposes goes back to the queue undecided."""
    require(actor, "deadline.approve", proposal)
    proposal, deadline = locked_proposal(proposal, version)
    refuse_own(actor, proposal)
    refuse_without_reason(deadline, reason)
    if proposal.kind == DeadlineProposal.RULE:
        _undecided(proposal)
    else:
        decide(actor, proposal, DeadlineProposal.DECLINED, reason)
        count_to_earlier(deadline)
    tell(actor, deadline, "proposal_declined", reason=reason)
    record(actor, "proposal.declined", proposal, detail={"kind": proposal.kind})
    return proposal


@action("proposal.withdrawn")
def withdraw_proposal(
    actor: Actor, *, proposal: DeadlineProposal, version: int | None = None
) -> DeadlineProposal:
    """Take back what one proposed oneself."""
    require(actor, "deadline.settle", proposal)
    proposal, deadline = locked_proposal(proposal, version)
    if proposal.proposed_by_id != actor.membership_id:
        raise Blocked(
            _("Only who proposed it can withdraw it. You can decline it."),
            code="not_yours",
            target=proposal,
        )
    if proposal.kind == DeadlineProposal.RULE:
        _undecided(proposal)
    else:
        decide(actor, proposal, DeadlineProposal.WITHDRAWN, "")
        count_to_earlier(deadline)
    tell(actor, deadline, "proposal_withdrawn")
    record(actor, "proposal.withdrawn", proposal, detail={"kind": proposal.kind})
    return proposal


def move_or_propose(
    actor: Actor, *, deadline: Deadline, change: Change, reason: str, version: int | None = None
) -> bool:
    """Change the dates, or propose to where two must agree; tell whether they are changed."""
    given: dict[str, Any] = {"deadline": deadline, "reason": reason, "version": version}
    if change_takes_two(deadline, change):
        propose_change(actor, change=change, **given)
        return False
    if isinstance(change, SetDay):
        override_deadline(actor, outer=change.outer, **given)
    elif isinstance(change, NewFacts):
        change_facts(actor, facts=change.facts, **given)
    else:
        undo_override(actor, **given)
    return True


def locked_proposal(
    proposal: DeadlineProposal, version: int | None
) -> tuple[DeadlineProposal, Deadline]:
    """Lock a waiting proposal and its deadline, that one first, as every other write does."""
    deadline = Deadline.objects.select_for_update(of=("self",)).select_related("key", "notice")
    held = deadline.get(pk=proposal.deadline_id)
    rows = DeadlineProposal.objects.select_for_update(of=("self",))
    found = rows.select_related("key", "proposed_by").get(pk=proposal.pk)
    if found.status != DeadlineProposal.WAITING:
        raise Blocked(
            _("This is decided already, or what it was about has changed."),
            code="decided_already",
            target=found,
        )
    if version is not None and version != found.version:
        raise changed_meanwhile(found)
    return found, held


def refuse_own(actor: Actor, proposal: DeadlineProposal) -> None:
    """A second person is another person: not the one who proposed it, and no program."""
    if proposal.proposed_by_id is None:
        raise Blocked(
            _("Nobody has said yet what to do with it. Review it first."),
            code="not_reviewed",
            target=proposal,
        )
    require_person(actor, proposal)
    # By the person, not by the seat: who left and was invited again has another seat.
    if proposal.proposed_by is not None and proposal.proposed_by.user_id == actor.user_id:
        raise Blocked(
            _("You proposed this yourself. Somebody else must look at it."),
            code="own_proposal",
            target=proposal,
        )


def refuse_of_program(proposal: DeadlineProposal) -> None:
    """Whoever runs a program could propose by it and agree alone."""
    if proposal.proposed_by is not None and proposal.proposed_by.is_system:
        raise Blocked(
            _("A program proposed this, so only one person would have looked at it. Decline it and "
              "propose the same yourself; somebody else then agrees."),
            code="proposed_by_program",
            target=proposal,
        )  # fmt: skip


def carry_out(actor: Actor, proposal: DeadlineProposal, deadline: Deadline, reason: str) -> None:
    """Do what was proposed, if it still means the dates that were shown."""
    change = change_of(proposal)
    to = outcome_or_blocked(deadline, change)
    shown = {name: getattr(proposal, name) for name in shown_dates(to)}
    if shown != shown_dates(to) and not isinstance(change, Settle):
        raise Blocked(
            _("It would set other dates now than those that were shown. Propose it anew."),
            code="dates_differ",
            target=proposal,
        )
    decide(actor, proposal, DeadlineProposal.APPROVED, reason)
    apply(actor, deadline, change, to, reason)


def decide(actor: Actor, proposal: DeadlineProposal, status: str, reason: str) -> None:
    proposal.status = status
    proposal.decided_at, proposal.decided_by = timezone.now(), actor.membership
    proposal.decision_reason = reason.strip()
    proposal.version += 1
    proposal.save()


def count_to_earlier(deadline: Deadline) -> None:
    """Let reminders count to the earliest day that a waiting proposal would set."""
    deadline.waiting_by = earliest_waiting(deadline)
    save(deadline, "waiting_by", "remind_by")


def shown_dates(to: Outcome) -> dict[str, Any]:
    """Return the columns by which a proposal says what it would set."""
    return {
        "rule_version": to.computed.version if to.computed else "",
        "opens": to.opens,
        "target": to.target,
        "outer": to.outer,
        "by_rule": to.by_rule,
        "jurisdictional": to.jurisdictional,
    }


def dates_of(proposal: DeadlineProposal) -> Dates:
    outer: date | None = proposal.outer
    return Dates(outer, proposal.target)


def said_of(proposal: DeadlineProposal) -> str:
    """Return the end of the code of its line in the history."""
    return proposal.to_status or proposal.kind


def keep(actor: Actor, proposal: DeadlineProposal, deadline: Deadline, reason: str) -> None:
    decide(actor, proposal, DeadlineProposal.KEPT, reason or str(proposal.reason or ""))
    count_to_earlier(deadline)
    tell(actor, deadline, "kept", reason=reason or str(proposal.reason or ""))


def _undecided(proposal: DeadlineProposal) -> None:
    proposal.proposed_at = proposal.proposed_by = None
    proposal.verdict = ""
    proposal.reason = None
    proposal.version += 1
    proposal.save()
