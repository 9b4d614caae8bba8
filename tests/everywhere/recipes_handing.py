"""Recipes for handing a case over."""

from typing import Any

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.builders import seat_of
from tests.everywhere.recipes import fresh, simple
from tests.everywhere.world import Place


def _handing(place: Place) -> dict[str, Any]:
    case = fresh(place.case)
    return {
        "case": case, "leaver": seat_of(place.people["attorney"]),
        "successor": seat_of(place.people["other_attorney"]), "role": "attorney",
        "reason": "time", "words": "Too much work.", "last_day": today(),
        "version": case.version, "handover_id": new_id(),
    }  # fmt: skip


simple("case.handed_over", "coordinator", "attorney", _handing)
simple("handover.read", "attorney", "auditor", lambda p: {"handover": fresh(p.handover)})
