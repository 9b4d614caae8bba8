"""What waits for a second person, side by side with what stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import CaseUserPerm
from cases.policy import work_permission_id
from clients.models import Wall
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLES
from clinic.people.models import Membership
from filings.models import Deadline, DeadlineProposal
from filings.policy import visible_proposals
from filings.queries.changes import Outcome, change_of, outcome_of
from filings.queries.deadlines import title_of
from filings.queries.reasons import Why, preview, why
from filings.queries.words import in_words
from filings.rules import FactError, UnknownRule
from filings.rules.changes import Change, NewFacts

# What is proposed: kind, or the status it would settle to -> words.
KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "done": _("Settle it: done"),
        "waived": _("Settle it: waived"),
        "removed": _("Remove it: recorded by mistake"),
        "set_day": _("Set another last day"),
        "unset": _("Go back to the computed last day"),
        "facts": _("Correct the facts"),
        "rule": _("Compute anew: the rule has changed"),
        "rule_keep": _("Keep it as it is, against the changed rule"),
    }
)


@dataclass(frozen=True)
class ProposalRow:
    """A proposal as a page shows it to one reader."""

    proposal: DeadlineProposal
    deadline: Deadline
    title: str
    what: str
    reason: str
    mine: bool
    # This reader is another person, and may say yes or no.
    decides: bool

    @property
    def moves(self) -> bool:
        """Tell whether the last day, or the day to plan for, would be another one."""
        settles = self.proposal.kind == DeadlineProposal.SETTLE
        now = (self.deadline.outer, self.deadline.target, self.deadline.opens)
        to = (self.proposal.outer, self.proposal.target, self.proposal.opens)
        return not settles and now != to

    @property
    def last_day(self) -> date | None:
        """The legal day as it stands; of an agency's date, the day to ask on."""
        return self.deadline.outer or self.deadline.target

    @property
    def last_day_then(self) -> date | None:
        return self.proposal.outer or self.proposal.target

    @property
    def is_agencys(self) -> bool:
        return self.deadline.outer is None

    @property
    def reminds_earlier(self) -> date | None:
        """The day that reminders count to, where it is before the legal one."""
        day = self.deadline.remind_by
        return day if day and self.last_day and day < self.last_day else None

    @property
    def waits(self) -> bool:
        return self.proposal.status == DeadlineProposal.WAITING


def proposal_of(actor: Actor, pk: UUID) -> DeadlineProposal:
    """:raises NotVisible: not there for this actor"""
    found = read_with_all(visible_proposals(actor).filter(pk=pk)).first()
    if found is None:
        raise NotVisible("proposal")
    return found


def proposals_to_decide(actor: Actor) -> QuerySet[DeadlineProposal]:
    """Return what others proposed and this actor may decide, the soonest last day first."""
    if not actor.has("deadline.approve"):
        return DeadlineProposal.objects.none()
    return _second(actor).exclude(proposed_by__user=actor.user)


def proposals_of_mine(actor: Actor) -> QuerySet[DeadlineProposal]:
    """Return what this actor proposed and nobody has decided."""
    return _second(actor).filter(proposed_by=actor.membership)


def proposals_about(actor: Actor, deadline: Deadline) -> list[ProposalRow]:
    """Return what waits about one deadline."""
    rows = visible_proposals(actor).filter(deadline=deadline, status=DeadlineProposal.WAITING)
    return proposal_rows(actor, list(read_with_all(rows).order_by("id")))


def waiting_about(actor: Actor, deadline: Deadline) -> list[UUID]:
    """Return the ids of what waits about one deadline."""
    rows = visible_proposals(actor).filter(deadline=deadline, status=DeadlineProposal.WAITING)
    return list(rows.order_by("id").values_list("pk", flat=True))


def proposal_rows(actor: Actor, proposals: Iterable[DeadlineProposal]) -> list[ProposalRow]:
    return [proposal_row(actor, each) for each in proposals]


def proposal_row(actor: Actor, proposal: DeadlineProposal) -> ProposalRow:
    """Why it is proposed is an attorney's account: only who may settle one reads it."""
    mine = proposal.proposed_by_id is not None and proposal.proposed_by_id == actor.membership_id
    second = proposal.proposed_by_id is not None and not mine
    return ProposalRow(
        proposal=proposal,
        deadline=proposal.deadline,
        title=title_of(proposal.deadline),
        what=str(KINDS[_what(proposal)]),
        reason=str(proposal.reason or "") if actor.has("deadline.settle") else "",
        mine=mine,
        decides=second and actor.has("deadline.approve"),
    )


@dataclass(frozen=True)
class Compared:
    """Dates as they stand and as they would be; `why` where they would be computed anew."""

    rows: list[tuple[str, date | None, date | None]]
    now: Why
    why: Why | None = None
    problem: str = ""
    to: Outcome | None = None


def compared(proposal: DeadlineProposal) -> Compared:
    return compare(proposal.deadline, change_of(proposal))


def compare(deadline: Deadline, change: Change) -> Compared:
    """Lay a change beside what stands; what cannot be computed any more says why."""
    now = why(deadline)
    try:
        to = outcome_of(deadline, change)
    except (FactError, UnknownRule) as error:
        return Compared([], now, problem=in_words(error.said))
    facts = change.facts if isinstance(change, NewFacts) else deadline.facts or {}
    rows = [
        (gettext("Last day"), deadline.outer, to.outer),
        (gettext("Day to plan for"), deadline.target, to.target),
        (gettext("First lawful day"), deadline.opens, to.opens),
        (gettext("By the rule alone"), deadline.by_rule, to.by_rule),
    ]
    shown = [row for row in rows if row[1] or row[2]]
    return Compared(shown, now, preview(to.computed, facts) if to.computed else None, to=to)


def _what(proposal: DeadlineProposal) -> str:
    keeps = proposal.verdict == DeadlineProposal.KEEP
    return "rule_keep" if keeps else proposal.to_status or proposal.kind


def approvers(case_id: UUID, *, but: UUID | None) -> list[Membership]:
    """Return the people of the clinic who could agree to a change of a deadline of this case.

    :param but: the seat that proposes
    """
    may = [role for role, held in ROLES.items() if "deadline.approve" in held]
    everywhere = [role for role, held in ROLES.items() if "case.reach_all" in held]
    granted = CaseUserPerm.objects.standing().filter(
        content_object=case_id, user_id=OuterRef("user_id"), permission_id=work_permission_id()
    )
    people = Membership.objects.filter(ended_at=None, is_system=False, roles__overlap=may)
    people = people.filter(Q(roles__overlap=everywhere) | Exists(granted))
    walls = Wall.objects.filter(client__cases=case_id, lowered_at=None)
    people = people.exclude(user_id__in=walls.values("membership__user_id"))
    others = people.exclude(pk=but) if but else people
    return list(others.select_related("user").order_by("id"))


def _second(actor: Actor) -> QuerySet[DeadlineProposal]:
    rows = visible_proposals(actor).filter(status=DeadlineProposal.WAITING)
    rows = read_with_all(rows.exclude(proposed_by=None))
    return rows.order_by("deadline__remind_by", "id")


def read_with_all(rows: QuerySet[DeadlineProposal]) -> QuerySet[DeadlineProposal]:
    """Read what a page shows of proposals in one statement."""
    return rows.select_related(
        "case__client__key", "case__key", "key", "proposed_by__user", "decided_by__user",
        "deadline__filing", "deadline__key", "deadline__notice",
    )  # fmt: skip
