"""Requests about the clinic's own packs."""

from tests.everywhere.state_pack import STATE_PACK
from tests.rest.calls import Call

TOWN = STATE_PACK.replace("own.xx", "own.town")
CALLS = {
    "list_packs": Call(),
    "check_pack": Call(body=lambda place: {"name": "town", "text": TOWN}),
    "add_pack": Call(body=lambda place: {"name": "town", "text": TOWN, "number": 1}),
    "read_pack": Call("pack"),
    "withdraw_pack": Call("pack"),
}
