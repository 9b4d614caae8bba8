"""Requests of the room of keeping and erasing."""

from typing import Any

from clinic.tenancy.current import bind, today
from tests.everywhere.recipes_records import long_closed
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _asked(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        return {"asked_on": today().isoformat()}


CALLS = {
    "read_retention": Call(),
    "change_retention": Call(body=lambda place: {"kind": "closed", "months": 60}),
    "list_due_records": Call(before=long_closed),
    "purge_records": Call(
        body=lambda place: {"chosen": [str(place.closed_case.client_id)]}, before=long_closed
    ),
    "list_certificates": Call(),
    "read_client_records": Call("client"),
    "place_hold": Call("closed_client", lambda place: {"reason": "A suit is expected."}),
    "lift_hold": Call("hold", lambda place: {"reason": "It was settled."}),
    "request_erasure": Call("closed_client", _asked),
    "list_waiting_erasures": Call(),
    "decide_erasure": Call(
        "erasure", lambda place: {"state": "refused", "exemptions": ["legal_claims"]}
    ),
    "shred_client": Call("closed_client", lambda place: {"reason": "erasure"}),
    "make_own_copy": Call("client"),
}
