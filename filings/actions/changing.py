"""Change a deadline that stands, with its lines in history and audit; call it inside an action.

Nothing here asks who may: `settling`, `moving` and `proposals` have asked before.
"""

from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit import record
from filings.actions.asking_anew import ask_anew
from filings.actions.locking import form_of
from filings.actions.telling import Dates, tell
from filings.models import Deadline, DeadlineProposal
from filings.queries.changes import Outcome, earliest_reading, outcome_of, takes_two
from filings.queries.packs import rule_here
from filings.queries.words import in_words, with_label
from filings.rules import Computed, FactError, UnknownRule
from filings.rules.changes import Change, NewFacts, NewRule, SetDay, Settle, Unset
from filings.rules.notices import Says, corrected_by
from filings.rules.stored import said_as_json, step_as_json

# change -> (audit verb, code of the line in the history)
VERBS: Mapping[type[Change], tuple[str, str]] = {
    Settle: ("deadline.settled", ""),
    SetDay: ("deadline.overridden", "overridden"),
    Unset: ("deadline.override_undone", "override_undone"),
    NewFacts: ("deadline.facts_changed", "facts_changed"),
    NewRule: ("deadline.recomputed", "recomputed"),
}


def outcome_or_blocked(deadline: Deadline, change: Change) -> Outcome:
    """:raises Blocked: the rule gives no date for these facts"""
    try:
        return outcome_of(deadline, change)
    except UnknownRule as error:
        raise Blocked(in_words(error.said), code="no_rule", target=deadline) from error
    except FactError as error:
        message = in_words(with_label(error, rule_here(deadline.rule)))
        raise Blocked(message, code="impossible_facts", target=deadline) from error


def refuse_without_reason(deadline: Deadline, reason: str) -> None:
    if not reason.strip():
        raise Blocked(_("Say what was done, or why."), code="no_reason", target=deadline)


def refuse_alone(deadline: Deadline, change: Change, to: Outcome) -> None:
    """:raises Blocked: a second person must agree"""
    if takes_two(deadline, change, to):
        raise Blocked(
            _(
                "Missing this deadline ends the right itself, so one person alone cannot do this. "
                "Propose it: somebody else looks at it and agrees."
            ),
            code="second_person",
            target=deadline,
        )


def apply(actor: Actor, deadline: Deadline, change: Change, to: Outcome, reason: str) -> None:
    """Carry out a change of a locked deadline: row, history, audit."""
    verb, code = VERBS[type(change)]
    was, detail = Dates.of(deadline), {}
    if isinstance(change, Settle):
        code, detail = f"settled_{change.status}", {"status": change.status}
        fields = _settle(actor, deadline, change.status, reason)
    elif isinstance(change, SetDay):
        fields = _set_day(actor, deadline, to, reason)
    elif isinstance(change, Unset):
        fields = _unset(deadline)
    else:
        assert to.computed is not None
        fields = _recompute(deadline, change, to.computed)
    # A day set by hand answers nothing that a changed rule asks: that still waits for a verdict.
    overtake(actor, deadline, rule_too=not isinstance(change, SetDay | Unset))
    save(deadline, *fields, "waiting_by", "remind_by")
    if not isinstance(change, Settle):
        ask_anew(deadline)
    tell(actor, deadline, code, reason=reason, was=was)
    record(actor, verb, deadline, changes=fields, detail=detail)


def save(deadline: Deadline, *fields: str) -> None:
    """Save a changed deadline; what it is reminded by follows from the rest."""
    deadline.remind_by = deadline.counted_to
    deadline.version += 1
    deadline.save(update_fields=[*fields, "version"])


def overtake(actor: Actor, deadline: Deadline, *, rule_too: bool = True) -> None:
    """What waited was about the deadline as it was before: it is moot, and says so.

    :param rule_too: also what a changed rule proposes
    """
    waiting = DeadlineProposal.objects.filter(deadline=deadline, status=DeadlineProposal.WAITING)
    if not rule_too:
        waiting = waiting.exclude(kind=DeadlineProposal.RULE)
    if waiting.update(status=DeadlineProposal.OVERTAKEN, decided_at=timezone.now()):
        tell(actor, deadline, "proposal_overtaken")
    deadline.waiting_by = earliest_waiting(deadline)


