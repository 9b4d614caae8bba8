"""What a handover does with tasks, attendance, clocks and silence; part of that act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from agenda.models import Attendee, HourEntry, Task, TaskMove, Timer
from agenda.queries.handing import (
    appointments_of_leaver,
    silences_of_leaver,
    tasks_of_leaver,
    timers_of_leaver,
)
from agenda.rules import hours, tasks
from agenda.rules.silence import REASSIGN
from cases.models import Handover
from clients.actions.rows import seat_of
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import day_of
from clinic.tenancy.models import new_id

GIVEN = "given"
Takers = Mapping[UUID, Membership]


def hand_tasks(actor: Actor, handover: Handover, takers: Takers) -> None:
    """Give each open task to whom it was given; each keeps whose it was."""
    rows = tasks_of_leaver(handover.case, handover.leaver).select_for_update(of=("self",))
    moves = []
    for task in rows.select_related("key"):
        task.assignee = takers[task.pk]
        task.version += 1
        task.save(update_fields=["assignee", "version"])
        moves.append(
            TaskMove(
                task=task, key=task.key, became=GIVEN, was_with=handover.leaver, by=seat_of(actor)
            )
        )
    for move in moves:
        move.save(force_insert=True)


def hand_appointments(actor: Actor, handover: Handover, takers: Takers) -> None:
    """Let somebody else go along; who is to accompany the client still has to agree to it."""
    going = Attendee.objects.filter(membership=handover.leaver)
    for row in list(appointments_of_leaver(handover.case, handover.leaver).select_for_update(
        of=("self",)
    )):  # fmt: skip
        taker = takers[row.pk]
        if going.filter(appointment=row).delete()[0]:
            Attendee.objects.get_or_create(appointment=row, membership=taker)
        if row.advocate_id == handover.leaver.pk:
            row.advocate = taker
            row.accompaniment = "asked" if row.accompaniment == "confirmed" else row.accompaniment
        row.version += 1
        row.save(update_fields=["advocate", "accompaniment", "version", "changed_at"])


def end_timers(actor: Actor, handover: Handover, takers: Takers) -> None:
    """Stop the clock and keep its hours as their author's; what was forgotten keeps none."""
    now = timezone.now()
    for timer in list(timers_of_leaver(handover.case, handover.leaver).select_for_update()):
        if now - timer.started_at <= hours.FORGOTTEN:
            entry = HourEntry(
                pk=new_id(), case=handover.case, key=handover.case.key, person=handover.leaver,
                day=day_of(timer.started_at), tenths=hours.tenths_between(timer.started_at, now),
                kind="direct",
            )  # fmt: skip
            entry.save(force_insert=True)
            timer.entry, timer.state = entry, Timer.BOOKED
        else:
            timer.state = Timer.DROPPED
        timer.ended_at = now
        timer.save()


def end_silences(actor: Actor, handover: Handover, takers: Takers) -> None:
    silences_of_leaver(handover.case, handover.leaver).update(
        answer=REASSIGN, answered_at=timezone.now(), answered_by=seat_of(actor),
        ended_at=timezone.now(), version=F("version") + 1,
    )  # fmt: skip


def task_for(
    actor: Actor, handover: Handover, taker: Membership, words: str, *, due_on: Any
) -> Task:
    """Leave a task that the handover itself asks for."""
    task = Task(
        pk=new_id(), case=handover.case, key=handover.case.key, kind="court", priority="high",
        what=words, due_on=due_on, assignee=taker, added_by=seat_of(actor), state=tasks.OPEN,
    )  # fmt: skip
    task.save(force_insert=True)
    return task
