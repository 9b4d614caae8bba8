"""Recipes for the board of open cases."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from clinic.tenancy.models import new_id
from staffing.models import BoardOffer
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_board import told_of


def _one(name: str) -> Any:
    return lambda place: {"opportunity": fresh(getattr(place, name))}


simple(
    "opportunity.posted", "coordinator", "attorney",
    lambda p: {
        "case": fresh(p.waiting_case), "opportunity_id": new_id(),
        "said": told_of(role="advocate"),
    },
)  # fmt: skip
simple("opportunity.withdrawn", "supervisor", "advocate", _one("opportunity"))
simple("interest.shown", "other_attorney", "coordinator", _one("opportunity"))
simple("interest.withdrawn", "attorney", "coordinator", _one("wanted_case"))
simple(
    "board_offer.made", "coordinator", "attorney",
    lambda p: {
        "opportunity": fresh(p.wanted_case), "membership": p.people["attorney"].membership,
    },
)  # fmt: skip
simple("board_offer.taken_back", "coordinator", "attorney", _one("offered_case"))
simple("board_offer.accepted", "attorney", "coordinator", _one("offered_case"))
simple("board_offer.declined", "attorney", "supervisor", _one("offered_case"))


@recipe("board_offer.expired", "coordinator")
def _expire(place: Place) -> Call:
    offers = BoardOffer.objects.filter(opportunity=place.offered_case)
    offers.update(expires_at=timezone.now() - timedelta(minutes=1))
    return service(place, "board"), {"offer": fresh(offers.get())}
