"""Who sleeps on which reminder, who is away, and who stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from cases.models import Assignment
from cases.rules import COUNSEL, OPEN_STAGES
from cases.rules.standing import ATTORNEYS, REPRESENTATIVE
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import capabilities_of
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.models import Deadline, Leave, Snooze
from filings.policy import visible_leaves, visible_snoozes
from filings.queries.deadlines import DeadlineRow, deadline_row
from filings.rules.reminding import rung_of
from filings.rules.snoozing import Sleep, latest_sleep

COVERING = (*ATTORNEYS, REPRESENTATIVE, "coordinator", "supervisor")


def away_now() -> list[UUID]:
    """Return the seats of those who are away today."""
    day = today()
    rows = Leave.objects.filter(starts__lte=day, ends__gte=day, cancelled_at=None)
    return list(rows.values_list("membership_id", flat=True))


def sleeps() -> Mapping[tuple[UUID, UUID], Sleep]:
    """Return what was put aside, by (deadline, seat), in one statement."""
    rows = Snooze.objects.filter(ended_at=None, deadline__status=Deadline.OPEN)
    values = rows.values_list("deadline_id", "by_id", "rung", "counted_to", "until")
    return {(pk, seat): Sleep(rung, day, until) for pk, seat, rung, day, until in values}


def put_aside() -> QuerySet[Snooze]:
    """Return what sleeps today of the reminders that an outer query looks at."""
    return Snooze.objects.filter(
        deadline=OuterRef("deadline"), by=OuterRef("recipient"), rung=OuterRef("rung"),
        counted_to=OuterRef("counted_to"), ended_at=None, until__gt=today(),
    )  # fmt: skip


def leaves_over(day: date) -> list[Leave]:
    """Return the leaves that ended or were cancelled, whose cases are still to be given back."""
    rows = Leave.objects.filter(closed_at=None)
    return list(rows.filter(Q(ends__lt=day) | Q(cancelled_at__isnull=False)).order_by("id"))


def away_on(day: date) -> Mapping[UUID, UUID | None]:
    """Return who is away, each with the cover that was named, in one statement."""
    rows = Leave.objects.filter(closed_at=None, starts__lte=day, ends__gte=day)
    values = rows.filter(cancelled_at=None).order_by("id").values_list("membership_id", "cover_id")
    return dict(values)


def reaches(covers: Iterable[UUID]) -> tuple[frozenset[UUID], frozenset[tuple[UUID, UUID]]]:
    """Return which covers see every case, and which (cover, case) are theirs; two statements."""
    wanted = set(covers)
    if not wanted:
        return frozenset(), frozenset()
    seats = Membership.objects.filter(pk__in=wanted, ended_at=None).values_list("pk", "roles")
    held = {seat: capabilities_of(frozenset(roles)) for seat, roles in seats}
    able = {seat for seat, names in held.items() if "deadline.view" in names}
    everywhere = frozenset(seat for seat in able if "case.reach_all" in held[seat])
    rows = Assignment.objects.filter(membership_id__in=able - everywhere, ended_at=None)
    return everywhere, frozenset(rows.values_list("membership_id", "case_id"))


def latest_snooze(deadline: Deadline) -> date | None:
    """Return until when the reminder that stands today may be put aside; None: not at all."""
    if deadline.remind_by is None or deadline.status != Deadline.OPEN:
        return None
    daily = deadline.outer is not None
    rung = rung_of(
        deadline.ladder, counted_to=deadline.remind_by, today=today(), daily_after=daily,
        acknowledged=True,
    )  # fmt: skip
    if rung is None:
        return None
    last = latest_sleep(deadline.ladder, rung, counted_to=deadline.remind_by, daily_after=daily)
    return last if last and last > today() else None


def standing_rung(deadline: Deadline) -> int:
    """Return the rung that stands today. Only for what `latest_snooze` allows."""
    assert deadline.remind_by is not None
    rung = rung_of(
        deadline.ladder, counted_to=deadline.remind_by, today=today(),
        daily_after=deadline.outer is not None, acknowledged=True,
    )  # fmt: skip
    assert rung is not None
    return rung.days


@dataclass(frozen=True)
class SnoozeRow:
    """Who put what aside until when; why, for who may read it."""

    snooze: Snooze
    row: DeadlineRow
    reason: str
    is_own: bool


def snooze_rows(actor: Actor) -> list[SnoozeRow]:
    """Return what sleeps today of the deadlines the actor sees, the soonest to wake first."""
    rows = visible_snoozes(actor).filter(until__gt=today(), deadline__status=Deadline.OPEN)
    rows = rows.select_related(
        "by__user", "key", "deadline__case__client", "deadline__filing", "deadline__key"
    ).order_by("until", "id")[:200]
    reads = actor.has("deadline.settle")
    return [
        SnoozeRow(
            row, deadline_row(row.deadline), str(row.reason or "") if reads else "",
            row.by_id == actor.membership_id,
        )
        for row in rows
    ]  # fmt: skip


def snooze_of(actor: Actor, pk: UUID) -> Snooze:
    """:raises NotVisible:"""
    found = visible_snoozes(actor).select_related("deadline", "key").filter(pk=pk).first()
    if found is None:
        raise NotVisible("snooze")
    return found


def leaves_of(actor: Actor) -> list[Leave]:
    """Return the actor's own leaves that are not over, and those a supervisor decides."""
    rows = visible_leaves(actor).filter(ends__gte=today(), cancelled_at=None)
    return list(rows.select_related("membership__user", "cover__user").order_by("starts", "id"))


def leave_of(actor: Actor, pk: UUID) -> Leave:
    """:raises NotVisible:"""
    rows = visible_leaves(actor).select_related("membership__user", "cover__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("leave")
    return found


def possible_covers(actor: Actor) -> list[Membership]:
    """Return who could stand in: anybody who may answer for a deadline, but oneself."""
    people = Membership.objects.filter(ended_at=None, is_system=False).exclude(user=actor.user)
    able = Q()
    for role in COVERING:
        able |= Q(roles__contains=[role])
    return list(people.filter(able).select_related("user").order_by("user__name", "id"))


def cases_to_lend(leave: Leave) -> list[Assignment]:
    """Return the assignments of who is away on cases that the cover does not see."""
    if leave.cover_id is None:
        return []
    everywhere, theirs = reaches([leave.cover_id])
    if leave.cover_id in everywhere:
        return []
    rows = Assignment.objects.filter(
        membership=leave.membership_id, role__in=COUNSEL, ended_at=None
    )
    rows = rows.exclude(case__in=[case for _seat, case in theirs]).filter(
        case__stage__in=OPEN_STAGES
    )
    return list(rows.select_related("case__client").order_by("id"))
