"""Recipes for the room of contacts, tasks and hearings."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from clinic.tenancy.models import new_id
from tests.everywhere.recipes import fresh, simple
from tests.everywhere.world import Place


def said(**changes: Any) -> dict[str, Any]:
    return {
        "at": timezone.now() - timedelta(minutes=10), "channel": "in_person", "direction": "out",
        "privilege": "shared", "note": "A short talk.", **changes,
    }  # fmt: skip


def _logged(place: Place) -> dict[str, Any]:
    case = fresh(place.case)
    return {"client": fresh(case.client), "case": case, "contact_id": new_id(), **said()}


simple("contact.logged", "advocate", "auditor", _logged)
simple(
    "contact.corrected", "attorney", "advocate",
    lambda p: {
        "contact": fresh(p.contact), "version": fresh(p.contact).version, **said(minutes=45),
    },
)  # fmt: skip


def _task(place: Place) -> dict[str, Any]:
    return {"task": fresh(place.task), "version": fresh(place.task).version}


def _ended(place: Place) -> dict[str, Any]:
    return {"task": fresh(place.ended_task), "version": fresh(place.ended_task).version}


TO_DO = {"what": "Call the school", "kind": "call", "priority": "high"}
simple(
    "task.added", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "task_id": new_id(), **TO_DO},
)  # fmt: skip
simple("task.changed", "coordinator", "administrator", lambda p: {**_task(p), **TO_DO})
simple("task.done", "attorney", "auditor", _task)
simple("task.cancelled", "supervisor", "auditor", lambda p: {**_task(p), "reason": "Not needed."})
simple("task.reopened", "advocate", "auditor", lambda p: {**_ended(p), "reason": "It came back."})


def _planned(place: Place) -> dict[str, Any]:
    return {
        "appointment": fresh(place.appointment), "version": fresh(place.appointment).version,
    }  # fmt: skip


def meeting(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "medical", "starts_at": timezone.now() + timedelta(days=12), "minutes": 30,
        "zone": "America/New_York", **changes,
    }  # fmt: skip


simple(
    "appointment.added", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "appointment_id": new_id(), **meeting()},
)  # fmt: skip
simple("appointment.changed", "attorney", "auditor", lambda p: {**_planned(p), **meeting()})
simple(
    "appointment.cancelled", "coordinator", "auditor",
    lambda p: {**_planned(p), "reason": "agency"},
)  # fmt: skip
simple(
    "appointment.held", "advocate", "auditor",
    lambda p: {
        "appointment": fresh(p.begun_appointment), "version": fresh(p.begun_appointment).version,
    },
)  # fmt: skip

simple("feed.made", "attorney", "auditor", lambda p: {})
simple("feed.revoked", "attorney", "administrator", lambda p: {})
simple("feed.read", "attorney", "advocate", lambda p: {"feed": fresh(p.feed)})
