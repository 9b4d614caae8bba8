"""Requests of the room of filings: a filing with its receipt and a request for evidence."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import bind, today
from filings.actions import move_filing
from filings.models import Filing
from tests.everywhere.world import RECEIPTS, Place
from tests.rest.calls import Call


def _day(place: Place, *, ago: int = 0) -> str:
    with bind(place.clinic):
        return (today() - timedelta(days=ago)).isoformat()


def _rfe(place: Place) -> dict[str, Any]:
    return {
        "kind": "rfe",
        "notice_date": _day(place),
        "service": "mail",
        "response": "paper",
        "response_days": 30,
    }


def _found_bona_fide(place: Place) -> None:
    filing = Filing.objects.select_related("case", "key").get(pk=place.filing.pk)
    move_filing(place.attorney, filing=filing, to="bfd", on=today())


CALLS = {
    "list_forms": Call(),
    "list_filings": Call("case"),
    "add_filing": Call("case", lambda place: {"form": "I-192"}),
    "read_filing": Call("filing"),
    "move_filing": Call("filing", lambda place: {"to": "biometrics", "on": _day(place)}),
    "move_filing_with_document": Call(
        "filing", lambda place: {"to": "biometrics", "on": _day(place)}, scan="document"
    ),
    "list_steps": Call("filing"),
    "record_identifier": Call(
        "court_filing", lambda place: {"kind": "a_number", "number": "A087654321"}
    ),
    "reveal_identifier": Call(
        "court_filing", lambda place: {"kind": "a_number", "reason": "status"}
    ),
    "describe_filing": Call("filing", lambda place: {"edition": "01/20/25", "fee": "none"}),
    "list_dependents": Call("filing"),
    "accept_dependent": Call(
        "filing", lambda place: {"on": "bfd", "form": "I-765"}, before=_found_bona_fide
    ),
    "dismiss_dependent": Call(
        "filing",
        lambda place: {"on": "bfd", "form": "I-765", "reason": "Has one."},
        before=_found_bona_fide,
    ),
    "find_filings": Call(body=lambda place: {"number": RECEIPTS[place.clinic.slug]}),
    "download_step": Call("step"),
    "record_receipt": Call(
        "filing",
        lambda place: {
            "receipt_number": RECEIPTS[place.clinic.slug],
            "on": _day(place, ago=10),
        },
    ),
    "reveal_receipt": Call("filing", lambda place: {"reason": "status"}),
    "list_notices": Call("filing"),
    "record_notice": Call("filing", _rfe),
    "record_scanned_notice": Call("filing", _rfe, scan="document"),
    "read_notice": Call("notice"),
    "download_notice": Call("notice"),
    "list_letters": Call("case"),
    "upload_letter": Call("case", lambda place: {"filing": str(place.filing.pk)}, scan="document"),
    "read_letter_state": Call("reading"),
    "read_letter": Call("reading"),
    "confirm_letter": Call("reading", _rfe),
    "dismiss_letter": Call(
        "reading", lambda place: {"reason": "Uploaded twice.", "keep_file": True}
    ),
    "download_letter": Call("reading"),
    "list_deadlines": Call(
        query="due=90&overdue=false&mine=false&status=any&opening=false&contested=false"
        "&unacknowledged=false&form=I-914&rule=us.uscis.rfe"
    ),
    "list_case_deadlines": Call("case"),
    "list_rules": Call(),
    "compute_deadline": Call(
        body=lambda place: {
            "rule": "us.uscis.rfe",
            "facts": {"notice_date": "2026-03-06", "service": "mail", "response_days": 84},
        }
    ),
    "read_deadline": Call("deadline"),
    "read_deadline_history": Call("deadline"),
    "acknowledge_deadline": Call("deadline"),
    "settle_deadline": Call(
        "deadline", lambda place: {"status": "done", "reason": "The answer was filed."}
    ),
}
