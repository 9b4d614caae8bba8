"""Requests of the room of keeping and erasing."""

from typing import Any

from clinic.tenancy.current import bind, today
from tests.everywhere.recipes_records import end_all, long_closed
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _asked(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        return {"asked_on": today().isoformat()}


def _came(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        day = today().isoformat()
    return {
        "kind": "subpoena_records", "case": str(place.case.pk), "served_on": day,
        "served_how": "mail", "demanded_by": "A court", "wanted": "All records.",
    }  # fmt: skip


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
    "lift_hold": Call("hold", lambda place: {"reason": "It was settled."}, before=end_all),
    "list_demands": Call(),
    "log_demand": Call("client", _came),
    "log_scanned_demand": Call("client", _came, scan="scan"),
    "read_demand": Call("demand"),
    "fetch_demand_scan": Call("demand"),
    "change_demand": Call(
        "demand", lambda place: {"demanded_by": "Another court", "wanted": "All of it."}
    ),
    "assign_counsel": Call(
        "demand", lambda place: {"counsel": str(place.supervisor.membership_id)}
    ),
    "end_demand": Call(
        "demand", lambda place: {"ending": "quashed", "answer": "The court set it aside."}
    ),
    "list_demand_items": Call("demand"),
    "sort_demand_item": Call(
        "demand",
        lambda place: {"kind": "note", "item": str(place.note.pk), "decision": "not_asked"},
    ),
    "list_demand_logs": Call("demand"),
    "make_demand_log": Call("demand", lambda place: {}),
    "read_demand_log": Call("demand_log"),
    "request_erasure": Call("closed_client", _asked),
    "list_waiting_erasures": Call(),
    "decide_erasure": Call(
        "erasure", lambda place: {"state": "refused", "exemptions": ["legal_claims"]}
    ),
    "shred_client": Call("closed_client", lambda place: {"reason": "erasure"}),
    "make_own_copy": Call("client"),
}
