"""Record that one is away, lend the cover the cases for these days, and take them back."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import assign_case, end_assignment
from cases.rules.standing import role_for
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.people.models import Membership
from clinic.tenancy.current import today
from filings.models import Leave, LentCase
from filings.queries.away import cases_to_lend

LONGEST = timedelta(days=366)


@action("leave.recorded")
def record_leave(
    actor: Actor, *, starts: date, ends: date, cover: Membership | None, leave_id: object = None
) -> Leave:
    """Say that one is away from `starts` to `ends`, both included, and who is asked as well.

    A cover who does not see all of the cases is given them only when a supervisor approves; until
    then the coordinators are asked as well.
    """
    require(actor, "reminder.own")
    if not starts <= ends <= starts + LONGEST or ends < today():
        raise Blocked(
            _("A leave ends on its first day or later, not in the past, and within a year."),
            code="leave_days",
        )
    if cover is not None and cover.pk == actor.membership_id:
        raise Blocked(_("Name somebody else as cover."), code="own_cover")
    same = Leave.objects.filter(membership=actor.membership, cancelled_at=None, closed_at=None)
    if same.filter(starts__lte=ends, ends__gte=starts).exists():
        raise Blocked(
            _("You have recorded a leave on some of these days. Cancel that one first."),
            code="leave_there",
        )
    leave = Leave(membership=actor.membership, starts=starts, ends=ends, cover=cover)
    if isinstance(leave_id, type(leave.pk)):
        leave.pk = leave_id
    if cases_to_lend(leave):
        leave.reach = Leave.ASKED
    leave.save(force_insert=True)
    detail = {"starts": starts.isoformat(), "ends": ends.isoformat(), "reach": leave.reach}
    record(actor, "leave.recorded", leave, detail=detail)
    return leave


@action("leave.cancelled")
def cancel_leave(actor: Actor, *, leave: Leave, version: int | None = None) -> Leave:
    """Be back, or never go; what was lent to the cover is given back by the next scan."""
    require(actor, "reminder.own", leave)
    leave = _locked(leave, version)
    leave.cancelled_at = timezone.now()
    _save(leave, "cancelled_at")
    record(actor, "leave.cancelled", leave)
    return leave


@action("leave.decided")
def decide_reach(actor: Actor, *, leave: Leave, approve: bool, version: int | None = None) -> Leave:
    """Give the cover the cases of who is away, as the same assignments as ever, or do not.

    A case that cannot be assigned now, because its conflict check must be run again, stays with the
    coordinators; the others are given.
    """
    require(actor, "leave.decide", leave)
    leave = _locked(leave, version)
    if leave.reach != Leave.ASKED or leave.cover is None:
        raise Blocked(_("There is nothing to decide."), code="decided_already", target=leave)
    lent = 0
    if approve:
        for assignment in cases_to_lend(leave):
            try:
                given = assign_case(
                    actor, case=assignment.case, membership=leave.cover,
                    role=role_for(assignment.role, leave.cover.roles),
                    reason=_("Covers while a colleague is away."),
                )  # fmt: skip
            except Blocked:
                continue
            LentCase.objects.create(leave=leave, assignment=given)
            lent += 1
    leave.reach = Leave.APPROVED if approve else Leave.DECLINED
    leave.decided_by, leave.decided_at = actor.membership, timezone.now()
    _save(leave, "reach", "decided_by", "decided_at")
    record(actor, "leave.decided", leave, detail={"reach": leave.reach, "count": lent})
    return leave


@action("leave.closed")
def close_leave(actor: Actor, *, leave: Leave) -> Leave:
    """After the last day, or when it was cancelled: end what was lent, and nothing else."""
    require(actor, "case.assign")
    leave = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    lent = LentCase.objects.filter(leave=leave, assignment__ended_at=None)
    count = 0
    for row in lent.select_related("assignment__case__client"):
        end_assignment(actor, assignment=row.assignment)
        count += 1
    leave.closed_at = leave.closed_at or timezone.now()
    _save(leave, "closed_at")
    record(actor, "leave.closed", leave, detail={"count": count})
    return leave


def _locked(leave: Leave, version: int | None) -> Leave:
    rows = Leave.objects.select_for_update(of=("self",)).select_related("cover__user")
    leave = rows.get(pk=leave.pk)
    if leave.cancelled_at is not None or leave.closed_at is not None:
        raise Blocked(_("This leave is over or was cancelled."), code="leave_over", target=leave)
    if version is not None and version != leave.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=leave,
        )
    return leave


def _save(leave: Leave, *fields: str) -> None:
    leave.version += 1
    leave.save(update_fields=[*fields, "version"])
