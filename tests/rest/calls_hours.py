"""Requests about hours, timers and what hours are worth."""

from typing import Any

from agenda import actions
from clinic.tenancy.current import bind, today
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _day(place: Place) -> str:
    with bind(place.clinic):
        return today().isoformat()


def _hours(place: Place) -> dict[str, Any]:
    return {"day": _day(place), "hours": "1:12", "kind": "research", "what": "Case law."}


def _drop_timer(place: Place) -> None:
    """One of a person runs at a time."""
    actions.drop_timer(place.people["attorney"], timer=place.timer)


CALLS = {
    "list_case_hours": Call("case"),
    "log_hours": Call("case", _hours),
    "read_hours": Call("hours"),
    "correct_hours": Call("hours", lambda place: {**_hours(place), "reason": "It was shorter."}),
    "take_back_hours": Call("hours", lambda place: {"reason": "The wrong case."}),
    "read_my_week": Call(),
    "read_my_timer": Call(),
    "read_timer": Call("timer"),
    "start_timer": Call("case", before=_drop_timer),
    "stop_timer": Call("timer", lambda place: {"kind": "direct", "hours": "0.5"}),
    "drop_timer": Call("timer"),
    "sum_hours": Call(query="first=2026-01-01&before=2027-01-01&by=funder"),
    "list_silences": Call(),
    "read_silence": Call("silence"),
    "answer_silence": Call("silence", lambda place: {"answer": "reassign"}),
    "list_hour_rates": Call(),
    "set_hour_rate": Call(
        "none",
        lambda place: {
            "kind": "travel", "cents": 4000, "currency": "USD",
            "valid_from": _day(place),
        },
    ),
    "list_funders": Call(),
    "add_funder": Call("none", lambda place: {"name": "Another Foundation"}),
    "set_case_funder": Call(
        "case", lambda place: {"funder": str(place.funder.pk), "since": _day(place)}
    ),
}  # fmt: skip
