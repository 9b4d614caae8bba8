"""Requests of the room of filings: a filing with its receipt and a request for evidence."""

from datetime import timedelta
from typing import Any

from clinic.tenancy.current import bind, today
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
