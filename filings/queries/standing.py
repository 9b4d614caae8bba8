"""How a deadline stands today. One meaning each: Today, the list, the calendar, the list of cases
and the API all ask here, so that they tell the same story.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.models import Assignment
from cases.queries import standing_as
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings.models import Deadline
from filings.policy import visible_deadlines

# How many days before a window opens it is worth a line.
OPENS_SOON = 14
# What no list shows and none opens.
SEALED = ("facts", "steps", "warnings", "settle_reason")

IS_OPEN = Q(status=Deadline.OPEN)
UNACKNOWLEDGED = IS_OPEN & Q(acknowledged_at=None)
# The notice prints another day than the rule gives. Where a notice says no number of days the rule
# gives only the longest that the law allows, and an earlier printed day is no contradiction.
DIFFERS = Q(by_rule__lt=F("outer")) | Q(by_rule__gt=F("outer"), notice__response_days__isnull=False)
# Or the law itself is read in two ways.
CONTESTED = IS_OPEN & (DIFFERS | Q(contested=True))


def overdue_on(day: date) -> Q:
    """The last lawful day has passed; an agency's date or an earlier reading never makes it so."""
    return IS_OPEN & Q(outer__lt=day)


def due_by(day: date) -> Q:
    """The day it counts to comes by then, or has passed."""
    return IS_OPEN & Q(remind_by__lte=day)


def opening_by(day: date, *, today: date) -> Q:
    """A window that opens by then, or stands open; it is there until somebody settles it."""
    return IS_OPEN & Q(opens__lte=day) & ~Q(outer__lt=today)


def on_day(day: date) -> Q:
    """Any of its days falls on this one: it opens, is planned for, or ends."""
    earlier = Q(by_rule=day, by_rule__lt=F("target"))
    planned = Q(target=day) & ~Q(by_rule__lt=F("target"))
    return IS_OPEN & (Q(outer=day) | Q(opens=day) | planned | earlier)


def carried_by(seat: UUID | None) -> Exists:
    """Whether this seat works on the deadline's case now."""
    return Exists(Assignment.objects.filter(case=OuterRef("case"), membership=seat, ended_at=None))


def mine(actor: Actor) -> Exists:
    """Whether the actor works on the deadline's case; a service works on none."""
    return carried_by(actor.membership_id)


def nobodys() -> Q:
    """Nobody answers for the case any more."""
    attorney = standing_as().filter(case=OuterRef("case"))
    return ~Q(Exists(attorney))


def listed(actor: Actor) -> QuerySet[Deadline]:
    """Return what a list may show of the deadlines in reach; nothing sealed is even read."""
    return (
        visible_deadlines(actor).select_related("case__client", "filing", "notice").defer(*SEALED)
    )


def due_soon(actor: Actor, days: int) -> QuerySet[Deadline]:
    """Return the open deadlines that come within `days`, soonest first; not the overdue ones.

    A contested one counts from the earlier of its two dates, so it stays in from then on.
    """
    found = listed(actor).filter(due_by(today() + timedelta(days=days)))
    return found.exclude(outer__lt=today()).order_by("remind_by", "id")


def ends_on(day: date) -> Q:
    """It is the last lawful day, or the last by the earlier of two readings; for us, not for an
    agency.
    """
    return IS_OPEN & (Q(outer=day) | Q(remind_by=day, outer__isnull=False))


def overdue(actor: Actor) -> QuerySet[Deadline]:
    """Return the open deadlines whose last day has passed, the longest overdue first."""
    return listed(actor).filter(overdue_on(today())).order_by("outer", "id")


def opening(actor: Actor) -> QuerySet[Deadline]:
    """Return the windows that open soon or stand open, the one that closes first on top."""
    now = today()
    by = now + timedelta(days=OPENS_SOON)
    found = listed(actor).filter(opening_by(by, today=now))
    return found.order_by(F("remind_by").asc(nulls_last=True), "opens", "id")


def contested(actor: Actor) -> QuerySet[Deadline]:
    """Return the open deadlines with two readings, soonest first."""
    return listed(actor).filter(CONTESTED).order_by("remind_by", "id")


def unacknowledged(actor: Actor, days: int) -> QuerySet[Deadline]:
    """Return those coming within `days` that nobody has answered for."""
    return due_soon(actor, days).filter(UNACKNOWLEDGED)
