"""Requests of the room of documents."""

from tests.rest.calls import Call
from tests.sealed import PDF

WHAT = {"title": "Her passport", "kind": "identity", "privilege": "shared", "original": "held"}

CALLS = {
    "list_documents": Call("case"),
    "add_document": Call("case", lambda place: WHAT, scan="file"),
    "read_document": Call("document"),
    "revise_document": Call("document", lambda place: {"note": "Signed."}, scan="file"),
    "change_document": Call("document", lambda place: WHAT),
    "remove_document": Call("document", lambda place: {"reason": "Uploaded twice."}),
    "restore_document": Call("removed_document"),
    "download_document": Call("revision"),
    "begin_upload": Call("case", lambda place: {"name": "letter.pdf", "size": 5_000_000}),
    "read_upload": Call("begun_upload"),
    "send_part": Call(
        "begun_upload", lambda place: {"offset": 0}, scan="part", content=PDF + b"\n",
        filename="part",
    ),
    "discard_upload": Call("begun_upload"),
}  # fmt: skip
