"""What hangs on whom in a case, who may take it over, and what hangs on nobody any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.models import Assignment, Case, Handover, Note
from cases.policy import REACH_ALL, visible_cases, visible_handovers, visible_notes
from cases.queries.access import Candidate, candidates
from cases.queries.case import NO_DAY, team_of
from cases.queries.standing import standing_as, stands_as
from cases.rules import COUNSEL
from cases.rules.handing import DAYS_TO_READ, FATES, MOVES
from cases.rules.standing import alike
from clients.queries.walls import standing_walls
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url, day_of


@dataclass(frozen=True)
class Leaver:
    """Somebody whose part of a case can be handed over; `assignment`: none once they have left."""

    membership: Membership
    role: str
    assignment: Assignment | None
    since: date | None = None
    last_attorney: bool = False
    # The day their role ended, once it has.
    until: date | None = None

    @property
    def name(self) -> str:
        return self.membership.user.name

    @property
    def key(self) -> str:
        return str(self.membership.pk)


@dataclass(frozen=True)
class Orphaned:
    """A case in which something hangs on somebody who does not stand in it any more."""

    case: Case
    membership: Membership
    number: int


def who_stands(case: Case) -> list[Membership]:
    """Return who may be given work on a case: who works on it, and who reaches every case."""
    works = Assignment.objects.filter(case=case, ended_at=None).values("membership")
    seats = Membership.objects.filter(
        Q(pk__in=works) | Q(roles__overlap=REACH_ALL), ended_at=None, is_system=False,
        user__is_active=True,
    )  # fmt: skip
    walls = standing_walls(case.client).values("membership__user_id")
    return list(seats.exclude(user_id__in=walls).select_related("user").order_by("user__name"))


def hanging_on(actor: Actor, case: Case, member: Membership) -> list[hooks.Hanging]:
    """Return everything that hangs on somebody in a case, what moves first."""
    found = [one for kind in hooks.hanging for one in kind.of(actor, case, member)]
    order = list(FATES)
    return sorted(found, key=lambda one: (order.index(one.fate), one.day or date.max))


def to_move(found: Iterable[hooks.Hanging]) -> list[hooks.Hanging]:
    return [one for one in found if one.fate == MOVES]


def left_hanging(cases: QuerySet[Case]) -> dict[tuple[UUID, UUID], int]:
    """Return (case, member) -> how much hangs there on somebody who does not stand in the case.

    One statement, whatever the number of kinds.
    """
    rows = [row for kind in hooks.hanging if kind.left for row in kind.left(cases)]
    found: dict[tuple[UUID, UUID], int] = {}
    if rows:
        for case_id, member_id, number in rows[0].union(*rows[1:], all=True):
            found[case_id, member_id] = found.get((case_id, member_id), 0) + number
    return found


def orphans(actor: Actor) -> list[Orphaned]:
    """Return the open cases in reach where something hangs on somebody who left, the oldest first.

    Three statements.
    """
    cases = visible_cases(actor).filter(closed_on=None)
    found = left_hanging(cases)
    if not found:
        return []
    rows = {row.pk: row for row in cases.filter(pk__in={pk for pk, _seat in found}).select_related(
        "client"
    )}  # fmt: skip
    seats = Membership.objects.select_related("user").in_bulk({seat for _pk, seat in found})
    lines = [Orphaned(rows[pk], seats[seat], number) for (pk, seat), number in found.items()]
    return sorted(lines, key=lambda one: (one.case.pk, one.membership.user.name))


def is_last_attorney(assignment: Assignment) -> bool:
    team = standing_as().filter(case=assignment.case_id)
    return assignment.role in COUNSEL and not team.exclude(pk=assignment.pk).exists()


def leavers_of(case: Case) -> list[Leaver]:
    """Return whose part of a case can be handed over: its team, and whoever left something."""
    team = team_of(case)
    attorneys = [one for one in team if stands_as(one)]
    found = [
        Leaver(
            one.membership, one.role, one, day_of(one.assigned_at), attorneys == [one]
        )
        for one in team
    ]  # fmt: skip
    here = {one.membership_id for one in team}
    gone = {seat for _pk, seat in left_hanging(Case.objects.filter(pk=case.pk))} - here
    if not gone:
        return found
    ended = Assignment.objects.filter(case=case, membership__in=gone).order_by("ended_at")
    last = {one.membership_id: one for one in ended}
    seats = Membership.objects.filter(pk__in=gone).select_related("user").order_by("user__name")
    return found + [
        _gone(seat, last[seat.pk]) if seat.pk in last else Leaver(seat, "", None) for seat in seats
    ]


def _gone(seat: Membership, last: Assignment) -> Leaver:
    ended = day_of(last.ended_at) if last.ended_at else None
    return Leaver(seat, last.role, None, day_of(last.assigned_at), until=ended)


def leaver_of(case: Case, member: Any) -> Leaver:
    """:raises NotVisible: nothing of this person's can be handed over here"""
    for one in leavers_of(case):
        if str(one.membership.pk) == str(member):
            return one
    raise NotVisible("member")


