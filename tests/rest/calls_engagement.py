"""Requests of letters to clients."""

from typing import Any

from tests.everywhere.world import Place
from tests.everywhere.world_engagement import own_words
from tests.rest.calls import Call, today_at
from tests.rest.calls_cases import reopen


def _words(place: Place) -> dict[str, Any]:
    return {"sections": [{**row, "text": "Plain words."} for row in own_words()]}


CALLS = {
    "read_engagement": Call("case"),
    "list_client_letters": Call("case"),
    "add_client_letter": Call("case", lambda place: {"kind": "full", "matters": ["t_visa"]}),
    "read_client_letter": Call("letter_draft"),
    "revise_client_letter": Call("letter_draft", _words),
    "translate_client_letter": Call(
        "letter_draft", lambda place: {"language": "Amharic", "read_out": True}
    ),
    "ready_client_letter": Call("letter_draft"),
    "approve_client_letter": Call("asked_letter"),
    "return_client_letter": Call("asked_letter", lambda place: {"reason": "Name the appeal."}),
    "countersign_client_letter": Call(
        "ready_letter",
        lambda place: {"method": "screen", "signed_name": "A. H.", "signed_on": today_at(place)},
    ),
    "end_client_letter": Call(
        "letter_draft", lambda place: {"ending": "mistake", "reason": "Twice."}
    ),
    "give_client_letter": Call(
        "closing_letter", lambda place: {"way": "handed", "given_on": today_at(place)}
    ),
    "download_client_letter": Call("letter_draft"),
    "waive_closing_letter": Call("case", lambda place: {"reason": "Nobody can reach her."}),
    "say_emergency": Call(
        "closed_case",
        lambda place: {"reason": "hearing", "words": "It is tomorrow.", "days": 3},
        before=reopen,
    ),
    "end_emergency": Call("emergency"),
    "list_wordings": Call(),
    "write_wording": Call(body=lambda place: {"kind": "full", "sections": own_words(), "over": 0}),
    "withdraw_wording": Call(
        body=lambda place: {"kind": "full", "matter": "asylum", "over": place.wording.number}
    ),
}
