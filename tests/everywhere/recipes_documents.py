"""Recipes for the room of documents."""

from typing import Any

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from documents.models import Document, Original, Revision, Upload
from tests.everywhere.recipes import fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.sealed import sealed_pdf

WHAT = {"kind": "identity", "privilege": "shared", "title": "Her passport"}


def _document(row: Document) -> dict[str, Any]:
    rows = Document.objects.select_related("key", "case__client__key", "case__key")
    found = rows.get(pk=row.pk)
    return {"document": found, "version": found.version}


def _upload(place: Place) -> Upload:
    return Upload.objects.select_related("key", "case").get(pk=place.begun_upload.pk)


simple(
    "document.added", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "document_id": new_id(), "file": sealed_pdf(), **WHAT},
)  # fmt: skip
simple(
    "document.revised", "attorney", "auditor",
    lambda p: {**_document(p.document), "file": sealed_pdf(), "note": "Signed."},
)  # fmt: skip
simple("document.changed", "attorney", "advocate", lambda p: {**_document(p.document), **WHAT})
simple(
    "document.removed", "supervisor", "advocate",
    lambda p: {**_document(p.document), "reason": "Belongs elsewhere."},
)  # fmt: skip
simple("document.restored", "attorney", "advocate", lambda p: _document(p.removed_document))


def _revision(place: Place) -> Revision:
    rows = Revision.objects.select_related("key", "file__key", "document")
    return rows.get(pk=place.revision.pk)


simple("document.downloaded", "advocate", "auditor", lambda p: {"revision": _revision(p)})
simple("document.viewed", "advocate", "auditor", lambda p: {"revision": _revision(p), "number": 1})
simple(
    "upload.begun", "attorney", "auditor",
    lambda p: {"case": fresh(p.case), "name": "letter.pdf", "size": 5_000_000},
)  # fmt: skip
simple("upload.discarded", "attorney", "auditor", lambda p: {"upload": _upload(p)})
recipe("upload.expired", "attorney")(lambda p: (service(p, "sweeper"), {"upload": _upload(p)}))


def original(place: Place) -> dict[str, Any]:
    rows = Original.objects.select_related("key", "case__client__key", "case__key")
    found = rows.get(pk=place.original.pk)
    return {"original": found, "version": found.version}


simple(
    "original.kept", "advocate", "auditor",
    lambda p: {"case": fresh(p.case), "original_id": new_id(), "what": "Diploma", "place": "",
               "since": today()},
)  # fmt: skip
simple(
    "original.changed", "attorney", "auditor",
    lambda p: {**original(p), "what": "Her passport", "place": "The bank", "since": today()},
)  # fmt: skip
simple(
    "original.left", "advocate", "auditor",
    lambda p: {**original(p), "left": "returned", "left_on": today(), "left_to": "Herself"},
)  # fmt: skip
