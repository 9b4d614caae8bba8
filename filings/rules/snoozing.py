"""How long a reminder may sleep for the person who asks for it. Pure: today is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from filings.rules.ladders import ladders
from filings.rules.reminding import Rung


@dataclass(frozen=True)
class Sleep:
    """On which rung, of which date, somebody asked to be left alone until when."""

    rung: int
    counted_to: date
    until: date


def latest_sleep(ladder: str, rung: Rung, *, counted_to: date, daily_after: bool) -> date | None:
    """Return the last day until which the reminder that stands may sleep; None: not at all.

    It wakes before the next nearer rung comes, so that no rung is ever slept through, and never
    sleeps on our own last day or after it.
    """
    if rung.is_last:
        return None
    nearer = ladders()[ladder].next_after(rung.days)
    if daily_after:
        nearer = max(nearer or 0, 0)
    if nearer is None:
        return None
    return counted_to - timedelta(days=nearer + 1)


def rung_awake(rung: Rung, sleep: Sleep | None, *, counted_to: date, today: date) -> int | None:
    """Return the rung on which one person is asked today, or None while their reminder sleeps.

    A sleep holds only for the rung and the date it was asked for: when a nearer rung has come, or
    the date has moved, it is void, whatever was recorded when. Waking counts as a rung of its own.
    """
    if rung.is_last or sleep is None:
        return rung.days
    if (sleep.rung, sleep.counted_to) != (rung.days, counted_to):
        return rung.days
    if today < sleep.until:
        return None
    return (counted_to - sleep.until).days
