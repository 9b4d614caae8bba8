"""Recipes for lists of exhibits."""

from typing import Any

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Document
from documents.queries.bundles import Made, content_of
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_records import let_go
from tests.sealed import PDF

LIST = {"title": "Exhibits of the motion", "forum": "eoir", "style": "letters",
        "privilege": "attorney"}  # fmt: skip


def exhibit_list(place: Place) -> dict[str, Any]:
    found = queries.list_of(place.people["attorney"], place.exhibit_list.pk)
    return {"exhibit_list": found, "version": found.version}


def exhibit(place: Place) -> dict[str, Any]:
    found = queries.exhibit_of(place.people["attorney"], place.exhibit.pk)
    return {"exhibit": found, "version": found.version}


simple(
    "exhibit_list.made", "attorney", "auditor",
    lambda p: {"case": fresh(p.case), "list_id": new_id(), **LIST},
)  # fmt: skip
simple("exhibit_list.changed", "attorney", "auditor", lambda p: {**exhibit_list(p), **LIST})
simple(
    "exhibit_list.discarded", "attorney", "auditor",
    lambda p: {**exhibit_list(p), "reason": "Filed on paper."},
)  # fmt: skip
simple("exhibit_list.finished", "attorney", "advocate", exhibit_list)
simple(
    "exhibit_list.continued", "attorney", "auditor",
    lambda p: {
        "exhibit_list": queries.list_of(p.people["attorney"], p.final_list.pk),
        "list_id": new_id(), "title": "Supplement", "privilege": "attorney",
    },
)  # fmt: skip
simple(
    "exhibit.added", "attorney", "auditor",
    lambda p: {
        "exhibit_list": exhibit_list(p)["exhibit_list"], "exhibit_id": new_id(),
        "document": Document.objects.select_related("key").get(pk=p.document.pk),
    },
)  # fmt: skip
simple("exhibit.changed", "attorney", "auditor", lambda p: {**exhibit(p), "title": "Her letter"})
simple("exhibit.moved", "attorney", "auditor", lambda p: {**exhibit(p), "way": "up"})
simple("exhibit.left_out", "attorney", "auditor", exhibit)


def bundle(place: Place) -> dict[str, Any]:
    return {"bundle": queries.bundle_of(place.people["attorney"], place.bundle.pk)}


def made(place: Place) -> dict[str, Any]:
    """Put the world's bundle together as the renderer does; tests/documents make real ones."""
    found = exhibit_list(place)["exhibit_list"]
    content = content_of(place.clinic, found)
    rendered = Made(PDF, 1, [["Exhibit A", "Letter", "", 1, 1]])
    return {**bundle(place), "content": content, "made": rendered}


def finished(place: Place) -> dict[str, Any]:
    actions.finish_bundle(service(place, "renderer"), **made(place))
    return bundle(place)


def failed(place: Place) -> dict[str, Any]:
    actions.fail_bundle(service(place, "renderer"), **bundle(place), code="broken_1")
    return bundle(place)


simple(
    "bundle.requested", "attorney", "auditor",
    lambda p: {
        "exhibit_list": queries.list_of(p.people["attorney"], p.final_list.pk),
        "bundle_id": new_id(),
    },
)  # fmt: skip
simple("bundle.retried", "attorney", "auditor", failed)
simple("bundle.rendered", "attorney", "auditor", made)
simple("bundle.failed", "attorney", "auditor", lambda p: {**bundle(p), "code": "gave_up"})
simple("bundle.downloaded", "attorney", "auditor", finished)


@recipe("bundle.expired", "auditor")
def _expired(place: Place) -> Call:
    let_go(place)
    return place.attorney, finished(place)


def _document(place: Place, row: Any) -> dict[str, Any]:
    found = queries.document_of(place.people["attorney"], row.pk)
    return {"document": found, "version": found.version}


simple(
    "translation.said", "attorney", "auditor",
    lambda p: {**_document(p, p.document), "source_language": "Tagalog"},
)  # fmt: skip
simple(
    "translation.removed", "attorney", "auditor",
    lambda p: {**_document(p, p.foreign_document), "reason": "It is in English."},
)  # fmt: skip
simple(
    "document.signed", "attorney", "auditor",
    lambda p: {
        **_document(p, p.document), "signer": "client", "method": "screen",
        "signed_name": "Nadia Benning", "signed_on": today(),
    },
)  # fmt: skip
simple(
    "translation.certified", "attorney", "auditor",
    lambda p: {
        **_document(p, p.foreign_document), "translator": "Ana Sample", "reach": "555 0100",
        "words": "I am competent, and it is accurate.", "method": "screen",
        "signed_name": "Ana Sample", "signed_on": today(),
    },
)  # fmt: skip
