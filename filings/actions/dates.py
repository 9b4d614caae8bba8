"""Let a deadline fall on another day: set by hand, back to what was computed, other facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from filings.actions.adding import lawful_day
from filings.actions.changing import (
    apply,
    outcome_or_blocked,
    refuse_alone,
    refuse_without_reason,
)
from filings.actions.locking import locked_deadline
from filings.models import Deadline
from filings.rules.changes import Change, NewFacts, SetDay, Unset


@action("deadline.overridden")
def override_deadline(
    actor: Actor, *, deadline: Deadline, outer: date, reason: str, version: int | None = None
) -> Deadline:
    """Set another last day by hand; what was computed stays beside it and is shown."""
    return _move(actor, deadline, SetDay(outer), reason, version)


@action("deadline.override_undone")
def undo_override(
    actor: Actor, *, deadline: Deadline, reason: str, version: int | None = None
) -> Deadline:
    """Go back to the computed last day."""
    return _move(actor, deadline, Unset(), reason, version)


@action("deadline.facts_changed")
def change_facts(
    actor: Actor,
    *,
    deadline: Deadline,
    facts: Mapping[str, Any],
    reason: str,
    version: int | None = None,
) -> Deadline:
    """Compute a deadline anew from corrected facts; its notice then says the same.

    A day that was set by hand ends with it: it was set against another computation.

    :param facts: all of them, as the rule takes them
    """
    return _move(actor, deadline, NewFacts(facts), reason, version)


def lawful_move(deadline: Deadline, change: Change) -> None:
    """:raises Blocked: there is nothing to compute, or nothing to undo, or no such day"""
    if isinstance(change, SetDay):
        lawful_day(deadline, change.outer)
        if change.outer == deadline.outer:
            raise Blocked(_("This is its last day already."), code="same_day", target=deadline)
    elif isinstance(change, Unset):
        if not deadline.is_overridden:
            raise Blocked(
                _("Its last day was not set by hand."), code="not_overridden", target=deadline
            )
    elif deadline.is_set:
        raise Blocked(
            _("A judge or agency set this day, and nothing computes it. Set another last day."),
            code="not_computed",
            target=deadline,
        )


def _move(
    actor: Actor, deadline: Deadline, change: Change, reason: str, version: int | None
) -> Deadline:
    require(actor, "deadline.change", deadline)
    deadline = locked_deadline(deadline, version)
    refuse_without_reason(deadline, reason)
    lawful_move(deadline, change)
    to = outcome_or_blocked(deadline, change)
    refuse_alone(deadline, change, to)
    apply(actor, deadline, change, to, reason)
    return deadline
