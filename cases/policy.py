"""Which cases, notes and assignments an actor may see and work on. Written once, here."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.models import (
    Assignment,
    Benefit,
    Case,
    CaseUserPerm,
    EarlierNote,
    Handover,
    Matter,
    Note,
    TimedAccess,
)
from cases.rules import CASE_ROLES, PRIVILEGES, readable
from clients.models import Wall
from clients.policy import kept_out, outside_walls
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLES
from clinic.people.models import Membership

WORK = "work_case"
REACH_ALL = sorted(role for role, held in ROLES.items() if "case.reach_all" in held)
# Who looks at emergencies, and who does where none of them may know of the case.
STANDS_IN = "coordinator"
REVIEWERS = sorted(
    role for role, held in ROLES.items() if "glass.review" in held and role != STANDS_IN
)
# database name -> permission id. Migrations make the row once; a name keeps its id.
_permission_ids: dict[str, int] = {}


def work_permission_id() -> int:
    name = str(connection.settings_dict["NAME"])
    if name not in _permission_ids:
        _permission_ids[name] = Permission.objects.values_list("id", flat=True).get(
            content_type__app_label="cases", codename=WORK
        )
    return _permission_ids[name]


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Return the cases an actor reaches: all by role, else those granted to the person.

    An access token may be held to some of them. Whoever is walled off a client reaches none of her
    cases, whatever the role.
    """
    if actor.case_id is not None:
        return Case.objects.filter(pk=actor.case_id, erased_at=None)
    cases = outside_walls(actor, Case.objects.filter(erased_at=None), "client_id")
    if actor.case_ids is not None:
        cases = cases.filter(pk__in=actor.case_ids)
    if actor.has("case.reach_all"):
        return cases
    if actor.user_id is None or not actor.has("case.view"):
        return cases.none()
    return cases.filter(
        Exists(
            CaseUserPerm.objects.standing().filter(
                content_object=OuterRef("pk"),
                user_id=actor.user_id,
                permission_id=work_permission_id(),
            )
        )
    )


def in_reach(actor: Actor, case: str = "case") -> Q:
    """Return what lies in a case the actor reaches, whatever the model.

    :param case: the path to the case from the rows that are looked at
    """
    if actor.case_id is not None:
        return Q(**{case: actor.case_id})
    return Q(**{f"{case}__in": visible_cases(actor).values("pk")})


def within(actor: Actor, case: Case) -> Actor:
    """Return the actor held to one case: whatever is listed for them is of this case alone.

    A page asks a dozen rooms about one case. It is judged once, when `cases.queries.case_of` finds
    it, or else here, and not again by each of their statements: walls, grants and tokens stand in
    none of them. Only for reading, and no longer than the transaction that judged it.

    :raises NotVisible: not there for this actor
    """
    if not found_for(actor, case) and not visible_cases(actor).filter(pk=case.pk).exists():
        raise NotVisible("case")
    return replace(actor, case_id=case.pk)


def found_for(actor: Actor, case: Case) -> bool:
    """Tell whether `case_of` found this row for this very actor."""
    return getattr(case, "found_for", None) is actor


def visible_notes(actor: Actor, case: Case) -> QuerySet[Note]:
    """Return the notes of a case whose privilege the actor's roles open.

    Lists, counts, the timeline, packets and search start here. What is left out leaves no trace:
    nothing that others see is numbered, counted or versioned by the notes of a case.
    """
    return Note.objects.filter(readable_notes(actor), case=case)


def readable_notes(actor: Actor) -> Q:
    return Q(privilege__in=readable(actor.capabilities))


@policy_of(Case)
def may_reach(actor: Actor, capability: str, case: Case) -> bool:
    if case.clinic_id != actor.clinic.pk:
        return False
    if capability == "case.view" and found_for(actor, case):
        return True
    if actor.has("case.reach_all") and actor.case_ids is None:
        return not kept_out(actor).filter(client_id=case.client_id).exists()
    return visible_cases(actor).filter(pk=case.pk).exists()


@policy_of(Assignment)
def may_reach_assignment(actor: Actor, capability: str, assignment: Assignment) -> bool:
    return visible_cases(actor).filter(pk=assignment.case_id).exists()


def visible_timed_access(actor: Actor) -> QuerySet[TimedAccess]:
    """Return who had access to which of the reached cases for a time."""
    return TimedAccess.objects.filter(in_reach(actor))


@policy_of(TimedAccess)
def may_reach_timed_access(actor: Actor, capability: str, access: TimedAccess) -> bool:
    reviews = capability == "glass.review"
    rows = reviewable(actor) if reviews else visible_timed_access(actor)
    return rows.filter(pk=access.pk).exists()


