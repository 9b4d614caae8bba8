"""What can be done to a deadline that stands, and when one person alone may not do it. Pure.

A deadline is jurisdictional where missing its day ends the right itself. Whatever would silence
such a deadline, or let it fall later than before, needs a second person; whatever makes it earlier
or louder does not, for a wrong date of that sort costs nobody a right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

DONE, WAIVED, REMOVED = "done", "waived", "removed"
SETTLED = (DONE, WAIVED, REMOVED)


@dataclass(frozen=True)
class Settle:
    """Close it: the work is done, will not be done, or was recorded by mistake."""

    status: str


@dataclass(frozen=True)
class SetDay:
    """Set another last day by hand; what was computed stays beside it."""

    outer: date


@dataclass(frozen=True)
class Unset:
    """Take a last day that was set by hand back to what was computed."""


@dataclass(frozen=True)
class NewFacts:
    """Compute again from other facts."""

    facts: Mapping[str, Any]


@dataclass(frozen=True)
class NewRule:
    """Compute again from the same facts by the rule as it stands now."""


Change = Settle | SetDay | Unset | NewFacts | NewRule


@dataclass(frozen=True)
class LastDay:
    """The last day as one person would leave it, and whether the rule there ends a right."""

    outer: date | None
    jurisdictional: bool


def later(was: date | None, to: date | None) -> bool:
    """Tell whether a last day moves later, or goes altogether."""
    return was is not None and (to is None or to > was)


def needs_second(change: Change, *, was: LastDay, to: LastDay, computed: date | None) -> bool:
    """Tell whether a second person must agree.

    :param computed: what the rule gives for the facts as they are, set by hand or not
    """
    if not (was.jurisdictional or to.jurisdictional):
        return False
    if isinstance(change, Settle):
        return True
    if isinstance(change, SetDay) and later(computed, to.outer):
        return True
    # A rule that ended the right and no longer does so would let it go silently.
    eased = was.jurisdictional and not to.jurisdictional
    return eased or later(was.outer, to.outer)


def keeping_needs_second(*, was: LastDay, to: LastDay) -> bool:
    """Tell whether staying with the old day needs a second person: the rule now gives less time."""
    return (was.jurisdictional or to.jurisdictional) and later(to.outer, was.outer)
