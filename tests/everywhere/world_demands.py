"""A subpoena about the client of the open case, who is on hold already, and its first log."""

from typing import Any

from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from records import actions
from records.models import Demand
from tests.builders import seat_of
from tests.sealed import sealed_pdf


def said_of_demand(**changes: Any) -> dict[str, Any]:
    """What a paper says; it names no day, so that the world keeps its deadlines."""
    return {
        "kind": "subpoena_records", "served_on": today(), "served_how": "hand",
        "demanded_by": "District of Nowhere, clerk's office", "reference": "26-MC-00417",
        "wanted": "All records of any kind.", "due_on": None, **changes,
    }  # fmt: skip


def serve_on(actor: Actor, client: Client, **changes: Any) -> Demand:
    return actions.log_demand(actor, client=client, demand_id=new_id(), **said_of_demand(**changes))


def as_it_is(demand: Demand) -> Demand:
    """Read it again, as a view's query would."""
    rows = Demand.objects.select_related(
        "client__key", "key", "case", "counsel__user", "deadline", "scan__key"
    )
    return rows.get(pk=demand.pk)


def serve(place: Any) -> None:
    client = Client.objects.select_related("key").get(pk=place.case.client_id)
    coordinator, attorney = place.people["coordinator"], place.people["attorney"]
    demand = serve_on(
        place.people["advocate"], client, case=place.case, scan=sealed_pdf("paper.pdf")
    )
    demand = as_it_is(demand)
    actions.assign_counsel(
        coordinator, demand=demand, counsel=seat_of(attorney), version=demand.version
    )
    place.demand_log = actions.make_log(attorney, demand=as_it_is(demand))
    place.demand = as_it_is(demand)