def reviewable(actor: Actor) -> QuerySet[TimedAccess]:
    """Return what the actor may look at: as an overseer, or where no overseer is left to."""
    if not actor.has("glass.review"):
        return TimedAccess.objects.none()
    rows = visible_timed_access(actor)
    return rows if actor.roles & set(REVIEWERS) else rows.filter(nobody_oversees())


def nobody_oversees() -> Q:
    """Return the emergencies that no overseer may look at: each is walled off, took it, or left."""
    walled = Wall.objects.filter(
        client=OuterRef(OuterRef("case__client")), membership__user=OuterRef("user"),
        lowered_at=None,
    )  # fmt: skip
    overseers = Membership.objects.filter(
        ended_at=None, is_system=False, user__is_active=True, roles__overlap=REVIEWERS
    ).exclude(user=OuterRef("membership__user"))
    return Q(~Exists(overseers.filter(~Exists(walled))))


def earlier_wordings(actor: Actor, note: Note) -> QuerySet[EarlierNote]:
    """Return what a note that the actor reads said before, as far as the actor may read that too.

    A note that was privileged and is shared now keeps its earlier wording under the old privilege.
    """
    return EarlierNote.objects.filter(readable_notes(actor), note=note)


def no_longer_stands(case: str, member: str) -> Q:
    """Return the rows whose member reaches their case no more.

    Taken off the case, gone from the clinic, behind a wall, or their time is over. Each test is
    made when it is asked: what runs out by itself is found without anybody ending it.

    :param case: the path to the case from the rows that are looked at; `member` likewise
    """
    works = Assignment.objects.filter(
        case=OuterRef(case), membership=OuterRef(member), ended_at=None,
        membership__roles__overlap=list(CASE_ROLES),
    )  # fmt: skip
    for_a_time = TimedAccess.objects.filter(
        case=OuterRef(case), membership=OuterRef(member), ended_at=None, until__gt=timezone.now()
    )
    walls = Wall.objects.filter(
        client=OuterRef(f"{case}__client"),
        membership__user=OuterRef(f"{member}__user"),
        lowered_at=None,
    )
    by_role = Q(**{f"{member}__roles__overlap": REACH_ALL})
    gone = Q(**{f"{member}__ended_at__isnull": False}) | Q(Exists(walls))
    gone |= ~Q(Exists(works)) & ~Q(Exists(for_a_time)) & ~by_role
    return Q(**{f"{member}__isnull": False}) & gone


def count_left(rows: QuerySet[Any], case: str, member: str) -> QuerySet[Any, Any]:
    """Return (case id, member id, number) of such rows, to be asked together with other rooms'."""
    by_both = rows.order_by().values(left_in=F(case), left_by=F(member))
    counted: QuerySet[Any, Any] = by_both.annotate(number=Count("pk"))
    return counted.values_list("left_in", "left_by", "number")


def visible_handovers(actor: Actor) -> QuerySet[Handover]:
    if not actor.has("case.view"):
        return Handover.objects.none()
    return Handover.objects.filter(in_reach(actor))


@policy_of(Handover)
def may_reach_handover(actor: Actor, capability: str, handover: Handover) -> bool:
    return visible_cases(actor).filter(pk=handover.case_id).exists()


def visible_matters(actor: Actor) -> QuerySet[Matter]:
    if not actor.has("case.view"):
        return Matter.objects.none()
    return Matter.objects.filter(in_reach(actor))


@policy_of(Matter)
def may_reach_matter(actor: Actor, capability: str, matter: Matter) -> bool:
    return visible_cases(actor).filter(pk=matter.case_id).exists()


def visible_benefits(actor: Actor) -> QuerySet[Benefit]:
    if not actor.has("case.view"):
        return Benefit.objects.none()
    return Benefit.objects.filter(in_reach(actor))


@policy_of(Benefit)
def may_reach_benefit(actor: Actor, capability: str, benefit: Benefit) -> bool:
    return visible_cases(actor).filter(pk=benefit.case_id).exists()


@policy_of(Note)
def may_reach_note(actor: Actor, capability: str, note: Note) -> bool:
    """Read by whom its privilege lets; corrected by nobody but its author."""
    if capability == "note.correct" and (
        actor.membership_id is None or actor.membership_id != note.written_by_id
    ):
        return False
    return (
        actor.has(PRIVILEGES[note.privilege].capability)
        and visible_cases(actor).filter(pk=note.case_id).exists()
    )
