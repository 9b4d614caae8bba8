"""Recipes for hours, timers and what hours are worth."""

from typing import Any

from django.utils import timezone

from agenda.models import HourEntry, Silence, Timer
from cases.models import Assignment
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.everywhere.recipes import fresh, recipe, service, simple
from tests.everywhere.world import Place


def said(**changes: Any) -> dict[str, Any]:
    return {"day": today(), "tenths": 20, "kind": "research", "what": "Reading.", **changes}


def _entry(place: Place) -> dict[str, Any]:
    row = HourEntry.objects.select_related("case__client", "key", "person").get(pk=place.hours.pk)
    return {"entry": row, "version": row.version, "reason": "It was longer."}


def _timer(place: Place) -> dict[str, Any]:
    row = Timer.objects.select_related("case__client__key", "case__key").get(pk=place.timer.pk)
    return {"timer": row}


simple(
    "hours.logged", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "entry_id": new_id(), **said()},
)  # fmt: skip
simple("hours.corrected", "attorney", "advocate", lambda p: {**_entry(p), **said()})
simple("hours.taken_back", "attorney", "coordinator", _entry)
simple(
    "timer.started", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "timer_id": new_id()},
)  # fmt: skip
simple(
    "timer.stopped", "attorney", "advocate",
    lambda p: {**_timer(p), "entry_id": new_id(), "kind": "direct"},
)  # fmt: skip
simple("timer.dropped", "attorney", "supervisor", _timer)


def _silence(place: Place) -> Silence:
    return Silence.objects.select_related("assignment__case").get(pk=place.silence.pk)


@recipe("silence.noted", "coordinator")
def _noted(place: Place) -> tuple[Actor, dict[str, Any]]:
    rows = Assignment.objects.select_related("case__client")
    row = rows.get(case=place.case, role="attorney", ended_at=None)
    return service(place, "silence"), {"assignment": row, "heard_at": timezone.now()}


recipe("status.asked", "coordinator")(
    lambda p: (
        service(p, "silence"),
        {"membership": p.people["advocate"].membership, "month": today().replace(day=1)},
    )
)
recipe("status.answered", "attorney")(
    lambda p: (service(p, "status_link"), {"ask": p.status_ask, "answer": "well"})
)
recipe("silence.ended", "supervisor")(lambda p: (service(p, "silence"), {"silence": _silence(p)}))
simple(
    "silence.answered", "coordinator", "attorney",
    lambda p: {"silence": _silence(p), "answer": "reassign", "version": 1},
)  # fmt: skip
simple("silence.days_set", "supervisor", "coordinator", lambda p: {"days": 45})
simple(
    "funder.added", "coordinator", "attorney",
    lambda p: {"funder_id": new_id(), "name": "Another Foundation"},
)  # fmt: skip
simple(
    "funder.set", "supervisor", "attorney",
    lambda p: {"case": fresh(p.case), "funder": None, "since": today()},
)  # fmt: skip
simple(
    "rate.set", "coordinator", "advocate",
    lambda p: {
        "rate_id": new_id(), "kind": "travel", "funder": None, "cents": 1000, "currency": "USD",
        "valid_from": today(),
    },
)  # fmt: skip
