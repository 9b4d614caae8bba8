"""Notices: what an agency sent about a filing, and the scan of it."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers

from clinic.files.responses import download
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Number,
    Scan,
    Shape,
    Text,
    checked,
    form_input,
    wrong,
)
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.queries.words import HEARINGS, without_values
from filings.rules.notices import KINDS

SERVICES = ("mail", "electronic")
RESPONSES = ("paper", "online")
# In each notice, whatever its kind.
ALWAYS = {"kind", "notice_date", "document"}
BYTES = "application/octet-stream"


class NoticeShape(Shape):
    """A notice, and the deadline it set going if it set one."""

    id = serializers.UUIDField(source="notice.pk")
    case = serializers.UUIDField(source="notice.case_id")
    filing = serializers.UUIDField(source="notice.filing_id")
    kind = Choice(KINDS, source="notice.kind")
    label = serializers.CharField()  # type: ignore[assignment]
    notice_date = serializers.DateField(source="notice.notice_date")
    service = Choice(["", *SERVICES], source="notice.service")
    response = Choice(["", *RESPONSES], source="notice.response")
    response_days = serializers.IntegerField(source="notice.response_days", allow_null=True)
    printed_due_date = serializers.DateField(source="notice.printed_due_date", allow_null=True)
    appointment_on = serializers.DateField(source="notice.appointment_on", allow_null=True)
    appointment_time = serializers.TimeField(
        source="notice.appointment_time",
        format="%H:%M",
        allow_null=True,
        help_text="By the clock of that place.",
    )
    appointment_place = serializers.CharField(source="notice.appointment_place", allow_null=True)
    hearing_kind = Choice(["", *HEARINGS], source="notice.hearing_kind")
    valid_from = serializers.DateField(source="notice.valid_from", allow_null=True)
    valid_to = serializers.DateField(source="notice.valid_to", allow_null=True)
    media_type = serializers.CharField(
        source="notice.document.media_type",
        allow_null=True,
        help_text="Of the scan; null: none is stored.",
    )
    recorded_at = serializers.DateTimeField(source="notice.recorded_at")
    recorded_by = serializers.CharField(source="notice.recorded_by.user.name")
    deadline = serializers.UUIDField(
        source="deadline.pk", allow_null=True, help_text="Its id; null: it set none going."
    )
    unwatched = serializers.ListField(
        child=serializers.CharField(),
        help_text="Rules that wait for a `valid_to` which it does not give: nothing watches when "
        "it expires. `add_deadline` by such a rule once the day is known.",
    )


class NoticeList(Shape):
    items = NoticeShape(many=True)


class RecordNotice(Body):
    """What a kind does not ask for is left out; `notices_offered` of the filing says what."""

    kind = Choice(KINDS)
    notice_date = Day()
    service = Choice(SERVICES, required=False, help_text="How it came; both ways: electronic.")
    response = Choice(RESPONSES, required=False, help_text="Left out: not known yet.")
    response_days = Number(
        required=False, allow_null=True, min_value=1, max_value=999,
        help_text="The days it gives for the answer. Needed when no due date is printed.",
    )  # fmt: skip
    printed_due_date = Day(
        required=False, allow_null=True, help_text="If the notice prints one, it decides."
    )
    appointment_on = Day(
        required=False, allow_null=True, help_text="The day of an appointment or hearing."
    )
    appointment_time = Text(5, required=False, help_text="As HH:MM, by the clock of that place.")
    appointment_place = Text(300, required=False, help_text="Stored sealed.")
    hearing_kind = Choice(HEARINGS, required=False)
    valid_from = Day(required=False, allow_null=True)
    valid_to = Day(
        required=False, allow_null=True,
        help_text="The last day of what was granted; the windows of a status count from it.",
    )  # fmt: skip
    example = {
        "kind": "rfe",
        "notice_date": "2026-03-06",
        "service": "mail",
        "response": "paper",
        "response_days": 84,
    }


class RecordScannedNotice(RecordNotice):
    """A notice with its scan; a file travels in a form only."""

    document = Scan(help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    example = {**RecordNotice.example, "document": "(the file)"}


LEADS = {
    "read": Link("read_notice"),
    "deadline": Link("read_deadline", {"id": "$response.body#/deadline"}),
}
STOPS = ("not_receipted", "not_begun", "move_unlawful", "closed")


class Notices(Endpoint):
    tag = "Notices"
    shown_at = "notice"

    @operation("list_notices", "filing.view", of=queries.filing_of, gives=NoticeList)
    def get(self, request: Any, filing: Any) -> Any:
        """List the notices about a filing, newest first."""
        return {"items": queries.notices_of(request.actor, filing)}

    @operation(
        "record_notice", "notice.record", of=queries.filing_of, takes=RecordNotice,
        gives=NoticeShape, creates=True, links=LEADS, blocked=STOPS,
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a notice, with the step it means and the deadline it sets going.

        A filing must have its receipt first.
        """
        return _record(request.actor, filing, given, once)


class ScannedNotices(Endpoint):
    tag = "Notices"
    shown_at = "notice"

    @operation(
        "record_scanned_notice", "notice.record", of=queries.filing_of, takes=RecordScannedNotice,
        gives=NoticeShape, creates=True, uploads=True, links=LEADS, blocked=STOPS,
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a notice together with its scan."""
        return _record(request.actor, filing, given, once)


class Notice(Endpoint):
    tag = "Notices"

    @operation("read_notice", "filing.view", of=queries.notice_of, gives=NoticeShape)
    def get(self, request: Any, notice: Any) -> Any:
        """Read a notice."""
        return queries.notice_row(request.actor, notice.pk)


class NoticeFile(Endpoint):
    tag = "Notices"

    @operation(
        "download_notice", "notice.download", of=queries.notice_of, media_type=BYTES,
        blocked=("file_altered",),
    )  # fmt: skip
    def get(self, request: Any, notice: Any) -> Any:
        """Download the scan of a notice; that it was let out is recorded.

        What kind of file it is, the notice says as `media_type`.
        """
        if notice.document is None:
            raise Http404
        actions.download_notice(request.actor, notice=notice)
        answer = download(notice.document, queries.filename_of(notice))
        answer["Content-Type"] = BYTES
        return answer


def _record(actor: Any, filing: Any, given: dict[str, Any], once: Any) -> Any:
    upload, kind = given.pop("document", None), given["kind"]
    _refuse_unasked(queries.asked_of(filing, kind), given)
    form = forms.NoticeForm(
        form_input(given, once=OnceField.signed(once)),
        {"document": upload} if upload else {},
        kind=kind,
        form=queries.row_of(filing).form,
        last=queries.last_day_of(filing),
        today=today(),
        say=without_values,
    )
    checked(form)
    new = actions.record_notice(actor, filing=filing, kind=kind, **form.for_action())
    return queries.notice_row(actor, new.pk)


def _refuse_unasked(asked: tuple[str, ...], given: dict[str, Any]) -> None:
    """A page has no field for it; a program that sends it means something else than it does."""
    for name, value in given.items():
        if name not in asked and name not in ALWAYS and value is not None:
            text = _("A notice of this kind about this form does not ask for this. Leave it out.")
            raise wrong(name, text, code="not_asked")
