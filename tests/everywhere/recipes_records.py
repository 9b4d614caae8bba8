"""Recipes of keeping, holding and erasing."""

from datetime import timedelta
from typing import Any

from cases.models import Case
from clients.models import Client
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from records import actions
from records.queries import item_of, log_of
from tests.builders import seat_of
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_demands import as_it_is, said_of_demand


def closed_client(place: Place) -> Any:
    return Client.objects.select_related("key").get(pk=place.closed_case.client_id)


def long_closed(place: Place) -> None:
    long_ago = today() - timedelta(days=4000)
    Case.objects.filter(pk=place.closed_case.pk).update(closed_on=long_ago)


simple("retention.changed", "administrator", "attorney", lambda p: {"kind": "closed", "months": 60})
simple(
    "hold.placed", "attorney", "advocate",
    lambda p: {"client": closed_client(p), "reason": "A suit is expected."},
)  # fmt: skip


@recipe("hold.lifted", "attorney")
def _lifted(place: Place) -> Call:
    end_all(place)
    return place.supervisor, {"hold": place.hold, "reason": "It was settled."}


def end_all(place: Place) -> None:
    """End what is demanded: a hold stays while anything is."""
    demand = as_it_is(place.demand)
    actions.end_demand(
        place.attorney, demand=demand, version=demand.version, ending="withdrawn",
        answer="They took it back.",
    )  # fmt: skip


def _shared_note(place: Place) -> Any:
    return item_of(place.attorney, as_it_is(place.demand), "note", place.note.pk)


simple(
    "demand.logged", "advocate", "administrator",
    lambda p: {"client": fresh(fresh(p.case).client), "demand_id": new_id(), **said_of_demand()},
)  # fmt: skip
simple(
    "demand.changed", "coordinator", "advocate",
    lambda p: {
        "demand": as_it_is(p.demand), "version": p.demand.version, "due_on": None,
        "said": {"demanded_by": "Another court", "reference": "", "wanted": "All of it."},
    },
)  # fmt: skip
simple(
    "counsel.assigned", "coordinator", "attorney",
    lambda p: {
        "demand": as_it_is(p.demand), "version": p.demand.version,
        "counsel": seat_of(p.supervisor),
    },
)  # fmt: skip
simple(
    "demand.ended", "attorney", "coordinator",
    lambda p: {
        "demand": as_it_is(p.demand), "version": p.demand.version, "ending": "quashed",
        "answer": "The court set it aside.",
    },
)  # fmt: skip
simple(
    "demand_item.sorted", "attorney", "coordinator",
    lambda p: {
        "demand": as_it_is(p.demand), "item": _shared_note(p), "decision": "withhold",
        "basis": "work_product", "description": "A note of a meeting.",
    },
)  # fmt: skip
simple(
    "demand.scan_downloaded",
    "advocate",
    "auditor",
    lambda p: {"demand": as_it_is(p.demand)},
)
simple("demand_log.made", "attorney", "advocate", lambda p: {"demand": as_it_is(p.demand)})
simple(
    "demand_log.downloaded", "attorney", "advocate",
    lambda p: {"log": log_of(p.attorney, p.demand_log.pk), "form": "csv"},
)  # fmt: skip
simple(
    "erasure.requested", "attorney", "advocate",
    lambda p: {"client": closed_client(p), "asked_on": today()},
)  # fmt: skip
simple(
    "erasure.decided", "supervisor", "attorney",
    lambda p: {"asked": p.erasure, "state": "refused", "exemptions": ["hold"]},
)  # fmt: skip
simple(
    "client.shredded", "supervisor", "attorney",
    lambda p: {"client": closed_client(p), "reason": "erasure"},
)  # fmt: skip
simple("copy.made", "attorney", "advocate", lambda p: {"client": fresh(fresh(p.case).client)})


@recipe("records.purged", "attorney")
def _purged(place: Place) -> Call:
    long_closed(place)
    return place.supervisor, {"chosen": [place.closed_case.client_id]}


@recipe("keys.rotated", "administrator")
def _rotated(place: Place) -> Call:
    return service(place, "operator"), {"clients": 3, "rows": 1, "keys": 2}
