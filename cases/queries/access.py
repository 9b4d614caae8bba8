"""Who can see a case, and who could be assigned to it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from cases import hooks
from cases.models import Assignment, Case, CaseUserPerm
from cases.queries.case import read_all_assigned, team_of
from cases.queries.looks import looks_page, looks_told
from cases.queries.timeline import Event
from cases.rules import CASE_ROLES
from cases.rules.standing import stand_in
from clients.queries.walls import standing_walls
from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES, capabilities_of
from clinic.audit.models import AuditEntry
from clinic.pages.paging import Page
from clinic.people.models import Membership


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be assigned in a role, with the open cases the person carries."""

    membership: Membership
    role: str
    open_cases: int


@dataclass(frozen=True)
class Access:
    """`by_role` reaches every case of the clinic; `granted` holds a grant no role explains."""

    by_role: list[tuple[Membership, str]]
    granted: list[Membership]
    ended: list[Assignment]
    looks: list[Event]
    pages: Page[AuditEntry]
    kept_out: list[str]


def access_to(actor: Actor, case: Case, *, after: str | None = None) -> Access:
    """Return who can see a case and why, who could, and who looked."""
    looks = looks_page(actor, case, after=after)
    holders = set(
        CaseUserPerm.objects.standing()
        .filter(content_object=case, until=None)
        .values_list("user_id", flat=True)
    )
    worked = read_all_assigned(case)
    assigned = {one.membership_id for one in worked if one.ended_at is None}
    seats = list(Membership.objects.filter(ended_at=None).select_related("user"))
    walls = standing_walls(case.client).select_related("membership__user")
    walled = {wall.membership.user_id: wall.membership.user.name for wall in walls}
    return Access(
        by_role=[
            (seat, ", ".join(str(ROLE_NAMES[role]) for role in seat.roles))
            for seat in seats
            if seat.user_id not in walled and "case.reach_all" in capabilities_of(seat.roles)
        ],
        granted=[seat for seat in seats if seat.user_id in holders and seat.pk not in assigned],
        ended=[one for one in worked if one.ended_at is not None],
        looks=looks_told(looks),
        pages=looks,
        kept_out=sorted(walled.values()),
    )


def suggestions(actor: Actor, case: Case) -> list[hooks.Suggestion]:
    """Return who could take a case with reasons and blockers, best first."""
    return [one for ask in hooks.suggesters for one in ask(actor, case)]


def candidates(case: Case) -> list[Candidate]:
    """Return who could be assigned, least burdened first, in two statements."""
    taken = {(one.membership_id, role) for one in team_of(case) for role in stand_in(one.role)}
    seats = (
        Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
        .select_related("user")
        .exclude(user_id__in=standing_walls(case.client).values("membership__user_id"))
        .order_by("user__name")
    )
    burden: dict[UUID, int] = dict(
        Assignment.objects.filter(ended_at=None, case__closed_on=None)
        .values_list("membership_id")
        .annotate(cases=Count("case_id", distinct=True))
    )
    found = [
        Candidate(seat, role, burden.get(seat.pk, 0))
        for seat in seats
        for role in CASE_ROLES
        if role in seat.roles and (seat.pk, role) not in taken
    ]
    return sorted(found, key=lambda one: one.open_cases)
