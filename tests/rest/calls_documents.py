"""Requests of the room of documents."""

from tests.rest.calls import Call, today_at
from tests.sealed import PDF

WHAT = {"title": "Her passport", "kind": "identity", "privilege": "shared", "original": "held"}
PAPER = {"what": "Diploma", "place": "The safe", "since": "2026-03-06"}

CALLS = {
    "list_documents": Call("case"),
    "add_document": Call("case", lambda place: WHAT, scan="file"),
    "read_document": Call("document"),
    "revise_document": Call("document", lambda place: {"note": "Signed."}, scan="file"),
    "change_document": Call("document", lambda place: WHAT),
    "remove_document": Call("document", lambda place: {"reason": "Uploaded twice."}),
    "restore_document": Call("removed_document"),
    "download_document": Call("revision"),
    "list_originals": Call("case"),
    "keep_original": Call("case", lambda place: PAPER),
    "read_original": Call("original"),
    "change_original": Call("original", lambda place: PAPER),
    "let_original_go": Call(
        "original",
        lambda place: {"left": "returned", "left_on": today_at(place), "left_to": "Herself"},
    ),
    "begin_upload": Call("case", lambda place: {"name": "letter.pdf", "size": 5_000_000}),
    "read_upload": Call("begun_upload"),
    "send_part": Call(
        "begun_upload", lambda place: {"offset": 0}, scan="part", content=PDF + b"\n",
        filename="part",
    ),
    "discard_upload": Call("begun_upload"),
}  # fmt: skip