def successors(case: Case, leaver: Leaver) -> list[Candidate]:
    """Return who could take over: in a role that does for it, also whoever has one here."""
    burden = {one.membership.pk: one.open_cases for one in candidates(case)}
    there = [
        Candidate(one.membership, one.role, burden.get(one.membership_id, 0))
        for one in team_of(case)
    ]
    return [
        one
        for one in [*there, *candidates(case)]
        if one.membership.pk != leaver.membership.pk
        and (not leaver.role or alike(leaver.role, one.role))
    ]


def handover_of(actor: Actor, pk: Any) -> Handover:
    """:raises NotVisible: not there for this actor"""
    rows = _told(visible_handovers(actor)).select_related("case__client__key", "case__key", "key")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("handover")
    return found


def own_handover_of(actor: Actor, pk: Any) -> Handover:
    """:raises NotVisible: not there, or handed to somebody else"""
    found = handover_of(actor, pk)
    if found.successor_id != actor.membership_id:
        raise NotVisible("handover")
    return found


def handover_exists(actor: Actor, pk: Any) -> bool:
    return visible_handovers(actor).filter(pk=pk).exists()


def handover_notes(actor: Actor, handover: Handover) -> list[Note]:
    """Return what the leaver left for whoever takes over, as far as the actor reads it."""
    rows = visible_notes(actor, handover.case).filter(
        for_handover=True, written_by=handover.leaver_id
    )
    return list(rows.select_related("key", "written_by__user").order_by("id"))


def handovers_of(actor: Actor, case: Case) -> list[Handover]:
    """Return when a case went to somebody else, the latest first."""
    return list(_told(visible_handovers(actor).filter(case=case)).order_by("-id"))


def unread_own(actor: Actor) -> QuerySet[Handover]:
    """Return what was handed to the actor and is not said to be read, the oldest first."""
    rows = _told(visible_handovers(actor).filter(read_at=None, successor=actor.membership_id))
    return rows.filter(_still_theirs()).order_by("id")


def handover_step_rows(actor: Actor, case: Case) -> QuerySet[Handover]:
    """Ask on the case itself that its successor reads what was left for them."""
    rows = unread_own(actor).filter(case=case)
    return rows.annotate(step_text=F("leaver__user__name"), step_day=NO_DAY)


def handover_step(pk: UUID, leaver: str, _day: date | None) -> hooks.NextStep:
    return hooks.NextStep(
        _("Read what was left for you, and say so"), clinic_url("cases:handover", pk),
        note=_("%(person)s handed this case to you.") % {"person": leaver},
    )  # fmt: skip


def unread_by_others(actor: Actor) -> QuerySet[Handover]:
    """Return what others were handed days ago and have not said to have read, the oldest first."""
    before = timezone.now() - timedelta(days=DAYS_TO_READ)
    rows = _told(visible_handovers(actor).filter(read_at=None, made_at__lte=before))
    return rows.filter(_still_theirs()).exclude(successor=actor.membership_id).order_by("id")


def _still_theirs() -> Q:
    return Q(assignment__ended_at=None, case__closed_on=None)


def _told(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    return rows.select_related("case__client", "leaver__user", "successor__user", "made_by__user")


def takers(case: Case, leaver: Leaver) -> Sequence[Membership]:
    """Return whom a single thing could go to instead of the successor."""
    return [seat for seat in who_stands(case) if seat.pk != leaver.membership.pk]
