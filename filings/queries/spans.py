"""Which deadlines a scan looks at, and in what portions, so that a big clinic fits in memory."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from clinic.access.actor import Actor
from filings.models import Deadline
from filings.policy import visible_deadlines
from filings.rules.ladders import ladders
from filings.rules.reminding import YEARLY, longest_rung

# What the scan reads; the sealed columns would be most of the bytes.
COLUMNS = ("clinic", "case", "ladder", "remind_by", "outer", "acknowledged_at")
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Span:
    """Deadlines that count to these days, both included; `far`: beyond the usual ladders' reach."""

    first: date
    last: date
    far: bool = False


def spans_of(actor: Actor, day: date) -> list[Span]:
    """Part what stands on `day` into portions by the day they count to, the most urgent first."""
    return [*_parted(_near(actor, day)), *_parted(_far(actor, day), far=True)]


def in_reach(actor: Actor, day: date, span: Span | None = None) -> QuerySet[Deadline]:
    """Return the open deadlines whose ladder may have begun, without their sealed columns.

    A ladder that nobody knows is in reach as long as any: whoever counts it must find out.
    """
    if span is None:
        rows = _near(actor, day) | _far(actor, day)
    else:
        rows = _far(actor, day) if span.far else _near(actor, day)
        rows = rows.filter(remind_by__range=(span.first, span.last))
    return rows.only(*COLUMNS)


def _near(actor: Actor, day: date) -> QuerySet[Deadline]:
    """What counts to a day that the usual ladders reach, each only as far as it does."""
    farthest = _farthest(day)
    shorter = Q()
    for name, ladder in ladders().items():
        begins = day + timedelta(days=max((*ladder.rungs, 0)))
        if begins < farthest:
            shorter |= Q(ladder=name, remind_by__gt=begins)
    return _open(actor).filter(~shorter, remind_by__lte=farthest)


def _far(actor: Actor, day: date) -> QuerySet[Deadline]:
    """What is years ahead: of one ladder, which has an index of its own for it."""
    begins = day + timedelta(days=ladders()[YEARLY].rungs[0])
    return _open(actor).filter(
        ladder=YEARLY, remind_by__gt=_farthest(day), remind_by__lte=begins
    )  # fmt: skip


def _open(actor: Actor) -> QuerySet[Deadline]:
    return visible_deadlines(actor).filter(status=Deadline.OPEN)


def _farthest(day: date) -> date:
    return day + timedelta(days=longest_rung())


def _parted(rows: QuerySet[Deadline], *, far: bool = False) -> list[Span]:
    days = rows.order_by("remind_by").values_list("remind_by")
    found: list[Span] = []
    held = MOST_ROWS
    for on, count in days.annotate(count=Count("pk")):
        if held + count > MOST_ROWS:
            found.append(Span(on, on, far))
            held = count
        else:
            found[-1] = Span(found[-1].first, on, far)
            held += count
    return found
