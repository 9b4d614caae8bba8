"""Requests about lists of exhibits."""

from documents import actions, queries
from documents.queries.bundles import Made, content_of
from tests.everywhere.recipes import service
from tests.everywhere.world import Place
from tests.rest.calls import Call
from tests.sealed import PDF

LIST = {"title": "Exhibits", "forum": "eoir", "marks": "letters", "privilege": "shared"}


def finished(place: Place) -> None:
    """Keep a page as the renderer does; tests/documents make real bundles."""
    attorney = place.people["attorney"]
    content = content_of(place.clinic, queries.list_of(attorney, place.exhibit_list.pk))
    bundle = queries.bundle_of(attorney, place.bundle.pk)
    made = Made(PDF, 1, [["Exhibit A", "Letter", "", 1, 1]])
    actions.finish_bundle(service(place, "renderer"), bundle=bundle, content=content, made=made)


def failed(place: Place) -> None:
    bundle = queries.bundle_of(place.people["attorney"], place.bundle.pk)
    actions.fail_bundle(service(place, "renderer"), bundle=bundle, code="gave_up")


CALLS = {
    "list_exhibit_lists": Call("case"),
    "make_exhibit_list": Call("case", lambda place: LIST),
    "read_exhibit_list": Call("exhibit_list"),
    "change_exhibit_list": Call(
        "exhibit_list", lambda place: {**LIST, "privilege": "attorney", "title": "Others"}
    ),
    "finish_exhibit_list": Call("exhibit_list", lambda place: {}),
    "continue_exhibit_list": Call(
        "final_list", lambda place: {"title": "Supplement", "privilege": "shared"}
    ),
    "discard_exhibit_list": Call("exhibit_list", lambda place: {"reason": "Filed on paper."}),
    "add_exhibit": Call("exhibit_list", lambda place: {"document": str(place.document.pk)}),
    "change_exhibit": Call("exhibit", lambda place: {"title": "Her letter"}),
    "move_exhibit": Call("exhibit", lambda place: {"way": "up"}),
    "leave_out_exhibit": Call("exhibit"),
    "read_translation": Call("foreign_document"),
    "say_translation": Call("document", lambda place: {"source_language": "Tagalog"}),
    "remove_translation": Call("foreign_document", lambda place: {"reason": "In English."}),
    "list_bundles": Call("exhibit_list"),
    "ask_for_bundle": Call("final_list"),
    "read_bundle": Call("bundle"),
    "retry_bundle": Call("bundle", before=failed),
    "fetch_bundle": Call("bundle", before=finished),
}
