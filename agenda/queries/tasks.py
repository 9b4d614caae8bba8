"""Tasks of a case, of a person, and those nobody does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda import hooks
from agenda.models import Task, TaskMove
from agenda.policy import open_without_anybody, visible_tasks
from agenda.rules import tasks as rules
from cases.hooks import Blocker, NextStep
from cases.models import Case
from cases.queries import who_stands
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.tenancy.current import clinic_url
from clinic.vault.keys import preload
from interpreters.policy import visible_bookings

MOST, MOST_ENDED, STEPS = 200, 30, 8
# Who may be given a task.
assignees = who_stands


@dataclass(frozen=True)
class TaskLine:
    """A task in words. `stray`: it is given to somebody who reaches the case no more."""

    task: Task
    kind: Any
    priority: Any
    tone: str
    state: Any
    state_tone: str
    who: str
    # Who outside of the clinic does it; `who` sees to it that they do.
    outside: str
    outside_as: Any
    comes_round: str
    stray: bool


def tasks_of_case(actor: Actor, case: Case) -> tuple[list[Task], list[Task]]:
    """Return the open tasks of a case, the soonest first, and the latest that ended."""
    rows = visible_tasks(actor).filter(case=case)
    return (
        _opened(_soonest(rows.filter(state=rules.OPEN))[:MOST]),
        _opened(_with_people(rows.exclude(state=rules.OPEN)).order_by("-ended_at")[:MOST_ENDED]),
    )


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """Return the open tasks given to the actor in cases the actor reaches, the soonest first."""
    return _soonest(visible_tasks(actor).filter(assignee=actor.membership_id, state=rules.OPEN))


def stray_tasks(actor: Actor) -> QuerySet[Task]:
    """Return open tasks nobody does, in cases the actor reaches, the soonest first."""
    return _soonest(visible_tasks(actor).filter(open_without_anybody()))


def _soonest(rows: QuerySet[Task]) -> QuerySet[Task]:
    return _with_people(rows).order_by(F("due_on").asc(nulls_last=True), "id")


def _with_people(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related("key", "case__client", "assignee__user")


def _opened(rows: Iterable[Task]) -> list[Task]:
    found = list(rows)
    preload({row.key_id for row in found})
    return found


def task_lines(rows: Iterable[Task], *, stray: Iterable[UUID] = ()) -> list[TaskLine]:
    strays = frozenset(stray)
    return [task_line(row, stray=row.pk in strays) for row in rows]


def task_line(task: Task, *, stray: bool = False) -> TaskLine:
    words, tone = rules.PRIORITIES[task.priority]
    state, state_tone = rules.STATES[task.state]
    return TaskLine(
        task, rules.KINDS[task.kind], words, tone, state, state_tone,
        who=task.assignee.user.name if task.assignee else "",
        outside=task.outside or "",
        outside_as=rules.OUTSIDE.get(task.outside_kind, ""),
        comes_round=comes_round(task),
        stray=stray and task.assignee is not None,
    )  # fmt: skip


def comes_round(task: Task) -> str:
    if not task.every:
        return ""
    return _("Every %(number)s %(unit)s") % {
        "number": task.every, "unit": rules.UNITS[task.unit]
    }  # fmt: skip


def task_of(actor: Actor, pk: UUID) -> Task:
    """Return a task. :raises NotVisible: there is none for this actor"""
    rows = visible_tasks(actor).select_related(
        "key", "case__client__key", "case__key", "assignee__user", "added_by__user"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("task")
    return found


def task_exists(actor: Actor, pk: UUID) -> bool:
    return visible_tasks(actor).filter(pk=pk).exists()


def moves_of(task: Task) -> list[tuple[TaskMove, Any]]:
    """Return what became of a task, the latest first, with its state in words."""
    rows = TaskMove.objects.filter(task=task).select_related("key", "by__user", "was_with__user")
    return [(row, _became(row)) for row in rows.order_by("-id")]


def _became(row: TaskMove) -> Any:
    if row.became == "given":
        return _("Given to somebody else")
    return _("Opened again") if row.became == rules.OPEN else rules.STATES[row.became][0]


def next_steps(actor: Actor, case: Case) -> list[NextStep]:
    """Return the soonest open tasks of a case."""
    rows = _soonest(visible_tasks(actor).filter(case=case, state=rules.OPEN))
    rows = rows.select_related(None).select_related("key", "assignee__user")
    return [
        NextStep(
            title=row.what or str(rules.KINDS[row.kind]),
            url=clinic_url("agenda:task", row.pk),
            day=row.due_on,
            note=_note(row),
        )
        for row in rows[:STEPS]
    ]


def _note(task: Task) -> str:
    who = task.assignee.user.name if task.assignee else _("Nobody has this task yet")
    return f"{task.outside} · {who}" if task.outside else who


def helpers_of(actor: Actor, case: Case) -> list[str]:
    """Return names of interpreters and partners of a client, to choose from, as far as one may."""
    rows = visible_bookings(actor).filter(client=case.client_id, interpreter__isnull=False)
    booked = [row.interpreter for row in rows.select_related("interpreter").order_by("-id")[:50]]
    preload({one.key_id for one in booked if one is not None})
    found = [one.name for one in booked if one is not None and one.name]
    found += [name for ask in hooks.helpers for name in ask(actor, case)]
    return list(dict.fromkeys(found))


def close_blockers(case: Case) -> list[Blocker]:
    """Open tasks keep a case open; every one of its team sees them all."""
    number = Task.objects.filter(case=case, state=rules.OPEN).count()
    if not number:
        return []
    text = ngettext(
        "%(number)s task is open: do it, or cancel it with a reason.",
        "%(number)s tasks are open: do them, or cancel them with a reason.",
        number,
    ) % {"number": number}
    return [Blocker(text, clinic_url("agenda:of_case", case.pk), _("See the tasks"))]


def latest_day(today: date) -> date:
    return today.replace(year=today.year + rules.YEARS_AHEAD, day=1)
