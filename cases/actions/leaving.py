"""Take roles on cases away: one, all of a person who leaves, all behind a wall."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hooks
from cases.actions.granting import close_case_to, running_access, settle_client
from cases.actions.locking import locked_case
from cases.models import Assignment, Case, CaseUserPerm
from clients.actions.rows import lock_any, seat_of
from clients.models import Client, ClientUserPerm
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit.recording import Detail, record
from clinic.people.models import Membership


@action("assignment.ended")
def end_assignment(actor: Actor, *, assignment: Assignment) -> Assignment:
    """Take a role on a case away; the grants go unless another role of that person needs them."""
    require(actor, "case.assign", assignment)
    lock_any(assignment.case.client)  # a joined record's as well: access must always end
    case = locked_case(assignment.case)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("membership__user")
    assignment = rows.get(pk=assignment.pk)
    if assignment.ended_at is not None:
        raise Blocked(_("This assignment has ended already."), code="ended_already", target=case)
    return take_role(actor, assignment, case)


def take_role(actor: Actor, assignment: Assignment, case: Case) -> Assignment:
    """End an assignment that is locked with its case and client."""
    assignment.ended_at = timezone.now()
    assignment.ended_by = actor.membership
    assignment.save(update_fields=["ended_at", "ended_by"])
    member = assignment.membership
    current = Assignment.objects.filter(membership=member, ended_at=None)
    if current.filter(case=case).exists():
        settle_client(member, case.client)
    else:
        close_case_to(member, case)
        _left(member, [case.pk])
    detail: Detail = {"member": member.pk, "role": assignment.role}
    record(actor, "assignment.ended", assignment, client_id=case.client_id, detail=detail)
    return assignment


@action("assignments.ended")
def end_assignments_of(actor: Actor, *, membership: Membership) -> int:
    """Take every case and client from a person who leaves the clinic; returns how many roles."""
    require(actor, "member.end")
    ended = Assignment.objects.filter(membership=membership, ended_at=None).update(
        ended_at=timezone.now(), ended_by=seat_of(actor)
    )
    running_access(membership).update(ended_at=timezone.now(), ended_by=seat_of(actor))
    # All of them, also ones no assignment explains: a returning person starts with nothing.
    CaseUserPerm.objects.filter(user_id=membership.user_id).delete()
    ClientUserPerm.objects.filter(user_id=membership.user_id).delete()
    _left(membership, None)
    record(actor, "assignments.ended", membership, detail={"count": ended})
    return ended


def leave_behind_wall(actor: Actor, client: Client, membership: Membership) -> None:
    """End what somebody had of a client's cases; called by the act that raises a wall."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("case")
    standing = rows.filter(membership=membership, case__client=client, ended_at=None)
    for assignment in standing.order_by("id"):
        assignment.ended_at, assignment.ended_by = timezone.now(), actor.membership
        assignment.save(update_fields=["ended_at", "ended_by"])
        detail: Detail = {"member": membership.pk, "role": assignment.role}
        record(actor, "assignment.ended", assignment, client_id=client.pk, detail=detail)
    _left(membership, list(Case.objects.filter(client=client).values_list("pk", flat=True)))
    running = running_access(membership).filter(case__client=client)
    running.update(ended_at=timezone.now(), ended_by=actor.membership)
    held = CaseUserPerm.objects.filter(user_id=membership.user_id)
    held.filter(content_object__client=client).delete()


def _left(member: Membership, cases: Sequence[UUID] | None) -> None:
    for follow in hooks.after_leaving:
        follow(member, cases)
