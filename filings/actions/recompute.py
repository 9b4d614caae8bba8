"""Compare a clinic's open deadlines with the rules as they stand now, chunk by chunk.

What differs is proposed, with both dates; until a person decides, reminders count to the earlier.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import enqueue
from filings.actions.telling import Dates, line
from filings.models import Deadline, DeadlineEvent, DeadlineProposal, RecomputeRun
from filings.queries.changes import Outcome, outcome_of
from filings.queries.recompute import changed_rules, fingerprints, last_run, to_compare
from filings.rules import FactError, UnknownRule
from filings.rules.changes import NewRule

RECOMPUTE = "filings.recompute"
# Deadlines in one transaction: what a killed worker has to do again at most.
CHUNK = 500
Shown = tuple[object, ...]


@action("recompute.started")
def start_recompute(actor: Actor, *, cause: str) -> RecomputeRun:
    """Begin to compare: everything by a button, or what has changed since the last time.

    :param cause: `button` or `packs`
    """
    require(actor, "deadline.recompute")
    last, now = last_run(), fingerprints()
    if last is not None and last.finished_at is None:
        raise Blocked(
            _("A comparison is running already. Wait until it has finished."),
            code="running_already",
            target=last,
        )
    only = None if cause == RecomputeRun.BUTTON else changed_rules(last, now)
    total = to_compare(only).count()
    run = RecomputeRun.objects.create(
        cause=cause,
        started_by=actor.membership,
        fingerprints=now,
        only=only,
        total=total,
        finished_at=None if total else timezone.now(),
    )
    if total:
        go_on(run)
    record(actor, "recompute.started", run, detail={"cause": cause, "count": total})
    return run


@action("recompute.advanced")
def advance_recompute(actor: Actor, *, run: RecomputeRun) -> RecomputeRun:
    """Compare the next chunk and remember how far it is, all in one transaction."""
    require(actor, "deadline.recompute")
    run = RecomputeRun.objects.select_for_update().get(pk=run.pk)
    rows: list[Deadline] = []
    if run.finished_at is None:
        chunk = to_compare(run.only).select_for_update(of=("self",)).select_related("key")
        chunk = chunk.filter(pk__gt=run.cursor) if run.cursor else chunk
        rows = list(chunk.order_by("pk")[:CHUNK])
        run.proposed += propose_differing(actor, rows)
        run.compared += len(rows)
        run.cursor = rows[-1].pk if rows else run.cursor
        if len(rows) < CHUNK:
            run.finished_at = timezone.now()
        run.save(update_fields=["proposed", "compared", "cursor", "finished_at"])
    record(actor, "recompute.advanced", run, detail={"count": len(rows)})
    return run


def go_on(run: RecomputeRun) -> None:
    """Leave the rest to the workers: one item for each place the run may have come to.

    One that was given up does not keep the run from going on.
    """
    given_up = OutboxItem.objects.filter(ref_id=run.pk, failed_at__isnull=False).count()
    key = f"recompute:{run.pk}:{run.cursor or 'start'}:{given_up}"
    enqueue(RECOMPUTE, ref_id=run.pk, key=key)


def propose_differing(actor: Actor, rows: list[Deadline]) -> int:
    """Store what differs, in a few statements whatever their number; return how many are new."""
    ids = [row.pk for row in rows]
    known = DeadlineProposal.objects.filter(deadline__in=ids, kind=DeadlineProposal.RULE)
    waiting = {each.deadline_id: each for each in known.filter(status=DeadlineProposal.WAITING)}
    kept = _kept(known.filter(status=DeadlineProposal.KEPT))
    moot: list[UUID] = []
    new: list[DeadlineProposal] = []
    for row in rows:
        proposal = _differing(row)
        there = waiting.get(row.pk)
        if there is not None and (proposal is None or _shown(there) != _shown(proposal)):
            moot.append(there.pk)
            there = None
        if proposal and there is None and _shown(proposal) not in kept.get(row.pk, ()):
            new.append(proposal)
    DeadlineProposal.objects.filter(pk__in=moot).update(
        status=DeadlineProposal.OVERTAKEN, decided_at=timezone.now(), version=F("version") + 1
    )
    DeadlineProposal.objects.bulk_create(new)
    touched = {each.deadline_id for each in new} | {
        each.deadline_id for each in waiting.values() if each.pk in moot
    }
    _count_to_earlier([row for row in rows if row.pk in touched])
    _tell(actor, new)
    return len(new)


def _differing(row: Deadline) -> DeadlineProposal | None:
    """Return what the rule as it stands now would make of a deadline, where that is another day."""
    proposal = DeadlineProposal(
        case_id=row.case_id, deadline=row, key=row.key, kind=DeadlineProposal.RULE
    )
    try:
        to = outcome_of(row, NewRule())
    except UnknownRule:
        proposal.problem = "no_rule"
    except FactError as error:
        proposal.problem = error.said.code[:40]
    else:
        if _dates(row) == _dates_of(to):
            return None
        proposal.opens, proposal.target, proposal.outer = to.opens, to.target, to.outer
        proposal.by_rule, proposal.jurisdictional = to.by_rule, to.jurisdictional
        proposal.rule_version = to.computed.version if to.computed else ""
    return proposal


def _dates(row: Deadline) -> Shown:
    """What was computed last, though a person may have set another day since."""
    outer = row.computed_outer if row.is_overridden else row.outer
    target = row.computed_target if row.is_overridden else row.target
    return (row.opens, target, outer, row.by_rule, row.jurisdictional, row.earliest_reading)


def _dates_of(to: Outcome) -> Shown:
    return (to.opens, to.target, to.outer, to.by_rule, to.jurisdictional, to.earliest_reading)


def _shown(proposal: DeadlineProposal) -> Shown:
    return (
        proposal.problem, proposal.rule_version, proposal.opens, proposal.target, proposal.outer,
        proposal.by_rule, proposal.jurisdictional,
    )  # fmt: skip


def _kept(rows: Iterable[DeadlineProposal]) -> dict[UUID, set[Shown]]:
    """Return what somebody decided against before: it is not asked again."""
    found: dict[UUID, set[Shown]] = {}
    for row in rows:
        found.setdefault(row.deadline_id, set()).add(_shown(row))
    return found


def _count_to_earlier(rows: list[Deadline]) -> None:
    """Let reminders count to the earliest day that anything waiting would set."""
    waiting = DeadlineProposal.objects.filter(
        deadline__in=[row.pk for row in rows], status=DeadlineProposal.WAITING
    ).exclude(kind=DeadlineProposal.SETTLE)
    days: dict[UUID, list[object]] = {}
    for pk, *would in waiting.values_list("deadline_id", "outer", "by_rule"):
        days.setdefault(pk, []).extend(day for day in would if day)
    for row in rows:
        row.waiting_by = min(days.get(row.pk, ()), default=None)  # type: ignore[type-var, assignment]
        row.remind_by = row.counted_to
        row.version += 1
    Deadline.objects.bulk_update(rows, ["waiting_by", "remind_by", "version"], batch_size=CHUNK)


def _tell(actor: Actor, new: list[DeadlineProposal]) -> None:
    lines = [
        line(
            actor, each.deadline, "proposed_rule",
            to=Dates.of(each.deadline) if each.problem else Dates(each.outer, each.target),
        )
        for each in new
    ]  # fmt: skip
    DeadlineEvent.objects.bulk_create(lines)
