"""Whether rules have changed since deadlines were last compared with them, and what came out."""

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from django.db.models import QuerySet

from clinic.access.actor import Actor
from filings.models import Deadline, DeadlineProposal, RecomputeRun
from filings.policy import visible_proposals
from filings.queries.changes import Outcome, last_day, takes_two
from filings.queries.deadlines import title_of
from filings.queries.packs import rules_here, versions_here
from filings.queries.proposals import read_with_all
from filings.rules import Rule
from filings.rules.changes import LastDay, NewRule, keeping_needs_second


def fingerprints() -> dict[str, str]:
    """Return for each rule a hash of all its versions, and of the holidays it counts with."""
    return {rule.id: _hash(versions_here(rule.id)) for rule in rules_here()}


def changed_rules(last: RecomputeRun | None, now: dict[str, str]) -> list[str] | None:
    """Return the rules that are not what they were then, or None: nothing was ever compared."""
    if last is None:
        return None
    was = last.fingerprints
    return sorted(rule for rule in was.keys() | now.keys() if was.get(rule) != now.get(rule))


def last_run() -> RecomputeRun | None:
    return RecomputeRun.objects.select_related("started_by__user").order_by("-id").first()


def to_compare(only: list[str] | None) -> QuerySet[Deadline]:
    """Return the open deadlines that a rule computes."""
    rows = Deadline.objects.filter(status=Deadline.OPEN).exclude(rule="")
    return rows if only is None else rows.filter(rule__in=only)


def proposals_to_review(actor: Actor) -> QuerySet[DeadlineProposal]:
    """Return what changed rules propose and nobody has said anything of."""
    if not actor.has("deadline.change"):
        return DeadlineProposal.objects.none()
    rows = visible_proposals(actor).filter(
        kind=DeadlineProposal.RULE, status=DeadlineProposal.WAITING, proposed_by=None
    )
    return read_with_all(rows).order_by("id")


def verdict_needs_two(proposal: DeadlineProposal, verdict: str) -> bool:
    """Tell from what was stored whether taking or keeping needs a second person."""
    deadline = proposal.deadline
    if proposal.problem:
        return False
    if verdict == DeadlineProposal.KEEP:
        to = LastDay(proposal.outer, proposal.jurisdictional)
        return keeping_needs_second(was=last_day(deadline), to=to)
    shown = Outcome(
        proposal.opens, proposal.target, proposal.outer, proposal.by_rule, proposal.jurisdictional
    )
    return takes_two(deadline, NewRule(), shown)


@dataclass(frozen=True)
class ReviewRow:
    """A proposal of a changed rule, with what each verdict would need."""

    proposal: DeadlineProposal
    deadline: Deadline
    title: str
    problem: bool
    earlier: bool
    later: bool
    take_needs_two: bool
    keep_needs_two: bool


def review_row(proposal: DeadlineProposal) -> ReviewRow:
    deadline = proposal.deadline
    was, to = deadline.outer or deadline.target, proposal.outer or proposal.target
    return ReviewRow(
        proposal=proposal,
        deadline=deadline,
        title=title_of(deadline),
        problem=bool(proposal.problem),
        earlier=bool(was and to and to < was),
        later=bool(was and to and to > was),
        take_needs_two=verdict_needs_two(proposal, DeadlineProposal.ACCEPT),
        keep_needs_two=verdict_needs_two(proposal, DeadlineProposal.KEEP),
    )


def needs_comparing() -> bool:
    """Tell whether rules have changed since the last comparison began."""
    last = last_run()
    changed = changed_rules(last, fingerprints())
    return (last is None or last.finished_at is not None) and changed != []


def compared_until_now(run: RecomputeRun) -> int:
    """Return how far a run is, at most as far as it set out: deadlines come and go meanwhile."""
    return min(run.compared, run.total)


def _hash(versions: tuple[Rule, ...]) -> str:
    said: list[Any] = [version("holidays"), *(asdict(each) for each in versions)]
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
