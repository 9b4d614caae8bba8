"""What of this room hangs on a person in a case: tasks, attendance, a clock that runs, silence."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Appointment, Attendee, Silence, Task, Timer
from agenda.queries.appointments import goes_along, local_of, said_at
from agenda.rules import appointments, hours, tasks
from cases.hooks import Hanging
from cases.models import Case
from cases.policy import count_left, no_longer_stands
from cases.rules.handing import ENDS, MOVES
from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_date, local_time
from clinic.people.models import Membership
from clinic.tenancy.current import clinic_url

TASK, APPOINTMENT, TIMER, SILENCE = "task", "appointment", "timer", "silence"
Left = Sequence[QuerySet[Any, Any]]


def tasks_of_leaver(case: Case, member: Membership) -> QuerySet[Task]:
    return Task.objects.filter(case=case, assignee=member, state=tasks.OPEN).order_by("id")


def tasks_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    sees = actor.has("task.view")
    rows = tasks_of_leaver(case, member).select_related("key")
    return [
        Hanging(
            TASK, row.pk, (row.what if sees else "") or str(tasks.KINDS[row.kind]), MOVES,
            clinic_url("agenda:task", row.pk) if sees else "", row.due_on,
        )
        for row in rows
    ]  # fmt: skip


def tasks_left(cases: QuerySet[Case]) -> Left:
    rows = Task.objects.filter(no_longer_stands("case", "assignee"), state=tasks.OPEN)
    return [count_left(rows.filter(case__in=cases.values("pk")), "case_id", "assignee_id")]


def appointments_of_leaver(case: Case, member: Membership) -> QuerySet[Appointment]:
    """Return what is planned and not over by its hour that the person goes along to."""
    rows = Appointment.objects.filter(goes_along(member.pk), case=case)
    return rows.filter(_to_come()).order_by("starts_at", "id")


def _to_come(path: str = "") -> Q:
    return Q(**{
        f"{path}state": appointments.PLANNED, f"{path}starts_at__gte": timezone.now(),
    })  # fmt: skip


def appointments_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    sees = actor.has("appointment.view")
    return [
        Hanging(
            APPOINTMENT, row.pk,
            str(appointments.KINDS[row.kind if sees else "other"]), MOVES,
            clinic_url("agenda:appointment", row.pk) if sees else "",
            local_of(row).date() if sees else None,
            _("Accompanies the client; the new person still has to agree.")
            if row.advocate_id == member.pk else _("Goes along."),
            said_at(row.starts_at, row.zone) if sees else "",
        )
        for row in appointments_of_leaver(case, member)
    ]  # fmt: skip


def appointments_left(cases: QuerySet[Case]) -> Left:
    going = Attendee.objects.filter(
        _to_come("appointment__"), no_longer_stands("appointment__case", "membership"),
        appointment__case__in=cases.values("pk"),
    )  # fmt: skip
    with_client = Appointment.objects.filter(
        _to_come(), no_longer_stands("case", "advocate"), case__in=cases.values("pk")
    )
    return [
        count_left(going, "appointment__case_id", "membership_id"),
        count_left(with_client, "case_id", "advocate_id"),
    ]


def timers_of_leaver(case: Case, member: Membership) -> QuerySet[Timer]:
    return Timer.objects.filter(case=case, person=member, ended_at=None)


def timers_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    return [
        Hanging(
            TIMER, row.pk, _("A clock runs since %(when)s") % {"when": local_time(row.started_at)},
            ENDS,
            note=_("Stopped. Its hours stay with whose they are, who can correct them.")
            if timezone.now() - row.started_at <= hours.FORGOTTEN
            else _("Stopped without hours: it ran for more than 12, so nobody knows how many."),
        )
        for row in timers_of_leaver(case, member)
    ]  # fmt: skip


def timers_left(cases: QuerySet[Case]) -> Left:
    rows = Timer.objects.filter(no_longer_stands("case", "person"), ended_at=None)
    return [count_left(rows.filter(case__in=cases.values("pk")), "case_id", "person_id")]


def silences_of_leaver(case: Case, member: Membership) -> QuerySet[Silence]:
    return Silence.objects.filter(
        assignment__case=case, assignment__membership=member, ended_at=None
    )


def silences_hanging(actor: Actor, case: Case, member: Membership) -> list[Hanging]:
    return [
        Hanging(
            SILENCE, row.pk, _("Not heard of since %(when)s") % {"when": local_date(row.heard_at)},
            ENDS, clinic_url("agenda:answer_silence", row.pk),
            note=_("Leaves the list of those who are silent."),
        )
        for row in silences_of_leaver(case, member)
    ]  # fmt: skip
