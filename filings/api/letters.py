"""Letters: uploaded, read, and confirmed or set aside by whoever answers for them."""

from typing import Any

from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.queries import case_of
from clinic.access.refusals import NotVisible
from clinic.files.responses import download
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Flag,
    Id,
    Scan,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
    wrong,
)
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.api.notices import BYTES, RecordNotice
from filings.queries.words import without_values
from filings.rules.reading import FIELDS
from filings.rules.readings import PROBLEMS, WHY

STATES = ("queued", "ready", "unreadable", "confirmed", "dismissed")
NOT_ASKED = {"kind", "notice_date", "filing", "receipt_number"}


class LetterShape(Shape):
    """A letter on its way into the record."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    filing = serializers.UUIDField(
        source="filing_id", allow_null=True, help_text="Null: nobody has said yet."
    )
    status = Choice(STATES)
    problem = Choice(["", *PROBLEMS], help_text="Why nothing could be read.")
    uploaded_at = serializers.DateTimeField()
    uploaded_by = serializers.CharField(source="uploaded_by.user.name")
    notice = serializers.UUIDField(
        source="notice_id", allow_null=True, help_text="What it was recorded as."
    )
    version = serializers.IntegerField()


class LetterList(Shape):
    items = LetterShape(many=True)


class FoundShape(Shape):
    """One passage: a page, counted from 1, and a stretch of its text."""

    value = serializers.CharField(allow_null=True, help_text="What it would mean.")
    page = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class FieldShape(Shape):
    """What was read for one field. `value` is null unless it is sure."""

    field = Choice(FIELDS)
    value = serializers.CharField(allow_null=True, help_text="Days as YYYY-MM-DD.")
    why = Choice(["", *WHY], help_text="Why it is not sure.")
    found = FoundShape(many=True)


class ReadLetterShape(Shape):
    """The letter's text and what was read in it; empty before it was read and after it ended."""

    letter = LetterShape()
    pages = serializers.ListField(child=serializers.CharField(allow_blank=True))
    silent = serializers.ListField(
        child=serializers.IntegerField(), help_text="Pages without words, which were not read."
    )
    fields_read = FieldShape(many=True)


class UploadLetter(Body):
    """A letter travels in a form only."""

    document = Scan(help_text="PDF, PNG or JPEG. Sealed while it arrives, then read.")
    filing = Id(required=False, help_text="What it is about; else its receipt number says.")
    example = {"document": "(the file)"}


class ConfirmLetter(RecordNotice):
    """The notice as a person has confirmed it; what its kind does not ask for is left out."""

    filing = Id(required=False, help_text="Needed where the letter does not say it.")
    receipt_number = Text(
        60, required=False, help_text="Of a receipt about a filing that was sent."
    )
    example = RecordNotice.example


class DismissLetter(Body):
    reason = Text(2000, help_text="Stored sealed.")
    keep_file = Flag()
    example = {"reason": "Uploaded twice.", "keep_file": False}


LEADS = {"read": Link("read_letter")}
WITHIN = {"id": "$response.body#/letter/id"}


