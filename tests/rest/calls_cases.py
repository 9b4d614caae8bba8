"""Requests of the room of cases."""

from tests.rest.calls import Call

CALLS = {
    "read_clinic": Call(),
    "list_cases": Call(query="stage=any&mine=false"),
    "open_case": Call(
        body=lambda place: {"client": str(place.fresh_client.pk), "matter": "t_visa"},
    ),
    "read_case": Call("case"),
    "move_case": Call("case", lambda place: {"to": "preparing"}),
    "close_case": Call("case", lambda place: {"outcome": "granted", "reason": "It was granted."}),
    "reopen_case": Call("closed_case"),
    "list_candidates": Call("case"),
    "list_assignments": Call("case"),
    "assign_case": Call(
        "case",
        lambda place: {
            "member": str(place.people["other_attorney"].membership_id),
            "role": "attorney",
        },
    ),
    "end_assignment": Call("assignment"),
    "read_timeline": Call("case"),
    "list_notes": Call("case"),
    "add_note": Call("case", lambda place: {"privilege": "shared", "body": "All is well."}),
}
