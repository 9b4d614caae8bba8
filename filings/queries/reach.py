"""Which deadlines a scan looks at, and in what portions, so that a big clinic fits in memory."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from clinic.access.actor import Actor
from filings.models import Deadline
from filings.policy import visible_deadlines
from filings.rules.ladders import ladders
from filings.rules.reminding import YEARLY, longest_rung

# What the scan reads; the sealed columns would be most of the bytes.
COLUMNS = ("clinic", "case", "ladder", "remind_by", "outer", "acknowledged_at")
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Place:
    """Where a portion begins: behind this deadline of this day, or at the very first one.

    `far`: among what is years ahead, which comes after all that the usual ladders reach.
    """

    far: bool = False
    day: date | None = None
    pk: UUID | None = None


FIRST = Place()


def in_reach(actor: Actor, day: date, *, far: bool | None = None) -> QuerySet[Deadline]:
    """Return the open deadlines whose ladder may have begun, without their sealed columns.

    A ladder that nobody knows is in reach as long as any: whoever counts it must find out.
    """
    if far is None:
        rows = _near(actor, day) | _far(actor, day)
    else:
        rows = _far(actor, day) if far else _near(actor, day)
    return rows.only(*COLUMNS)


def portion(actor: Actor, day: date, place: Place) -> QuerySet[Deadline]:
    """Return the next rows in reach, the most urgent first; fewer than `MOST_ROWS` are the last."""
    rows = in_reach(actor, day, far=place.far)
    if place.day is not None:
        behind = Q(remind_by__gt=place.day) | Q(pk__gt=place.pk)
        rows = rows.filter(behind, remind_by__gte=place.day)
    return rows.order_by("remind_by", "id")[:MOST_ROWS]


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
