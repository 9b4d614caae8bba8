"""Presence: how long somebody was away, how many days are left, and when they must be back.

The day of leaving is day 0 (domain.md section 2), so an absence has as many days as lie between
leaving and coming back. Two absences that touch are one: a few hours at home are argued about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filings.rules.calendar import shift
from filings.rules.count import Working
from filings.rules.facts import Span
from filings.rules.shape import Absences


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """`total`: days of absence that are left; `used` and `longest` (at one time) so far."""

    used: int
    longest: int
    total: int


def last_day_back(work: Working, limits: Absences) -> tuple[date | None, DaysLeft]:
    """Return the last day to be back for somebody who is away now, and what is left."""
    away = _joined(work.facts.spans.get(limits.fact, ()))
    closed = [(span.end - span.start).days for span in away if span.end is not None]
    used, longest = sum(closed), max(closed, default=0)
    left = DaysLeft(used, longest, max(limits.total - used, 0))
    work.step(
        "absences", None, used=used, longest=longest, single=limits.single, total=limits.total,
        left=left.total,
    )  # fmt: skip
    if longest > limits.single:
        work.warn("warn_absence", n=longest, most=limits.single)
    if used > limits.total:
        work.warn("warn_absence", n=used, most=limits.total)
    if not away or away[-1].end is not None:
        return None, left
    gone = away[-1].start
    back = shift(gone, min(limits.single, left.total))
    work.step("abroad", back, day=gone, back=back)
    return back, left


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join absences that overlap or touch; what begins while somebody is away belongs to it."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < span.start):
            joined.append(span)
        elif last.end is not None:
            end = None if span.end is None else max(last.end, span.end)
            joined[-1] = Span(last.start, end)
    return joined