class Letters(Endpoint):
    tag = "Notices"
    shown_at = "letter"

    @operation("list_letters", "notice.record", of=case_of, gives=LetterList)
    def get(self, request: Any, case: Any) -> Any:
        """List the letters of a case that wait to be confirmed, the oldest first."""
        return {"items": queries.waiting_readings(request.actor, case)}

    @operation(
        "upload_letter", "notice.record", of=case_of, takes=UploadLetter, gives=LetterShape,
        creates=True, uploads=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Upload a letter; a worker reads it within a moment. Nothing is recorded from it yet."""
        form = forms.LetterForm(
            form_input({}, once=OnceField.signed(once)),
            MultiValueDict({"document": [given["document"]]}),
        )
        new = actions.begin_reading(
            request.actor, case=case, filing=_filing(request.actor, case.pk, given),
            upload=checked(form)["document"], reading_id=once,
        )  # fmt: skip
        return queries.reading_of(request.actor, new.pk)


class Letter(Endpoint):
    tag = "Notices"

    @operation(
        "read_letter", "notice.record", of=queries.reading_of, gives=ReadLetterShape, cost=5,
        links={
            "confirm": Link("confirm_letter", WITHIN), "dismiss": Link("dismiss_letter", WITHIN),
        },
    )  # fmt: skip
    def get(self, request: Any, reading: Any) -> Any:
        """Read a letter and what was found in it; that it was looked at is recorded."""
        actions.view_reading(request.actor, reading=reading)
        found = reading.found or {}
        return {
            "letter": reading,
            "pages": reading.pages or [],
            "silent": found.get("silent", []),
            "fields_read": found.get("fields", []),
        }


class LetterState(Endpoint):
    tag = "Notices"

    @operation(
        "read_letter_state", "notice.record", of=queries.reading_of, gives=LetterShape,
        versioned=True, links=LEADS,
    )  # fmt: skip
    def get(self, request: Any, reading: Any) -> Any:
        """Read where a letter stands, without its text."""
        return reading


class ConfirmedLetter(Endpoint):
    tag = "Notices"

    @operation(
        "confirm_letter", "notice.record", of=queries.reading_of, takes=ConfirmLetter,
        gives=LetterShape, changes=True, versioned=True, links=LEADS,
        blocked=("ended_reading", "not_receipted", "move_unlawful", "closed"),
    )  # fmt: skip
    def post(self, request: Any, reading: Any, given: dict[str, Any], version: int) -> Any:
        """Record the notice as it was confirmed; the letter's text is then deleted."""
        actor = request.actor
        filing = _filing(actor, reading.case_id, given) or reading.filing
        if filing is None:
            raise wrong("filing", _("Say which filing the letter is about."), code="required")
        form = _form(filing, given, version)
        checked(form)
        actions.confirm_reading(
            actor, reading=reading, filing=filing, kind=given["kind"], **form.said()
        )
        return queries.reading_of(actor, reading.pk)


class DismissedLetter(Endpoint):
    tag = "Notices"

    @operation(
        "dismiss_letter", "notice.record", of=queries.reading_of, takes=DismissLetter,
        gives=LetterShape, changes=True, versioned=True, links=LEADS,
        blocked=("ended_reading", "on_hold"),
    )  # fmt: skip
    def post(self, request: Any, reading: Any, given: dict[str, Any], version: int) -> Any:
        """Set a letter aside without a notice; its text goes, its file stays if asked."""
        keep = "keep" if given["keep_file"] else "discard"
        form = forms.DismissForm(
            form_input({"reason": given["reason"], "keep_file": keep, "version": version})
        )
        actions.dismiss_reading(request.actor, reading=reading, **checked(form))
        return queries.reading_of(request.actor, reading.pk)


class LetterFile(Endpoint):
    tag = "Notices"

    @operation(
        "download_letter", "notice.download", of=queries.reading_of, media_type=BYTES,
        blocked=("file_altered",),
    )  # fmt: skip
    def get(self, request: Any, reading: Any) -> Any:
        """Download the uploaded file; that it was let out is recorded."""
        if reading.document is None:
            raise Http404
        actions.download_reading(request.actor, reading=reading)
        answer = download(reading.document, queries.filename_of_reading(reading))
        answer["Content-Type"] = BYTES
        return answer


def _filing(actor: Any, case_id: Any, given: dict[str, Any]) -> Any:
    """Return the filing that was named, of this case. :raises ValidationError: none such"""
    if not given.get("filing"):
        return None
    try:
        found = queries.filing_of(actor, given["filing"])
    except NotVisible:
        raise not_there("filing") from None
    if found.case_id != case_id:
        raise not_there("filing")
    return found


def _form(filing: Any, given: dict[str, Any], version: int) -> Any:
    last, kind = queries.last_day_of(filing), given["kind"]
    said = {name: value for name, value in given.items() if name != "filing"}
    once = OnceField.signed(OnceField.new())
    if kind == "receipt" and queries.awaits_receipt(filing):
        sent = form_input(
            {"receipt_number": said.get("receipt_number"), "on": said["notice_date"]},
            version=version, once=once,
        )  # fmt: skip
        return forms.ConfirmReceiptForm(sent, last=last, today=today(), say=without_values)
    asked = queries.asked_of(filing, kind)
    for name, value in said.items():
        if name not in asked and name not in NOT_ASKED and value not in (None, ""):
            text = _("A notice of this kind about this form does not ask for this. Leave it out.")
            raise wrong(name, text, code="not_asked")
    return forms.ConfirmForm(
        form_input(said, version=version, once=once), kind=kind, form=queries.row_of(filing).form,
        last=last, today=today(), say=without_values,
    )  # fmt: skip
