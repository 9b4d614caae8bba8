"""Recipes for the room of who works here."""

from datetime import timedelta
from typing import Any

from clients.models import Party
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from tests.builders import seat_of
from tests.everywhere.recipes import fresh, simple
from tests.everywhere.world import Place
from tests.everywhere.world_staffing import profile_details

simple(
    "profile.changed", "attorney", "auditor",
    lambda p: {
        "details": profile_details(capacity=5), "version": fresh(p.profile).version,
        "profile": fresh(p.profile),
    },
)  # fmt: skip
simple(
    "licence.added", "attorney", "coordinator",
    lambda p: {
        "profile": fresh(p.profile), "form_token": new_id(), "kind": "bar",
        "jurisdiction": "US-NJ", "number": "1", "expires_on": today() + timedelta(days=90),
    },
)  # fmt: skip
simple("licence.removed", "attorney", "advocate", lambda p: {"licence": fresh(p.licence)})
simple("licence.confirmed", "coordinator", "attorney", lambda p: {"licence": fresh(p.licence)})
simple(
    "proof.confirmed", "coordinator", "attorney",
    lambda p: {
        "profile": fresh(p.beside), "proof": "pledge", "version": fresh(p.beside).version,
    },
)  # fmt: skip
simple(
    "proof.withdrawn", "supervisor", "attorney",
    lambda p: {"profile": fresh(p.profile), "proof": "insurance"},
)  # fmt: skip
simple(
    "gate.changed", "supervisor", "coordinator",
    lambda p: {"proofs": ["licence", "pledge"], "states": ["US-NY"], "version": 0},
)  # fmt: skip


def _two_people(place: Place) -> dict[str, Any]:
    """Name somebody in the matter as somebody here is called."""
    name, client = place.people["other_attorney"].name, place.case.client
    by = seat_of(place.people["coordinator"])
    Party.objects.create(client=client, key=client.key, kind="exploiter", name=name, added_by=by)
    return {
        "case": fresh(place.case), "membership": place.people["other_attorney"].membership,
        "reason": "Somebody else.",
    }  # fmt: skip


simple("namesake.said", "supervisor", "coordinator", _two_people)
simple("namesake.ended", "supervisor", "coordinator", lambda p: {"namesake": fresh(p.namesake)})
