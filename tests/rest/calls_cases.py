"""Requests of the room of cases."""

from cases import actions
from cases.models import Case
from clients.actions import decide_conflict
from tests.everywhere.world import Place
from tests.rest.calls import Call


def clear_the_client(place: Place) -> None:
    decide_conflict(
        place.people["coordinator"], check=place.check, decision="clear", reason="Nobody we know."
    )


def reopen(place: Place) -> None:
    case = Case.objects.get(pk=place.closed_case.pk)
    actions.reopen_case(place.people["coordinator"], case=case, version=case.version)


CALLS = {
    "read_clinic": Call(),
    "list_cases": Call(query="stage=any&mine=false"),
    "open_case": Call(
        body=lambda place: {"client": str(place.fresh_client.pk), "matter": "t_visa"},
        before=clear_the_client,
    ),
    "read_case": Call("case"),
    "move_case": Call("case", lambda place: {"to": "preparing"}),
    "close_case": Call(
        "closed_case",
        lambda place: {"outcome": "granted", "reason": "It was granted."},
        before=reopen,
    ),
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
    "list_handovers": Call("case"),
    "read_handover": Call("handover"),
    "confirm_handover": Call("handover"),
    "list_left_behind": Call(),
    "list_hanging": Call("leaver"),
    "hand_over_case": Call(
        "case",
        lambda place: {
            "leaver": str(place.people["attorney"].membership_id),
            "successor": str(place.people["other_attorney"].membership_id),
            "role": "attorney",
            "why": "time",
            "last_day": "2026-03-06",
            "version": place.case.version,
        },
        before=lambda place: place.case.refresh_from_db(fields=["version"]),
    ),
    "list_timed_access": Call("case"),
    "give_access": Call(
        "case",
        lambda place: {
            "member": str(place.people["other_attorney"].membership_id),
            "hours": 24,
            "reason": "Stands in tomorrow.",
        },
    ),
    "end_access": Call("timed"),
    "read_timeline": Call("case"),
    "list_looks": Call("case"),
    "list_notes": Call("case"),
    "list_matter_types": Call(),
    "list_matters": Call("case"),
    "add_matter": Call("case", lambda place: {"kind": "work_permit"}),
    "read_matter": Call("matter"),
    "tick_matter_item": Call("matter", lambda place: {"item": "engagement", "state": "done"}),
    "waive_matter_item": Call(
        "matter", lambda place: {"item": "cooperation", "reason": "Under 18 at the time."}
    ),
    "move_matter": Call("matter", lambda place: {"to": "closed", "reason": "She wishes to stop."}),
    "decide_matter": Call("asked_matter", lambda place: {"approve": True}),
    "add_matter_tasks": Call("matter"),
    "end_matter": Call("matter", lambda place: {"outcome": "granted", "ended_on": "2026-03-06"}),
    "list_benefits": Call("case"),
    "add_benefit": Call(
        "case", lambda place: {"kind": "protection_order", "obtained_on": "2026-03-06"}
    ),
    "read_benefit": Call("benefit"),
    "change_benefit": Call("benefit", lambda place: {"asked": "900.00", "currency": "USD"}),
    "remove_benefit": Call("benefit", lambda place: {"reason": "Of another case."}),
    "read_note": Call("note"),
    "list_earlier_notes": Call("note"),
    "correct_note": Call(
        "note",
        lambda place: {"privilege": "shared", "body": "Booked for two.", "reason": "The hour."},
    ),
    "add_note": Call("case", lambda place: {"privilege": "shared", "body": "All is well."}),
}
