"""Requests of the room of contacts, tasks and hearings."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import bind, today
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _contact(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        day = (today() - timedelta(days=1)).isoformat()
    return {
        "day": day, "time": "10:15", "channel": "in_person", "direction": "in", "minutes": 20,
        "privilege": "shared", "note": "She brought papers.", "interpreter": "A friend.",
    }  # fmt: skip


def _task(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        day = (today() + timedelta(days=5)).isoformat()
    attorney = place.people["attorney"].membership
    assert attorney is not None
    return {
        "what": "Ask how the week was", "kind": "check_in", "priority": "normal", "due_on": day,
        "assignee": str(attorney.pk), "every": 2, "unit": "weeks",
    }  # fmt: skip


def _meeting(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        day = (today() + timedelta(days=9)).isoformat()
    attorney, advocate = (place.people[role].membership for role in ("attorney", "advocate"))
    assert attorney is not None
    assert advocate is not None
    return {
        "kind": "hearing", "day": day, "time": "09:30", "zone": "America/New_York", "minutes": 90,
        "place": "Courtroom 3", "attendees": [str(attorney.pk)], "accompaniment": "confirmed",
        "advocate": str(advocate.pk), "booking": str(place.booking.pk),
    }  # fmt: skip


CALLS = {
    "list_case_contacts": Call("case"),
    "log_case_contact": Call("case", _contact),
    "list_client_contacts": Call("client"),
    "log_client_contact": Call("client", _contact),
    "read_contact_entry": Call("contact"),
    "correct_contact_entry": Call("contact", _contact),
    "list_case_tasks": Call("case"),
    "add_task": Call("case", _task),
    "list_my_tasks": Call(),
    "list_stray_tasks": Call(),
    "read_task": Call("task"),
    "change_task": Call("task", _task),
    "finish_task": Call("task"),
    "cancel_task": Call("task", lambda place: {"reason": "Not needed any more."}),
    "reopen_task": Call("ended_task", lambda place: {"reason": "It came back."}),
    "list_case_appointments": Call("case"),
    "add_appointment": Call("case", _meeting),
    "read_appointment": Call("appointment"),
    "change_appointment": Call("appointment", _meeting),
    "cancel_appointment": Call("appointment", lambda place: {"reason": "agency"}),
    "finish_appointment": Call("begun_appointment"),
    "read_calendar_feed": Call(),
}
