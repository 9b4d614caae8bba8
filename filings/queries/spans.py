"""Which deadlines a scan looks at, and in what portions, so that a big clinic fits in memory."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from clinic.access.actor import Actor
from filings.models import Deadline
from filings.policy import visible_deadlines
from filings.rules.ladders import ladders
from filings.rules.reminding import longest_rung

# What the scan reads; the sealed columns would be most of the bytes.
COLUMNS = ("clinic", "case", "ladder", "remind_by", "outer", "acknowledged_at")
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Span:
    """Deadlines that count to these days, both included."""

    first: date
    last: date


def spans_of(actor: Actor, day: date) -> list[Span]:
    """Part what stands on `day` into portions by the day they count to, the most urgent first."""
    rows = in_reach(actor, day).order_by("remind_by").values_list("remind_by")
    found: list[Span] = []
    held = MOST_ROWS
    for on, count in rows.annotate(count=Count("pk")):
        if held + count > MOST_ROWS:
            found.append(Span(on, on))
            held = count
        else:
            found[-1] = Span(found[-1].first, on)
            held += count
    return found


def in_reach(actor: Actor, day: date, span: Span | None = None) -> QuerySet[Deadline]:
    """Return the open deadlines whose ladder may have begun, without their sealed columns.

    A ladder that nobody knows is in reach as long as any: whoever counts it must find out.
    """
    farthest = day + timedelta(days=longest_rung())
    shorter = Q()
    for name, ladder in ladders().items():
        begins = day + timedelta(days=max((*ladder.rungs, 0)))
        if begins < farthest:
            shorter |= Q(ladder=name, remind_by__gt=begins)
    rows = visible_deadlines(actor).filter(status=Deadline.OPEN, remind_by__lte=farthest)
    if span is not None:
        rows = rows.filter(remind_by__range=(span.first, span.last))
    return rows.exclude(shorter).only(*COLUMNS)
