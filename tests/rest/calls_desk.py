"""Requests of the desk: what waits today, and what falls on which day."""

from tests.rest.calls import Call

CALLS = {
    "read_today": Call(query="whose=team"),
    "read_calendar": Call(query="first=2026-03-01&last=2026-03-31&mine=false"),
}
