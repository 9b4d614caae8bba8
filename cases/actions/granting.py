"""The grants of a case and its client: what an assignment or a timed access opens."""

from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm

from cases.models import Assignment, Case, CaseUserPerm, TimedAccess
from cases.policy import WORK
from clients.models import Client, ClientUserPerm
from clinic.people.models import Membership

WORK_CLIENT = "work_client"


def open_case_to(member: Membership, case: Case, *, until: datetime | None = None) -> None:
    """Open a case and its client to somebody; `until`: when that runs out by itself."""
    assign_perm(WORK, member.user, case)
    CaseUserPerm.objects.filter(user=member.user, content_object=case).update(until=until)
    settle_client(member, case.client)


def close_case_to(member: Membership, case: Case) -> None:
    """Take the grant of a case, and that of its client unless another case needs it."""
    remove_perm(WORK, member.user, case)
    settle_client(member, case.client)


def settle_client(member: Membership, client: Client) -> None:
    """Let the grant of a client last as long as what is left of her cases, or go."""
    until = None
    assigned = Assignment.objects.filter(membership=member, ended_at=None, case__client=client)
    if not assigned.exists():
        running = running_access(member).filter(case__client=client)
        until = running.aggregate(latest=Max("until"))["latest"]
        if until is None:
            remove_perm(WORK_CLIENT, member.user, client)
            return
    assign_perm(WORK_CLIENT, member.user, client)
    ClientUserPerm.objects.filter(user=member.user, content_object=client).update(until=until)


def running_access(member: Membership) -> QuerySet[TimedAccess]:
    rows = TimedAccess.objects.filter(membership=member, ended_at=None)
    return rows.filter(until__gt=timezone.now())


def end_running_access(member: Membership, by: Membership | None, *, case: Case) -> None:
    """End what somebody has for a time of a case: an assignment, or a wall, comes after it."""
    running_access(member).filter(case=case).update(ended_at=timezone.now(), ended_by=by)
