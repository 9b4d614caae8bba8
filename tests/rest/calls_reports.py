"""Requests of the room of reports."""

from tests.rest.calls import Call

CALLS = {
    "read_caseload": Call(),
    "export_caseload": Call(),
}
