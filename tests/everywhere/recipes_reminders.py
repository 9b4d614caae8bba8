"""Recipes for putting reminders aside, and for leave and cover."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import today
from filings.models import Deadline
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place


def _later(days: int) -> Any:
    return today() + timedelta(days=days)


@recipe("deadline.snoozed", "advocate")
def _snooze(place: Place) -> Call:
    """Twenty days before, the rung of thirty stands, and the next comes in six days."""
    due = _later(20)
    Deadline.objects.filter(pk=place.deadline.pk).update(outer=due, remind_by=due)
    return place.supervisor, {
        "deadline": fresh(place.deadline), "until": _later(3), "reason": "Waits for a record.",
    }  # fmt: skip


simple("snooze.ended", "attorney", "coordinator", lambda p: {"snooze": p.snooze})
simple(
    "leave.recorded", "advocate", "auditor",
    lambda p: {"starts": _later(20), "ends": _later(30), "cover": None},
)  # fmt: skip
simple("leave.cancelled", "attorney", "supervisor", lambda p: {"leave": p.leave})
simple("leave.decided", "supervisor", "coordinator", lambda p: {"leave": p.leave, "approve": True})


@recipe("leave.closed", "attorney")
def _closed(place: Place) -> Call:
    return service(place, "covers"), {"leave": place.leave}
