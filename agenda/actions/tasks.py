"""Writes: add a task, give it to somebody, say it is done, cancel it, open it again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Task, TaskMove
from agenda.queries.tasks import assignees
from agenda.rules import tasks as rules
from cases.actions.locking import locked_case
from cases.models import Case
from cases.rules import CLOSED
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.audit.recording import Detail
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id

SAID = ("what", "kind", "priority", "due_on", "assignee", "outside_kind", "outside", "every",
        "unit")  # fmt: skip
GIVEN = "given"


@action("task.added")
def add_task(actor: Actor, /, *, case: Case, task_id: UUID, **said: Any) -> Task:
    """Add a task to a case.

    :param said: what `forms.TaskForm` gives: what, kind, priority, due_on, assignee,
        outside_kind, outside, every, unit
    """
    require(actor, "task.work", case)
    case = _open_case(case)
    if Task.objects.filter(pk=task_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code="sent_twice")
    task = Task(pk=task_id, case=case, key=case.key, added_by=seat_of(actor))
    _say(task, **said)
    task.save(force_insert=True)
    record(actor, "task.added", task, client_id=case.client_id, detail=_told(task))
    return task


def add_usual_task(actor: Actor, case: Case, words: str, days: int) -> None:
    """Add a task that a matter usually asks for; nobody has it yet."""
    add_task(
        actor, case=case, task_id=new_id(), what=words, kind="other", priority="normal",
        due_on=today() + timedelta(days=days),
    )  # fmt: skip


@action("task.changed")
def change_task(actor: Actor, /, *, task: Task, version: int, **said: Any) -> Task:
    """Change an open task, or give it to somebody else."""
    require(actor, "task.work", task)
    task = _locked(task, version)
    _refuse_unless(task, rules.OPEN)
    before = {name: getattr(task, name) for name in SAID}
    _say(task, **said)
    changed = [name for name, was in before.items() if getattr(task, name) != was]
    if "assignee" in changed:
        _move(actor, task, GIVEN, was_with=before["assignee"])
    _save(task)
    record(
        actor, "task.changed", task, client_id=task.case.client_id, changes=changed,
        detail=_told(task),
    )  # fmt: skip
    return task


@action("task.done")
def finish_task(actor: Actor, *, task: Task, version: int) -> Task:
    """Say that a task is done; of one that comes round the next appears."""
    require(actor, "task.work", task)
    task = _locked(task, version)
    _refuse_unless(task, rules.OPEN)
    _end(actor, task, rules.DONE, "")
    follower = _follower(actor, task)
    detail: Detail = {"next": follower.pk} if follower else {}
    record(actor, "task.done", task, client_id=task.case.client_id, detail=detail)
    return task


@action("task.cancelled")
def cancel_task(actor: Actor, *, task: Task, reason: str, version: int) -> Task:
    """Cancel a task; one that comes round ends with it."""
    require(actor, "task.work", task)
    task = _locked(task, version)
    _refuse_unless(task, rules.OPEN)
    _end(actor, task, rules.CANCELLED, _reason(task, reason))
    record(actor, "task.cancelled", task, client_id=task.case.client_id)
    return task


@action("task.reopened")
def reopen_task(actor: Actor, *, task: Task, reason: str, version: int) -> Task:
    """Open a task again; what came after it and was not begun is cancelled."""
    require(actor, "task.work", task)
    task = _locked(task, version)
    if task.state == rules.OPEN:
        raise Blocked(_("This task is open."), code="task_open", target=task)
    _open_case(task.case)
    rows = Task.objects.select_for_update(of=("self",)).select_related("key", "case")
    for later in rows.filter(follows=task).exclude(state=rules.CANCELLED):
        if later.state == rules.DONE:
            raise Blocked(
                _("The one after it was done already. Add a new task."),
                code="next_done",
                target=task,
            )
        _end(actor, later, rules.CANCELLED, _("The one before it was opened again."))
    task.state, task.ended_at = rules.OPEN, None
    _move(actor, task, rules.OPEN, reason=_reason(task, reason))
    _save(task)
    record(actor, "task.reopened", task, client_id=task.case.client_id)
    return task


def _open_case(case: Case) -> Case:
    case = locked_case(case)
    if case.stage == CLOSED:
        raise Blocked(_("This case is closed. Reopen it first."), code="closed", target=case)
    return case


def _locked(task: Task, version: int) -> Task:
    """Lock the case first, as whoever closes it does."""
    case = locked_case(task.case)
    rows = Task.objects.select_for_update(of=("self",)).select_related("key", "assignee")
    task = rows.get(pk=task.pk)
    task.case = case
    if task.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=task,
        )
    return task


def _refuse_unless(task: Task, state: str) -> None:
    if task.state != state:
        raise Blocked(
            _("This task has ended already. Open it again first."), code="task_ended", target=task
        )


def _say(
    task: Task,
    *,
    what: str,
    kind: str,
    priority: str,
    due_on: date | None = None,
    assignee: Membership | None = None,
    outside_kind: str = "",
    outside: str = "",
    every: int | None = None,
    unit: str = "",
) -> None:
    if kind not in rules.KINDS or priority not in rules.PRIORITIES or not what.strip():
        raise ValueError("Not a task.")
    if outside_kind and outside_kind not in rules.OUTSIDE:
        raise ValueError("Nobody outside of the clinic.")
    if bool(outside_kind) != bool(outside.strip()):
        raise Blocked(
            _("Say who outside the clinic does it, and what they are to this case."),
            code="outside_missing",
            target=task.case,
        )
    if every is not None and (unit not in rules.UNITS or not 1 <= every <= rules.MOST_APART):
        raise ValueError("Not a way to come round.")
    if every is not None and due_on is None:
        raise Blocked(_("Say when it is due first."), code="due_missing", target=task.case)
    given = assignee is not None and assignee.pk != task.assignee_id
    if given and assignee not in assignees(task.case):
        raise Blocked(
            _("This person does not work on the case. Assign them first."),
            code="not_on_case",
            target=task.case,
        )
    unit = unit if every is not None else ""
    if (due_on, every, unit) != (task.due_on, task.every, task.unit):
        task.first_on, task.turn = (due_on if every is not None else None), 0
    task.what, task.kind, task.priority = what.strip(), kind, priority
    task.due_on, task.assignee, task.every, task.unit = due_on, assignee, every, unit
    task.outside_kind, task.outside = outside_kind, outside.strip() or None


def _follower(actor: Actor, task: Task) -> Task | None:
    if task.every is None or task.first_on is None or task.case.stage == CLOSED:
        return None
    after = max(today(), task.due_on or task.first_on)
    turn = rules.turn_after(task.first_on, task.every, task.unit, task.turn, after)
    able = {seat.pk for seat in assignees(task.case)}
    follower = Task(
        pk=new_id(), case=task.case, key=task.key, what=task.what, kind=task.kind,
        priority=task.priority, every=task.every, unit=task.unit, first_on=task.first_on,
        outside_kind=task.outside_kind, outside=task.outside, turn=turn,
        due_on=rules.due_at(task.first_on, task.every, task.unit, turn),
        assignee=task.assignee if task.assignee_id in able else None, follows=task,
        added_by=seat_of(actor),
    )  # fmt: skip
    follower.save(force_insert=True)
    return follower


def _end(actor: Actor, task: Task, state: str, reason: str) -> None:
    task.state, task.ended_at = state, timezone.now()
    _move(actor, task, state, reason=reason)
    _save(task)


def _move(
    actor: Actor, task: Task, became: str, *, reason: str = "", was_with: Membership | None = None
) -> None:
    TaskMove.objects.create(
        task=task, key=task.key, became=became, reason=reason or None, was_with=was_with,
        by=seat_of(actor),
    )  # fmt: skip


def _reason(task: Task, reason: str) -> str:
    if not reason.strip():
        raise Blocked(_("Say why."), code="reason_missing", target=task)
    return reason.strip()


def _save(task: Task) -> None:
    task.version += 1
    task.save()


def _told(task: Task) -> Detail:
    return {
        "kind": task.kind, "priority": task.priority,
        "member": task.assignee_id if task.assignee_id else None,
        "outside": task.outside_kind,
    }  # fmt: skip
