"""A contact, tasks, hearings: open, done, still to come and begun, in the world's case."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from agenda import actions
from agenda.models import Appointment, Contact, Task
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id


def log_for(actor: Actor, case: Case, **changes: Any) -> Contact:
    """Record half an hour in one room, a moment ago, that everybody on the case may read."""
    said: dict[str, Any] = {
        "at": timezone.now() - timedelta(minutes=5), "channel": "in_person", "direction": "out",
        "minutes": 30, "privilege": "shared", "note": "The papers were handed over.",
    }  # fmt: skip
    client = changes.pop("client", case.client)
    return actions.log_contact(
        actor, client=client, case=case, contact_id=new_id(), **said | changes
    )


def add_for(actor: Actor, case: Case, **changes: Any) -> Task:
    said: dict[str, Any] = {
        "what": "Ask for the school's letter", "kind": "document", "priority": "normal",
    }  # fmt: skip
    return actions.add_task(actor, case=case, task_id=new_id(), **said | changes)


def plan_for(actor: Actor, case: Case, **changes: Any) -> Appointment:
    """Plan an hour at nine in the morning, thirty days from now, by the clock of New York."""
    zone = ZoneInfo("America/New_York")
    nine = timezone.now().astimezone(zone).replace(hour=9, minute=0, second=0, microsecond=0)
    said: dict[str, Any] = {
        "kind": "interview", "starts_at": nine + timedelta(days=30), "minutes": 60,
        "zone": "America/New_York", "place": "Room 4, Example House",
    }  # fmt: skip
    return actions.add_appointment(actor, case=case, appointment_id=new_id(), **said | changes)


def nothing_to_do(place: Any) -> None:
    """Cancel what would keep the world's case open."""
    attorney = place.people["attorney"]
    for task in Task.objects.filter(case=place.case, state="open").select_related("case", "key"):
        actions.cancel_task(attorney, task=task, reason="Not needed.", version=task.version)
    planned = Appointment.objects.filter(case=place.case, state="planned")
    for row in planned.select_related("case", "key"):
        actions.cancel_appointment(
            attorney, appointment=row, reason="not_needed", version=row.version
        )


def keep_agenda(place: Any) -> None:
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    place.contact = log_for(place.people["attorney"], case)
    attorney = place.people["attorney"]
    place.task = add_for(attorney, case, due_on=today() + timedelta(days=3))
    done = add_for(attorney, case, what="Send the form")
    place.ended_task = actions.finish_task(attorney, task=done, version=done.version)
    place.appointment = plan_for(attorney, case, attendees=[attorney.membership])
    began = timezone.now() - timedelta(hours=2)
    place.begun_appointment = plan_for(attorney, case, starts_at=began)
    place.feed, _secret = actions.make_feed(attorney)
    for name in ("coordinator", "supervisor", "advocate"):
        actions.make_feed(place.people[name])
