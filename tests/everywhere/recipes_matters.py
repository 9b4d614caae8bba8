"""Recipes for the matters of a case."""

from decimal import Decimal
from typing import Any

from cases import actions
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place
from tests.everywhere.world_matters import settle_all

simple(
    "matter.added", "coordinator", "advocate",
    lambda p: {"case": fresh(p.case), "kind": "work_permit"},
)  # fmt: skip
simple(
    "matter.ticked", "advocate", "other_advocate",
    lambda p: {"matter": fresh(p.matter), "code": "engagement", "done": True},
)  # fmt: skip
simple(
    "matter.waived", "attorney", "coordinator",
    lambda p: {"matter": fresh(p.matter), "code": "cooperation", "reason": "Under 18."},
)  # fmt: skip
simple("matter.tasks_added", "advocate", "other_advocate", lambda p: {"matter": fresh(p.matter)})
simple(
    "matter.asked", "attorney", "advocate",
    lambda p: {
        "matter": fresh(p.matter), "to": "closed", "reason": "She wishes to stop.",
        "version": fresh(p.matter).version,
    },
)  # fmt: skip


def _asked(place: Place) -> dict[str, Any]:
    return {"matter": fresh(place.asked_matter), "version": fresh(place.asked_matter).version}


simple("matter.approved", "supervisor", "attorney", _asked)
simple("matter.declined", "supervisor", "attorney", lambda p: {**_asked(p), "answer": "Too early."})


simple(
    "matter.ended", "attorney", "advocate",
    lambda p: {
        "matter": fresh(p.matter), "outcome": "granted", "ended_on": today(),
        "version": fresh(p.matter).version,
    },
)  # fmt: skip
simple(
    "benefit.added", "advocate", "other_advocate",
    lambda p: {"case": fresh(p.case), "kind": "protection_order", "obtained_on": today()},
)  # fmt: skip


def _benefit(place: Place) -> dict[str, Any]:
    return {"benefit": fresh(place.benefit), "version": fresh(place.benefit).version}


simple(
    "benefit.changed", "advocate", "other_advocate",
    lambda p: {**_benefit(p), "asked": Decimal("900.00"), "currency": "USD"},
)  # fmt: skip
simple(
    "benefit.removed", "attorney", "other_attorney",
    lambda p: {**_benefit(p), "reason": "Of another case."},
)  # fmt: skip


@recipe("matter.moved", "advocate")
def _moved(place: Place) -> Call:
    """Asked for and approved, then answered: the stage after that needs nobody's approval."""
    attorney: Actor = place.people["attorney"]
    matter = fresh(place.asked_matter)
    actions.approve_stage(place.people["supervisor"], matter=matter, version=matter.version)
    matter = settle_all(attorney, fresh(matter))
    return attorney, {"matter": matter, "to": "decided", "version": matter.version}
