"""Requests about what is asked of agencies."""

from clinic.tenancy.current import today
from filings import actions
from tests.everywhere.recipes import fresh
from tests.everywhere.world import Place
from tests.rest.calls import Call
from tests.rest.calls_filings import _day


def _silent(place: Place) -> None:
    """The agency of the world said nothing: it can be asked again."""
    attorney = place.people["attorney"]

    actions.move_filing(attorney, filing=fresh(place.certification), to="silent", on=today())


CALLS = {
    "list_agencies": Call(),
    "add_agency": Call(body=lambda place: {"name": "Labor office", "kind": "labor"}),
    "read_agency": Call("agency"),
    "change_agency": Call(
        "agency", lambda place: {"name": "Muster Police", "kind": "police", "active": True}
    ),
    "read_certification": Call("certification"),
    "record_choice": Call(
        "certification",
        lambda place: {"answer": "yes", "language": "Tigrinya", "asked_on": _day(place)},
    ),
    "send_request": Call(
        "certification",
        lambda place: {
            "agency": str(place.agency.pk), "channel": "mail", "on": _day(place),
        },
        before=_silent,
    ),
    "chase_request": Call("asked", lambda place: {"channel": "phone", "on": _day(place)}),
    "record_answer": Call(
        "asked",
        lambda place: {
            "answer": "issued", "answered_on": _day(place), "received_on": _day(place),
        },
        scan="document",
    ),
    "list_waiting_requests": Call(),
    "list_appearances": Call("case"),
    "list_lacking_appearances": Call(),
    "enter_appearance": Call(
        "case",
        lambda place: {
            "member": str(place.attorney.membership.pk), "body": "court", "on": _day(place),
        },
    ),
    "end_appearance": Call(
        "appearance", lambda place: {"ending": "withdrawn", "on": _day(place)}
    ),
    "record_move": Call("case", lambda place: {"moved": _day(place), "in_court": True}),
}  # fmt: skip
