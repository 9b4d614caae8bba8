"""The caseload report: a constant number of statements whatever the number of matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from cases.models import Assignment, Case
from cases.queries import standing_as
from cases.rules import COUNSEL, STAGES
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from reports import rules
from reports.policy import visible_cases, visible_deadlines


@dataclass(frozen=True)
class AttorneyLine:
    """One attorney's open matters: by stage, in the order of `Caseload.stages`."""

    name: str
    by_stage: tuple[int, ...]
    total: int
    overdue: int
    due: int


@dataclass(frozen=True)
class WaitingCase:
    pk: UUID
    number: str
    opened_on: date
    days: int


@dataclass(frozen=True)
class Caseload:
    """All counts as of `as_of`, of matters the reader may see."""

    as_of: date
    open_matters: int
    stages: tuple[str, ...]
    by_stage: tuple[int, ...]
    attorneys: tuple[AttorneyLine, ...]
    unassigned: int
    waiting: tuple[WaitingCase, ...]
    ages: tuple[int, ...]
    overdue: int
    due: dict[int, int]
    unacknowledged: int
    months: tuple[date, ...]
    opened: tuple[int, ...]
    closed: tuple[int, ...]


def caseload(actor: Actor) -> Caseload:
    day = today()
    cases = visible_cases(actor)
    open_cases = cases.filter(closed_on=None)
    stages = tuple(code for code in STAGES if code != "closed")
    counts = dict(open_cases.order_by().values_list("stage").annotate(number=Count("pk")))
    ages = [0] * len(rules.AGES)
    by_day = open_cases.order_by().values_list("opened_on").annotate(number=Count("pk"))
    for opened_on, number in by_day:
        ages[rules.age_band(opened_on, day)] += number
    unassigned = open_cases.filter(~Exists(_attorneys().filter(case=OuterRef("pk"))))
    waiting = unassigned.filter(opened_on__lt=day - timedelta(days=rules.UNASSIGNED_DAYS))
    months = rules.months_back(day)
    return Caseload(
        as_of=day,
        open_matters=sum(counts.values()),
        stages=stages,
        by_stage=tuple(counts.get(stage, 0) for stage in stages),
        attorneys=_attorney_lines(actor, stages, day),
        unassigned=unassigned.count(),
        waiting=tuple(
            WaitingCase(pk, number, opened_on, (day - opened_on).days)
            for pk, number, opened_on in waiting.order_by("opened_on", "pk").values_list(
                "pk", "number", "opened_on"
            )[:50]
        ),
        ages=tuple(ages),
        months=tuple(months),
        opened=_per_month(cases, "opened_on", months),
        closed=_per_month(cases, "closed_on", months),
        **_deadline_counts(actor, day),
    )


def _attorneys() -> QuerySet[Assignment]:
    return standing_as()


def _attorney_lines(actor: Actor, stages: Sequence[str], day: date) -> tuple[AttorneyLine, ...]:
    """A matter with two attorneys counts for each of them."""
    mine = visible_cases(actor).filter(closed_on=None)
    rows = (
        _attorneys()
        .filter(case__in=mine.values("pk"))
        .order_by()
        .values_list("membership_id", "membership__user__name", "case__stage")
        .annotate(number=Count("case_id", distinct=True))
    )
    names: dict[UUID, str] = {}
    counts: dict[UUID, dict[str, int]] = {}
    for seat, name, stage, number in rows:
        names[seat] = name
        counts.setdefault(seat, {})[stage] = number
    pressure = {
        seat: (overdue, due)
        for seat, overdue, due in visible_deadlines(actor)
        .filter(
            status="open",
            case__assignments__role__in=COUNSEL,
            case__assignments__ended_at=None,
        )
        .order_by()
        .values_list("case__assignments__membership_id")
        .annotate(
            overdue=Count("pk", filter=Q(outer__lt=day)),
            due=Count("pk", filter=Q(outer__gte=day, outer__lte=day + timedelta(days=30))),
        )
    }
    return tuple(
        AttorneyLine(
            name=names[seat],
            by_stage=tuple(counts[seat].get(stage, 0) for stage in stages),
            total=sum(counts[seat].values()),
            overdue=pressure.get(seat, (0, 0))[0],
            due=pressure.get(seat, (0, 0))[1],
        )
        for seat in sorted(names, key=lambda seat: names[seat].casefold())
    )


def _deadline_counts(actor: Actor, day: date) -> dict[str, Any]:
    windows = {
        f"due_{days}": Count("pk", filter=Q(outer__gte=day, outer__lte=day + timedelta(days=days)))
        for days in rules.WINDOWS
    }
    found = (
        visible_deadlines(actor)
        .filter(status="open")
        .order_by()
        .aggregate(
            overdue=Count("pk", filter=Q(outer__lt=day)),
            unacknowledged=Count("pk", filter=Q(acknowledged_at=None)),
            **windows,
        )
    )
    return {
        "overdue": found["overdue"],
        "unacknowledged": found["unacknowledged"],
        "due": {days: found[f"due_{days}"] for days in rules.WINDOWS},
    }


def _per_month(cases: QuerySet[Case], field: str, months: Sequence[date]) -> tuple[int, ...]:
    rows = dict(
        cases.filter(**{f"{field}__gte": months[0]})
        .order_by()
        .annotate(month=TruncMonth(F(field)))
        .values_list("month")
        .annotate(number=Count("pk"))
    )
    return tuple(rows.get(month, 0) for month in months)
