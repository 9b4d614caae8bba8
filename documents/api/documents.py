"""Documents of a case and their contents."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from cases.rules import PRIVILEGES, readable
from clinic.files.responses import download
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Scan, Shape, Text, checked, form_input
from documents import actions, forms, queries
from documents.rules import KINDS, LONGEST_NOTE, LONGEST_TITLE, ORIGINALS

BYTES = "application/octet-stream"
LEADS = {"read": Link("read_document")}


class RevisionShape(Shape):
    """One content of a document."""

    id = serializers.UUIDField(source="pk")
    number = serializers.IntegerField()
    media_type = serializers.CharField(source="file.media_type")
    size = serializers.IntegerField(source="file.size", help_text="Bytes.")
    added_at = serializers.DateTimeField()


class DocumentShape(Shape):
    """A document. What another privilege covers is not there."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    title = serializers.CharField()
    kind = Choice(KINDS)
    privilege = Choice(PRIVILEGES)
    original = Choice(ORIGINALS)
    added_at = serializers.DateTimeField()
    added_by = serializers.CharField(source="added_by.user.name")
    removed_at = serializers.DateTimeField(
        allow_null=True, help_text="Null: it stands in the lists."
    )
    revisions = RevisionShape(source="contents", many=True, help_text="The one that counts first.")
    version = serializers.IntegerField()


class _What(Body):
    title = Text(LONGEST_TITLE, help_text="Stored sealed.")
    kind = Choice(KINDS)
    privilege = Choice(PRIVILEGES)
    original = Choice(ORIGINALS, required=False, help_text="Where the paper itself is.")


class AddDocument(_What):
    """Send the file with the form, or name the upload by which it came."""

    file = Scan(required=False, help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    upload = Id(required=False, help_text="A complete upload of this case.")
    example = {
        "title": "Declaration, signed", "kind": "declaration", "privilege": "shared",
        "file": "(the file)",
    }  # fmt: skip


class ReviseDocument(Body):
    file = Scan(required=False, help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    upload = Id(required=False, help_text="A complete upload of this case.")
    note = Text(LONGEST_NOTE, required=False, help_text="What is new. Stored sealed.")
    example = {"file": "(the file)", "note": "Signed."}


class ChangeDocument(_What):
    example = {"title": "Declaration, signed", "kind": "declaration", "privilege": "shared"}


class RemoveDocument(Body):
    reason = Text(LONGEST_NOTE, help_text="Stored sealed.")
    example = {"reason": "Belongs to another matter."}


class CaseDocuments(Endpoint):
    tag = "Documents"
    shown_at = "document"

    @operation(
        "list_documents", "document.view", of=queries.case_of, gives=DocumentShape, paged=True
    )
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List a case's documents that you may read, those taken out too, the latest first."""
        page = queries.page_of_case(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_document", "document.add", of=queries.case_of, takes=AddDocument, gives=DocumentShape,
        creates=True, versioned=True, uploads=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a document with its first content."""
        form = _form(
            forms.NewDocumentForm, request, case, given, once=OnceField.signed(once),
            privileges=readable(request.actor.capabilities),
        )  # fmt: skip
        try:
            checked(form)
            said = form.arguments()
            said.pop("once")
            actions.add_document(request.actor, case=case, document_id=once, **said)
        finally:
            form.done()
        return queries.document_of(request.actor, once)


class Document(Endpoint):
    tag = "Documents"

    @operation(
        "read_document", "document.view", of=queries.document_of, gives=DocumentShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, document: Any) -> Any:
        """Read what a document is; its contents are downloaded one by one."""
        return document


class RevisedDocument(Endpoint):
    tag = "Documents"

    @operation(
        "revise_document", "document.add", of=queries.document_of, takes=ReviseDocument,
        gives=DocumentShape, changes=True, versioned=True, uploads=True, links=LEADS,
        blocked=("closed", "other_state"),
    )  # fmt: skip
    def post(self, request: Any, document: Any, given: dict[str, Any], version: int) -> Any:
        """Add a new content; every earlier one stays."""
        form = _form(forms.ReviseForm, request, document.case, given, version=version)
        try:
            checked(form)
            actions.revise_document(request.actor, document=document, **form.arguments())
        finally:
            form.done()
        return queries.document_of(request.actor, document.pk)


class ChangedDocument(Endpoint):
    tag = "Documents"

    @operation(
        "change_document", "document.change", of=queries.document_of, takes=ChangeDocument,
        gives=DocumentShape, changes=True, versioned=True, links=LEADS,
        blocked=("other_state", "nothing_changed", "follows_document"),
    )  # fmt: skip
    def post(self, request: Any, document: Any, given: dict[str, Any], version: int) -> Any:
        """Correct what a document is, or who may know of it. Send all fields.

        Its translation and certificates go along: they are for the same readers.
        """
        said = {"original": document.original, **given}
        form = forms.ChangeDocumentForm(
            form_input(said, version=version), privileges=readable(request.actor.capabilities)
        )
        actions.change_document(request.actor, document=document, **checked(form))
        return queries.document_of(request.actor, document.pk)


class RemovedDocument(Endpoint):
    tag = "Documents"

    @operation(
        "remove_document", "document.change", of=queries.document_of, takes=RemoveDocument,
        gives=DocumentShape, changes=True, versioned=True, links=LEADS, blocked=("other_state",),
    )  # fmt: skip
    def post(self, request: Any, document: Any, given: dict[str, Any], version: int) -> Any:
        """Take a document out of the lists, with the reason. Nothing is deleted."""
        form = forms.ReasonForm(form_input(given, version=version))
        actions.remove_document(request.actor, document=document, **checked(form))
        return queries.document_of(request.actor, document.pk)


class RestoredDocument(Endpoint):
    tag = "Documents"

    @operation(
        "restore_document", "document.change", of=queries.document_of, gives=DocumentShape,
        changes=True, versioned=True, links=LEADS, blocked=("other_state",),
    )  # fmt: skip
    def post(self, request: Any, document: Any, version: int) -> Any:
        """Bring a document back into the lists."""
        actions.restore_document(request.actor, document=document, version=version)
        return queries.document_of(request.actor, document.pk)


class RevisionFile(Endpoint):
    tag = "Documents"

    @operation(
        "download_document", "document.download", of=queries.revision_of, media_type=BYTES,
        blocked=("file_altered",),
    )  # fmt: skip
    def get(self, request: Any, revision: Any) -> Any:
        """Download a content of a document; that it was let out is recorded."""
        actions.download_revision(request.actor, revision=revision)
        answer = download(revision.file, queries.filename_of(revision))
        answer["Content-Type"] = BYTES
        return answer


def _form(shape: Any, request: Any, case: Any, given: dict[str, Any], **more: Any) -> Any:
    privileges = {"privileges": more.pop("privileges")} if "privileges" in more else {}
    file = given.pop("file", None)
    files = MultiValueDict({"file": [file]} if file else {})

    def arrived(pk: Any) -> Any:
        upload = queries.upload_in(request.actor, case, pk)
        made = actions.whole(upload) if upload is not None else None
        return (upload, made) if made is not None else None

    return shape(form_input({"original": "none", **given}, **more), files, arrived=arrived,
                 **privileges)  # fmt: skip
