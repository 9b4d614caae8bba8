"""Who has access to a case for a time, and what supervisors have yet to look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cases import hooks
from cases.models import Assignment, Case, TimedAccess
from cases.policy import (
    REVIEWERS,
    STANDS_IN,
    nobody_oversees,
    reviewable,
    visible_timed_access,
)
from cases.rules import CASE_ROLES, COUNSEL
from clients.models import Wall
from clients.policy import outside_walls
from clients.queries.walls import standing_walls
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Timed:
    """A line of the access tab."""

    access: TimedAccess
    running: bool


def timed_access_of(actor: Actor, case: Case) -> list[Timed]:
    """Return who has or had a case for a time, the newest first."""
    now = timezone.now()
    rows = _told(visible_timed_access(actor).filter(case=case)).order_by("-id")
    return [Timed(row, row.ended_at is None and row.until > now) for row in rows]


def timed_access(actor: Actor, pk: Any) -> TimedAccess:
    """:raises NotVisible: not there for this actor"""
    row = _told(visible_timed_access(actor)).filter(pk=pk).first()
    if row is None:
        raise NotVisible("timed access")
    return row


def own_access_until(actor: Actor, case: Case) -> datetime | None:
    """Return when the actor's own access to a case runs out; None where it does not."""
    if actor.membership is None or actor.has("case.reach_all"):
        return None
    rows = TimedAccess.objects.filter(case=case, membership=actor.membership, ended_at=None)
    return rows.filter(until__gt=timezone.now()).values_list("until", flat=True).first()


def to_review(actor: Actor) -> QuerySet[TimedAccess]:
    """Return what was taken in an emergency by others and nobody looked at, the oldest first."""
    rows = _by_others(actor, reviewable(actor).filter(kind=TimedAccess.BROKEN))
    return _told(rows.filter(reviewed_at=None)).order_by("id")


def reviewed(actor: Actor) -> QuerySet[TimedAccess]:
    """Return what was looked at, the newest first."""
    rows = visible_timed_access(actor).filter(kind=TimedAccess.BROKEN)
    return _told(rows.exclude(reviewed_at=None)).order_by("-reviewed_at")


def recent_on_own(actor: Actor, days: int) -> QuerySet[TimedAccess]:
    """Return what others took lately of cases the actor is attorney on, the newest first."""
    mine = Assignment.objects.filter(
        case_id=OuterRef("case_id"), membership=actor.membership, role__in=COUNSEL, ended_at=None
    )
    since = timezone.now() - timedelta(days=days)
    rows = visible_timed_access(actor).filter(kind=TimedAccess.BROKEN, since__gte=since)
    return _told(_by_others(actor, rows).filter(Exists(mine))).order_by("-id")


def who_may_be_given(case: Case) -> list[Membership]:
    """Return who could be assigned, does not work on a case and is not kept out of it."""
    taken = Assignment.objects.filter(case=case, ended_at=None, membership_id=OuterRef("pk"))
    seats = Membership.objects.filter(
        ended_at=None,
        is_system=False,
        user__is_active=True,
        roles__overlap=list(CASE_ROLES),
    ).exclude(user_id__in=standing_walls(case.client).values("membership__user_id"))
    return list(seats.exclude(Exists(taken)).select_related("user").order_by("user__name"))


def alarmed_by(case: Case, *, but: Membership) -> list[Membership]:
    """Return who is told of an emergency: supervisors, and the attorneys of the case.

    Where no supervisor may know of it, coordinators and administrators are told as well: the ones
    look at it, the others see to it that somebody oversees again, without learning of which case.
    """
    attorneys = Assignment.objects.filter(
        case=case, role__in=COUNSEL, ended_at=None, membership_id=OuterRef("pk")
    )
    walls = Wall.objects.filter(client__cases=case, lowered_at=None)
    seats = Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
    seats = seats.exclude(user_id__in=walls.values("membership__user_id"))
    seats = seats.exclude(user_id=but.user_id)
    told = list(REVIEWERS)
    if not seats.filter(roles__overlap=told).exists():
        told += [STANDS_IN, ADMINISTRATOR]
    seats = seats.filter(Q(roles__overlap=told) | Exists(attorneys))
    return list(seats.select_related("user").order_by("id"))


def count_without_overseer(actor: Actor) -> int:
    """Return how many emergencies wait that no supervisor may look at, naming no case of them."""
    rows = TimedAccess.objects.filter(nobody_oversees(), kind=TimedAccess.BROKEN, reviewed_at=None)
    return outside_walls(actor, rows, "case__client_id").count()


def is_beyond(actor: Actor, access: TimedAccess) -> bool:
    """Tell whether who took access may not do all of the case by themselves."""
    return any(ask(actor, access.case, access.membership) for ask in hooks.beyond)


def _by_others(actor: Actor, rows: QuerySet[TimedAccess]) -> QuerySet[TimedAccess]:
    return rows.exclude(membership__user_id=actor.user_id) if actor.user_id else rows


def _told(rows: QuerySet[TimedAccess]) -> QuerySet[TimedAccess]:
    return rows.select_related(
        "case__client__key", "case__key", "key", "membership__user", "given_by__user",
        "ended_by__user", "reviewed_by__user",
    )  # fmt: skip
