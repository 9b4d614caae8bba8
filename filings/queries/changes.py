"""What a change would make of a deadline, before anything is written."""

from dataclasses import dataclass
from datetime import date

from clinic.tenancy.current import current_clinic
from filings.models import Deadline, DeadlineProposal
from filings.queries.packs import compute_here, rule_here
from filings.rules import Computed, FactError, UnknownRule
from filings.rules.calendar import calendar_named
from filings.rules.changes import (
    Change,
    LastDay,
    NewFacts,
    NewRule,
    SetDay,
    Settle,
    Unset,
    keeping_needs_second,
    needs_second,
)

# A clinic's country -> whose holidays count where no rule says it.
HOLIDAYS = {"us": "us-federal", "uk": "england"}


@dataclass(frozen=True)
class Outcome:
    """A deadline as it would be; `computed` where the engine was asked."""

    opens: date | None
    target: date | None
    outer: date | None
    by_rule: date | None
    jurisdictional: bool
    computed: Computed | None = None

    @property
    def earliest_reading(self) -> date | None:
        return earliest_reading(self.computed)


def earliest_reading(computed: Computed | None) -> date | None:
    """Return the earliest last day among the readings of a contested law."""
    readings = computed.readings if computed else ()
    return min((reading.outer for reading in readings), default=None)


def outcome_of(deadline: Deadline, change: Change) -> Outcome:
    """:raises FactError: :raises UnknownRule: the rule cannot be computed from these facts"""
    if isinstance(change, NewFacts | NewRule):
        facts = change.facts if isinstance(change, NewFacts) else deadline.facts or {}
        computed = compute_here(deadline.rule, facts, today=None)
        return Outcome(
            computed.opens, computed.target, computed.outer, computed.by_rule,
            computed.jurisdictional, computed,
        )  # fmt: skip
    outer, target = deadline.outer, deadline.target
    if isinstance(change, SetDay):
        outer, target = change.outer, day_before(deadline, change.outer)
    elif isinstance(change, Unset):
        outer, target = deadline.computed_outer, deadline.computed_target
    return Outcome(deadline.opens, target, outer, deadline.by_rule, deadline.jurisdictional)


def day_before(deadline: Deadline, outer: date) -> date:
    """Return the last working day strictly before, by the holidays of the rule or the clinic."""
    return calendar_named(_holidays(deadline)).before(outer)


def takes_two(deadline: Deadline, change: Change, to: Outcome) -> bool:
    """Tell whether a second person must agree to this change.

    Other facts put an end to what a changed rule proposes: so they are held against that day too.
    """
    was = last_day(deadline)
    if isinstance(change, NewFacts) and deadline.waiting_by:
        was = LastDay(min(was.outer or date.max, deadline.waiting_by), was.jurisdictional)
    return needs_second(
        change,
        was=was,
        to=LastDay(to.outer, to.jurisdictional),
        computed=deadline.computed_outer if deadline.is_overridden else deadline.outer,
    )


def change_takes_two(deadline: Deadline, change: Change) -> bool:
    """Tell the same of a change not computed yet; one that cannot be computed is refused later."""
    try:
        return takes_two(deadline, change, outcome_of(deadline, change))
    except (FactError, UnknownRule):
        return False


def keeping_takes_two(deadline: Deadline, to: Outcome) -> bool:
    """Tell whether leaving it as it is, against a changed rule, needs a second person."""
    return keeping_needs_second(was=last_day(deadline), to=LastDay(to.outer, to.jurisdictional))


def last_day(deadline: Deadline) -> LastDay:
    return LastDay(deadline.outer, deadline.jurisdictional)


def change_of(proposal: DeadlineProposal) -> Change:
    """Return what a stored proposal would do."""
    kind = proposal.kind
    if kind == DeadlineProposal.SETTLE:
        return Settle(proposal.to_status)
    if kind == DeadlineProposal.SET_DAY:
        assert proposal.outer is not None
        return SetDay(proposal.outer)
    if kind == DeadlineProposal.UNSET:
        return Unset()
    return NewFacts(proposal.facts or {}) if kind == DeadlineProposal.FACTS else NewRule()


def _holidays(deadline: Deadline) -> str:
    try:
        rule = rule_here(deadline.rule)
    except UnknownRule:
        return HOLIDAYS.get(current_clinic().jurisdiction, HOLIDAYS["us"])
    told = (deadline.facts or {}).get(rule.calendar_fact) if rule.calendar_fact else None
    return str(told or rule.calendar)
