"""Which reminder is due today, and who must get it. Pure: today is an argument.

Only the nearest rung that has come is ever due: a scheduler that stood still for three days sends
what matters now, not a pile of what was missed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from filings.rules.ladders import climb_order, ladders

Seat = TypeVar("Seat")
# A clinic where nobody else is left still hears of it: an administrator sees no case, but can act.
LAST_RESORT = "administrator"
OWN = "attorney"
# Whoever oversees and works on cases is climbed to as the supervisor that she is.
OVERSEES, SUPERVISOR = "supervising_attorney", "supervisor"

# Its rungs stand years ahead: whoever looks for what is due asks for them apart, or it would read
# every deadline of ten years each time.
YEARLY = "yearly"


@dataclass(frozen=True)
class Rung:
    """`days`: before the day counted to; 0 on it, negative after it."""

    days: int
    # The attorneys did not answer and it is near: these roles are asked as well.
    climbed: tuple[str, ...] = ()
    # Our own last day, or after it: nothing holds this back.
    is_last: bool = False


def rung_of(
    ladder: str, *, counted_to: date, today: date, daily_after: bool, acknowledged: bool
) -> Rung | None:
    """Return the rung that stands on `today`, or None before the first and after the last.

    :param daily_after: our own last day asks every day until somebody settles it, and then asks
        everybody, acknowledged or not; a date that binds an agency only climbs its ladder
    """
    left = (counted_to - today).days
    if daily_after and left <= 0:
        return Rung(left, climb_order(), is_last=True)
    chosen = ladders()[ladder]
    come = [days for days in chosen.rungs if days >= left]
    if not come:
        return None
    days = min(come)
    climb = () if acknowledged else tuple(role for role, start in chosen.climb if days <= start)
    return Rung(days, climb)


def audience(
    rung: Rung, attorneys: Sequence[Seat], seats: Sequence[tuple[Seat, Collection[str]]]
) -> list[tuple[Seat, str]]:
    """Return (seat, as what) of everybody who must be asked on this rung, each once.

    :param seats: who could be climbed to, with their roles

    Without an attorney whoever assigns and whoever supervises are asked from the first rung on. A
    step of the climb on which nobody stands leads to the next one.
    """
    wanted = rung.climbed if attorneys else climb_order()
    others: dict[Seat, str] = {}
    for role in wanted:
        _add(others, role, attorneys, seats)
    if wanted and not others:
        for role in (*climb_order(), LAST_RESORT):
            _add(others, role, attorneys, seats)
            if others:
                break
    return [*((seat, OWN) for seat in attorneys), *others.items()]


def _add(
    others: dict[Seat, str],
    role: str,
    attorneys: Sequence[Seat],
    seats: Sequence[tuple[Seat, Collection[str]]],
) -> None:
    for seat, roles in seats:
        if role in roles and seat not in attorneys:
            others.setdefault(seat, role)


def climbed_as(role: str) -> str:
    """Return as what somebody in a role is climbed to."""
    return SUPERVISOR if role == OVERSEES else role


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
