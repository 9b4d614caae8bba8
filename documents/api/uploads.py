"""A large file in parts: begun, then part after part, then named where the document is added."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Number, Scan, Shape, Text, checked, form_input
from documents import actions, forms, queries
from documents.rules import MOST_BYTES, PART_BYTES

LEADS = {"read": Link("read_upload"), "send": Link("send_part")}


class UploadShape(Shape):
    """A file that is still arriving. The next part begins at `received`."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    size = serializers.IntegerField(help_text="Bytes of the whole file.")
    received = serializers.IntegerField(help_text="Bytes that arrived and are kept.")
    part_bytes = serializers.SerializerMethodField(
        help_text="Bytes of each part; the last one has what is left."
    )

    def get_part_bytes(self, row: Any) -> int:
        return PART_BYTES


class BeginUpload(Body):
    name = Text(255, help_text="The name of the file; parts of a path are left out.")
    size = Number(min_value=1, max_value=MOST_BYTES, help_text="Bytes of the whole file.")
    example = {"name": "declaration.pdf", "size": 52428800}


class SendPart(Body):
    """A part travels in a form only."""

    offset = Number(min_value=0, max_value=MOST_BYTES, help_text="`received`, as last answered.")
    part = Scan(help_text="`part_bytes` bytes; the last part has what is left.")
    example = {"offset": 0, "part": "(the bytes)"}


class CaseUploads(Endpoint):
    tag = "Documents"
    shown_at = "upload"

    @operation(
        "begin_upload", "document.add", of=queries.case_of, takes=BeginUpload, gives=UploadShape,
        creates=True, links=LEADS, blocked=("closed", "too_many_uploads"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Begin to send a file in parts, or go on with one of this name and size.

        What nobody went on with for a day is removed.
        """
        form = forms.BeginUploadForm(form_input(given))
        return actions.begin_upload(request.actor, case=case, **checked(form))


class Upload(Endpoint):
    tag = "Documents"

    @operation("read_upload", "document.add", of=queries.upload_of, gives=UploadShape, links=LEADS)
    def get(self, request: Any, upload: Any) -> Any:
        """Read how far a file has arrived."""
        return upload

    @operation("discard_upload", "document.add", of=queries.upload_of)
    def delete(self, request: Any, upload: Any) -> None:
        """Discard an unfinished upload with all that arrived of it."""
        actions.discard_upload(request.actor, upload=upload)


class UploadParts(Endpoint):
    tag = "Documents"

    @operation(
        "send_part", "document.add", of=queries.upload_of, takes=SendPart, gives=UploadShape,
        uploads=True, links=LEADS, blocked=("other_part",),
    )  # fmt: skip
    def post(self, request: Any, upload: Any, given: dict[str, Any]) -> Any:
        """Send the next part. It is kept whole or not at all; ask `read_upload` when in doubt."""
        form = forms.PartForm(
            form_input({}, offset=given["offset"]), MultiValueDict({"part": [given["part"]]})
        )
        return actions.keep_part(request.actor, upload=upload, **checked(form))
