"""Who carries which deadlines. It starts from the cases the actor reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, Q

from cases.models import Assignment
from cases.policy import in_reach
from cases.queries import standing_as
from cases.rules import CASE_ROLES
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.policy import visible_deadlines
from filings.queries import standing


@dataclass(frozen=True)
class Load:
    """What one person carries; `person` is None for cases that nobody works on as attorney."""

    person: UUID | None
    name: str
    cases: int
    due: int = 0
    overdue: int = 0
    unacknowledged: int = 0


def carriers() -> list[tuple[UUID, str]]:
    """Return (seat, name) of everybody who may be assigned to a case, by name."""
    seats = Membership.objects.filter(
        ended_at=None, is_system=False, roles__overlap=list(CASE_ROLES)
    )
    return list(seats.order_by("user__name").values_list("pk", "user__name"))


def attorneys_on(case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the names of who works on each case as attorney, in one statement."""
    rows = standing_as().filter(case_id__in=case_ids)
    found: dict[UUID, list[str]] = {}
    for case_id, name in rows.order_by("assigned_at").values_list(
        "case_id", "membership__user__name"
    ):
        found.setdefault(case_id, []).append(name)
    return found


def team_load(actor: Actor, *, due_days: int, unacknowledged_days: int) -> list[Load]:
    """Return who carries what, the most overdue first: three statements whatever the number."""
    working = Assignment.objects.filter(ended_at=None, membership__ended_at=None)
    working = working.filter(in_reach(actor))
    cases: dict[tuple[UUID, str], int] = {
        (seat, name): number
        for seat, name, number in working.filter(case__closed_on=None)
        .values_list("membership_id", "membership__user__name")
        .annotate(Count("case_id", distinct=True))
    }
    # Through one join: the assignment is one that goes on. Whose seat has ended is not among those
    # above; to ask it here, too, makes PostgreSQL begin with all cases instead of the near days.
    rows = visible_deadlines(actor).filter(
        _near(due_days, unacknowledged_days), case__assignments__ended_at=None
    )
    counts = _counts(due_days, unacknowledged_days)
    near: dict[UUID, dict[str, int]] = {
        seat: dict(zip(counts, numbers, strict=True))
        for seat, *numbers in rows.values_list(F("case__assignments__membership_id")).annotate(
            **counts
        )
    }
    found = [
        Load(seat, name, number, **near.get(seat, {})) for (seat, name), number in cases.items()
    ]
    left = _left_alone(actor, due_days, unacknowledged_days)
    if any((left.due, left.overdue, left.unacknowledged)):
        found.append(left)
    return sorted(
        found, key=lambda one: (-one.overdue, -one.unacknowledged, -one.due, -one.cases, one.name)
    )


def _left_alone(actor: Actor, due_days: int, unacknowledged_days: int) -> Load:
    """Count what nobody carries as attorney."""
    rows = visible_deadlines(actor).filter(standing.nobodys(), _near(due_days, unacknowledged_days))
    counted = rows.aggregate(
        cases=Count("case_id", distinct=True), **_counts(due_days, unacknowledged_days)
    )
    return Load(None, "", **counted)


def _near(due_days: int, unacknowledged_days: int) -> Q:
    return standing.due_by(today() + timedelta(days=max(due_days, unacknowledged_days)))


def _counts(due_days: int, unacknowledged_days: int) -> dict[str, Count]:
    now = today()
    late, on_time = standing.overdue_on(now), ~Q(outer__lt=now)
    soon = standing.due_by(now + timedelta(days=due_days))
    nearing = standing.due_by(now + timedelta(days=unacknowledged_days))
    wanted = {
        "overdue": late,
        "due": soon & on_time,
        "unacknowledged": nearing & on_time & standing.UNACKNOWLEDGED,
    }
    # Distinct: somebody may work on a case in two roles.
    return {
        name: Count("pk", filter=condition, distinct=True) for name, condition in wanted.items()
    }
