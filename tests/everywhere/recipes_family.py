"""Recipes for relatives of a client, and the filings for them."""

from clinic.tenancy.current import today
from filings import actions as filings
from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place

RELATIVE = {"name": "Abeba Misale", "married": "no", "danger": "unsure", "place": "in_country"}

simple(
    "family.added", "attorney", "advocate",
    lambda p: {
        "case": fresh(p.case), "relation": "child", "birth_date": today(), **RELATIVE,
    },
)  # fmt: skip
simple(
    "family.changed", "coordinator", "supervisor",
    lambda p: {
        "member": fresh(p.relative), "reason": "She said so.",
        "changes": {"married": "yes", "name": "Selam M."},
    },
)  # fmt: skip
simple(
    "family.removed", "attorney", "advocate",
    lambda p: {"member": fresh(p.relative), "reason": "Entered twice."},
)  # fmt: skip
simple(
    "family.revealed", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "reason": "meeting"},
)  # fmt: skip
simple("family.watched", "coordinator", "advocate", lambda p: {"case": fresh(p.case)})
simple(
    "family_filing.added", "attorney", "coordinator",
    lambda p: {"member": fresh(p.relative), "form": "I-914A"},
)  # fmt: skip


@recipe("filing.relative_named", "advocate")
def _named(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-914A")
    return place.attorney, {"filing": fresh(filing), "member": fresh(place.relative)}


@recipe("filing.planned", "advocate")
def _planned(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-918")
    return place.attorney, {"filing": fresh(filing), "planned_for": today()}