def earliest_waiting(deadline: Deadline) -> date | None:
    """Return the earliest day that a waiting proposal would set; reminders count to it."""
    waiting = DeadlineProposal.objects.filter(deadline=deadline, status=DeadlineProposal.WAITING)
    rows = waiting.exclude(kind=DeadlineProposal.SETTLE).values_list("outer", "target", "by_rule")
    days = [day for outer, target, by_rule in rows for day in (outer or target, by_rule) if day]
    return min(days, default=None)


def _settle(actor: Actor, deadline: Deadline, status: str, reason: str) -> list[str]:
    deadline.status = status
    deadline.settle_reason = reason.strip()
    deadline.settled_at = timezone.now()
    deadline.settled_by = actor.membership
    return ["status", "settle_reason", "settled_at", "settled_by"]


def _set_day(actor: Actor, deadline: Deadline, to: Outcome, reason: str) -> list[str]:
    if not deadline.is_overridden:
        deadline.computed_outer, deadline.computed_target = deadline.outer, deadline.target
    deadline.overridden_at, deadline.overridden_by = timezone.now(), actor.membership
    deadline.override_reason = reason.strip()
    deadline.outer, deadline.target = to.outer, to.target
    return [*_OVERRIDE, "outer", "target", *_ask_again(deadline)]


def _unset(deadline: Deadline) -> list[str]:
    deadline.outer, deadline.target = deadline.computed_outer, deadline.computed_target
    return [*_no_override(deadline), "outer", "target", *_ask_again(deadline)]


def _recompute(deadline: Deadline, change: Change, computed: Computed) -> list[str]:
    """Take what the engine gives; a day set by hand was set against another computation."""
    if isinstance(change, NewFacts):
        deadline.facts = dict(change.facts)
        _correct_notice(deadline, change.facts)
    fields = put_computed(deadline, computed)
    return ["facts", *fields, *_no_override(deadline), *_ask_again(deadline)]


def put_computed(deadline: Deadline, computed: Computed) -> list[str]:
    """Write what was computed into a row, and return which fields that is."""
    values: dict[str, Any] = {
        "rule": computed.rule,
        "rule_version": computed.version,
        "steps": [step_as_json(each) for each in computed.steps],
        "warnings": [said_as_json(warning) for warning in computed.warnings],
        "source": computed.source,
        "consequence": computed.consequence,
        "verify_with_counsel": computed.verify_with_counsel,
        "ladder": computed.ladder,
        "jurisdictional": computed.jurisdictional,
        "contested": computed.contested,
        "earliest_reading": earliest_reading(computed),
        "opens": computed.opens,
        "target": computed.target,
        "outer": computed.outer,
        "by_rule": computed.by_rule,
    }
    for name, value in values.items():
        setattr(deadline, name, value)
    return list(values)


_OVERRIDE = [
    "computed_outer", "computed_target", "overridden_at", "overridden_by", "override_reason",
]  # fmt: skip


def _no_override(deadline: Deadline) -> list[str]:
    for name in _OVERRIDE:
        setattr(deadline, name, None)
    return _OVERRIDE


def _ask_again(deadline: Deadline) -> list[str]:
    """Who answered had another day before them."""
    deadline.acknowledged_at = deadline.acknowledged_by = None
    return ["acknowledged_at", "acknowledged_by"]


def _correct_notice(deadline: Deadline, facts: Mapping[str, Any]) -> None:
    """Let the notice say what its deadline is counted from: two records would disagree."""
    notice = deadline.notice
    if notice is None:
        return
    names = [each.name for each in dataclass_fields(Says)]
    notice.notice_date, said = corrected_by(
        facts,
        kind=notice.kind,
        form=form_of(notice.filing),
        rule=rule_here(deadline.rule),
        notice_date=notice.notice_date,
        said=Says(**{name: getattr(notice, name) for name in names}),
    )
    for name in names:
        setattr(notice, name, getattr(said, name))
    notice.save(update_fields=["notice_date", *names])
