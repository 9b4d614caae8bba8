"""Which reminder is due today, and who must get it. Pure: today is an argument.

Only the nearest rung that has come is ever due: a scheduler that stood still for three days sends
what matters now, not a pile of what was missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from filings.rules.ladders import ladders

# Its rungs stand years ahead: whoever looks for what is due asks for them apart, or it would read
# every deadline of ten years each time.
YEARLY = "yearly"


@dataclass(frozen=True)
class Rung:
    """`days`: before the day counted to; 0 on it, negative after it."""

    days: int
    # The attorneys did not answer and it is near: whoever supervises is told as well.
    escalated: bool


def rung_of(
    ladder: str, *, counted_to: date, today: date, daily_after: bool, acknowledged: bool
) -> Rung | None:
    """Return the rung that stands on `today`, or None before the first and after the last.

    :param daily_after: our own last day asks every day until somebody settles it, and then asks
        everybody, acknowledged or not; a date that binds an agency only climbs its ladder
    """
    left = (counted_to - today).days
    if daily_after and left <= 0:
        return Rung(left, escalated=True)
    chosen = ladders()[ladder]
    come = [days for days in chosen.rungs if days >= left]
    if not come:
        return None
    days = min(come)
    return Rung(days, escalated=not acknowledged and days <= chosen.escalate_from)


def longest_rung() -> int:
    """Return how many days ahead the first rung of any ladder stands, but for the yearly one."""
    usual = [ladder for name, ladder in ladders().items() if name != YEARLY and ladder.rungs]
    return max((ladder.rungs[0] for ladder in usual), default=0)


def shown_day(
    *,
    counts_to: date | None,
    outer: date | None,
    target: date | None,
    opens: date | None,
    today: date,
) -> date | None:
    """Return the day a list shows beside a deadline: the nearest that counts and is to come.

    Of two readings the earlier one, until it has passed; then the last lawful day, passed or not.
    """
    if counts_to is not None and counts_to >= today:
        return counts_to
    return outer or target or opens
