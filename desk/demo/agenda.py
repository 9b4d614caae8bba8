"""Contacts, tasks and hearings of the demo's matters. Done once: a later run finds a task."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from agenda.actions import add_appointment, add_task, cancel_task, finish_task, log_contact
from agenda.models import Task
from cases.models import Assignment, Case
from cases.rules import CLOSED
from clinic.access.actor import Actor
from clinic.people.models import Membership
from clinic.tenancy.current import current_clinic, today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, at_work

# How many of a clinic's newest matters have something.
MATTERS = 6
KINDS = ("hearing", "interview", "biometrics", "medical")
CONTACTS: tuple[dict[str, Any], ...] = (
    {
        "channel": "in_person", "direction": "out", "minutes": 45, "privilege": "shared",
        "note": "Went through the next steps together. (Made up.)",
    },
    {
        "channel": "phone", "direction": "in", "minutes": 10, "privilege": "shared",
        "note": "Asked when the next meeting is. (Made up.)",
    },
    {
        "channel": "email", "direction": "about", "privilege": "shared",
        "note": "A partner confirmed a place. (Made up.)",
    },
)  # fmt: skip
# what, kind, priority, due in days (or none), comes round every so many weeks
TASKS = (
    ("Ask how the week was", "check_in", "normal", 2, 2),
    ("Collect the school's letter", "document", "high", -1, None),
    ("Find out whether the shelter has a room", "referral", "low", None, None),
)


def seed_agenda(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Task.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        rows = Case.objects.exclude(stage=CLOSED).select_related("client__key", "key")
        for number, case in enumerate(rows.order_by("-id")[:MATTERS]):
            _keep(coordinator, case, number)
        return True


def _plan(coordinator: Actor, case: Case, number: int, seat: Membership | None) -> None:
    """Plan a meeting a case, two of them at one hour so that the clash is there to see."""
    zone = current_clinic().time_zone
    begin = timezone.now().astimezone(ZoneInfo(zone)).replace(minute=0, second=0, microsecond=0)
    add_appointment(
        coordinator, case=case, appointment_id=new_id(), kind=KINDS[number % len(KINDS)],
        starts_at=begin.replace(hour=10) + timedelta(days=3 + number // 2), minutes=60, zone=zone,
        place="A made-up room, Example Street", attendees=[seat] if seat else [],
        accompaniment="asked" if number % 2 else "none",
    )  # fmt: skip


def _keep(coordinator: Actor, case: Case, number: int) -> None:
    said = CONTACTS[number % len(CONTACTS)]
    at = timezone.now() - timedelta(days=number + 1, hours=2)
    log_contact(coordinator, client=case.client, case=case, contact_id=new_id(), at=at, **said)
    team = Assignment.objects.filter(case=case, ended_at=None).select_related("membership")
    first = team.order_by("id").first()
    for turn, (what, kind, priority, days, weeks) in enumerate(TASKS):
        task = add_task(
            coordinator, case=case, task_id=new_id(), what=f"{what} (made up)", kind=kind,
            priority=priority, due_on=None if days is None else today() + timedelta(days=days),
            assignee=first.membership if first and turn < len(TASKS) - 1 else None,
            every=weeks, unit="weeks" if weeks else "",
        )  # fmt: skip
        if number % 3 == 1 and turn == 1:
            finish_task(coordinator, task=task, version=task.version)
        if number % 3 == 2 and turn == 1:
            cancel_task(coordinator, task=task, reason="Not needed. (Made up.)", version=1)
    _plan(coordinator, case, number, first.membership if first else None)
