"""Requests of the board of open cases."""

from typing import Any

from tests.everywhere.world import Place
from tests.everywhere.world_board import told_of
from tests.rest.calls import Call


def _offer(place: Place) -> dict[str, Any]:
    seat = place.people["attorney"].membership
    assert seat is not None
    return {"member": str(seat.pk), "days": 3}


CALLS = {
    "list_opportunities": Call(),
    "read_opportunity": Call("opportunity"),
    "post_opportunity": Call("waiting_case", lambda place: told_of(role="advocate")),
    "withdraw_opportunity": Call("opportunity"),
    "list_interested": Call("wanted_case"),
    "show_interest": Call("opportunity", lambda place: {"message": "Gladly."}),
    "withdraw_interest": Call("wanted_case"),
    "make_board_offer": Call("wanted_case", _offer),
    "take_board_offer_back": Call("offered_case"),
    "accept_board_offer": Call("offered_case"),
    "decline_board_offer": Call("offered_case"),
}
