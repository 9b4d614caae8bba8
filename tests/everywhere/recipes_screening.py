"""Recipes for screening and what is decided about it."""

from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place

simple(
    "screening.started", "attorney", "advocate",
    lambda p: {"client": fresh(p.case).client, "safe": True},
)  # fmt: skip
simple(
    "screening.answered", "coordinator", "supervisor",
    lambda p: {
        "screening": fresh(p.screening), "section": "act", "answers": {"act_found": "yes"},
    },
)  # fmt: skip
simple("screening.stopped", "attorney", "advocate", lambda p: {"screening": fresh(p.screening)})
simple(
    "screening.resumed", "attorney", "other_attorney",
    lambda p: {"screening": fresh(p.stopped_screening), "safe": True},
)  # fmt: skip
simple(
    "screening.revealed", "supervisor", "advocate",
    lambda p: {"screening": fresh(p.screening), "reason": "meeting"},
)  # fmt: skip


@recipe("relief.decided", "coordinator")
def _decided(place: Place) -> Call:
    decisions = [("civil", "rejected", "She does not want it.")]
    return place.attorney, {"screening": fresh(place.screening), "decisions": decisions}
