"""Recipes for duplicates, details, links, and the letter to a declined person."""

from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place
from tests.everywhere.world_clients import met_again

simple("duplicates.sought", "coordinator", "attorney", lambda p: {"client": fresh(p.fresh_client)})
simple(
    "merge.declined", "coordinator", "attorney",
    lambda p: {"merge": fresh(p.merge), "reason": "Two people."},
)  # fmt: skip
simple("merge.confirmed", "supervisor", "advocate", lambda p: {"merge": fresh(p.merge)})
simple(
    "merge.undone", "supervisor", "attorney",
    lambda p: {"merge": fresh(p.joined), "reason": "Two people."},
)  # fmt: skip


@recipe("merge.proposed", "advocate")
def _proposed(place: Place) -> Call:
    again = met_again(place.coordinator)
    given = {"client": fresh(place.fresh_client), "duplicate": again, "reason": "One person."}
    return place.coordinator, given


simple(
    "details.changed", "coordinator", "supervisor",
    lambda p: {
        "client": fresh(p.fresh_client), "details": {"languages": [{"language": "Dari"}]},
    },
)  # fmt: skip
simple(
    "code_name.changed", "coordinator", "supervisor", lambda p: {"client": fresh(p.intake).client}
)
simple(
    "client_link.added", "coordinator", "attorney",
    lambda p: {
        "client": fresh(p.fresh_client), "other": fresh(p.intake).client, "relation": "kin",
    },
)  # fmt: skip
simple("client_link.ended", "coordinator", "other_attorney", lambda p: {"link": p.link})
simple(
    "nonengagement.written", "coordinator", "attorney",
    lambda p: {"intake": fresh(p.declined), "way": "handed"},
)  # fmt: skip
simple(
    "nonengagement.read", "coordinator", "attorney",
    lambda p: {"intake": fresh(p.declined), "number": 1},
)  # fmt: skip
