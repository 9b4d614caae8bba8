"""Requests about duplicates, details, links and the letter to a declined person."""

from typing import Any

from tests.everywhere.world import Place
from tests.everywhere.world_clients import met_again
from tests.rest.calls import Call

WHY = {"reason": "The same person."}


def _meet_again(place: Any) -> None:
    place.again = met_again(place.people["coordinator"])


def _joining(place: Place) -> dict[str, str]:
    return {"duplicate": str(place.again.pk), **WHY}


CALLS = {
    "seek_duplicates": Call("client"),
    "list_merges": Call("client"),
    "propose_merge": Call("client", _joining, before=_meet_again),
    "read_merge": Call("merge"),
    "confirm_merge": Call("merge"),
    "decline_merge": Call("merge", lambda place: WHY),
    "undo_merge": Call("joined", lambda place: WHY),
    "change_details": Call(
        "client", lambda place: {"languages": [{"language": "Dari", "level": "best"}]}
    ),
    "reveal_details": Call("client", lambda place: {"reason": "meeting"}),
    "change_code_name": Call("client"),
    "list_links": Call("client"),
    "link_clients": Call(
        "client", lambda place: {"client": str(place.fresh_client.pk), "relation": "kin"}
    ),
    "end_link": Call("link"),
    "write_nonengagement": Call("declined", lambda place: {"way": "handed"}),
    "list_nonengagements": Call("declined"),
    "read_nonengagement": Call("letter"),
}
