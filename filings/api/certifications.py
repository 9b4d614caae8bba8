"""What is asked of agencies: the directory, the survivor's choice, requests, chases, answers."""

from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Id,
    Scan,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
)
from clinic.tenancy.current import today
from filings import actions
from filings.api.filings import LEADS, FilingShape
from filings.forms import certifications as forms
from filings.queries import certifications as queries
from filings.queries import filing_of
from filings.rules.certifications import ANSWERS, CHANNELS, YES

ANSWERED = ("issued", "declined")


class ChoiceShape(Shape):
    answer = Choice(ANSWERS)
    language = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    asked_on = serializers.DateField(source="choice.asked_on")
    recorded_by = serializers.CharField(source="choice.recorded_by.user.name")


class ChaseShape(Shape):
    on = serializers.DateField()
    channel = Choice(CHANNELS)
    climbed = serializers.BooleanField(help_text="Asked above the person asked before.")
    note = serializers.CharField(allow_null=True)
    recorded_by = serializers.CharField(source="recorded_by.user.name")


class AgencyRequestShape(Shape):
    id = serializers.UUIDField(source="request.pk")
    agency = serializers.UUIDField(source="request.agency_id")
    channel = Choice(CHANNELS, source="request.channel")
    requested_on = serializers.DateField(source="request.requested_on")
    waiting = serializers.BooleanField()
    days = serializers.IntegerField(help_text="Until the answer, or until today.")
    answer = Choice(ANSWERED, source="request.answer", allow_blank=True)
    answered_on = serializers.DateField(source="request.answered_on", allow_null=True)
    received_on = serializers.DateField(source="request.received_on", allow_null=True)
    has_document = serializers.SerializerMethodField()
    chases = serializers.SerializerMethodField()

    def get_has_document(self, line: Any) -> bool:
        return line.request.document_id is not None

    def get_chases(self, line: Any) -> list[dict[str, Any]]:
        return [dict(ChaseShape(chase).data) for chase, _channel in line.chases]


class CertificationShape(Shape):
    """All about one filing that is asked of an agency."""

    standing = Choice(ANSWERS, allow_blank=True, help_text="What the survivor said last, or empty.")
    taken_back = serializers.BooleanField(
        help_text="The yes was taken back while an agency works on it: do not ask again."
    )
    may_ask = serializers.BooleanField()
    choices = ChoiceShape(many=True)
    requests = AgencyRequestShape(many=True)


class WaitingShape(Shape):
    """A request that waits for its answer."""

    id = serializers.UUIDField(source="request.pk")
    filing = serializers.UUIDField(source="request.filing_id")
    form = serializers.CharField(source="request.filing.form")
    case = serializers.UUIDField(source="request.case_id")
    agency = serializers.UUIDField(source="request.agency_id")
    requested_on = serializers.DateField(source="request.requested_on")
    days = serializers.IntegerField()
    chases = serializers.IntegerField()
    ask_again = serializers.DateField(allow_null=True)
    taken_back = serializers.BooleanField()


class WaitingFilters(Body):
    agency = Id(required=False)


class RecordChoice(Body):
    answer = Choice(ANSWERS)
    language = Text(100, help_text="The language it was explained in.")
    asked_on = Day()
    note = Text(forms.LONGEST_NOTE, required=False, help_text="Stored sealed.")
    example = {"answer": "yes", "language": "Tigrinya", "asked_on": "2026-03-02"}


class SendRequest(Body):
    agency = Id()
    channel = Choice(CHANNELS)
    on = Day(help_text="The day on which it was sent.")


class ChaseRequest(Body):
    channel = Choice(CHANNELS)
    on = Day()
    climbed = Flag(required=False)
    note = Text(forms.LONGEST_NOTE, required=False, help_text="Stored sealed.")
    example = {"channel": "phone", "on": "2026-04-02"}


class RecordAnswer(Body):
    answer = Choice(ANSWERED)
    answered_on = Day(help_text="The day on which it was signed: an I-918B counts from it.")
    received_on = Day()
    document = Scan(required=False)


class Certification(Endpoint):
    tag = "Certifications"

    @operation("read_certification", "filing.view", of=filing_of, gives=CertificationShape)
    def get(self, request: Any, filing: Any) -> Any:
        """Read the survivor's choice and the requests of a filing that is asked of an agency."""
        return queries.certification_of(filing)


class Choices(Endpoint):
    tag = "Certifications"
    shown_at = "certification"

    @operation(
        "record_choice", "certification.choose", of=filing_of, takes=RecordChoice,
        gives=CertificationShape, blocked=("no_yes", "closed", "not_asked_of_agencies"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any]) -> Any:
        """Record what the survivor said. A yes taken back ends every chase at once."""
        withdrawable = queries.standing_choice(filing) == YES
        form = forms.ChoiceForm(
            form_input(given, once=OnceField.signed(OnceField.new())),
            today=today(), withdrawable=withdrawable or given["answer"] == "withdrawn",
        )  # fmt: skip
        checked(form)
        actions.record_choice(request.actor, filing=filing, **form.arguments())
        return queries.certification_of(filing)


class Requests(Endpoint):
    tag = "Certifications"

    @operation(
        "send_request", "certification.request", of=filing_of, takes=SendRequest,
        gives=FilingShape, changes=True, versioned=True, links=LEADS,
        blocked=(
            "no_yes", "closed", "agency_inactive", "not_asked_of_agencies", "move_unlawful",
            "not_engaged",
        ),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Record that an agency was asked: only with a yes of the survivor that stands."""
        offered = queries.agency_choices()
        if given["agency"] not in [pk for pk, _name in offered]:
            raise not_there("agency")
        once = OnceField.signed(OnceField.new())
        form = forms.RequestForm(
            form_input(given, once=once, version=version), today=today(), agencies=offered
        )
        said = dict(checked(form))
        said["request_id"] = said.pop("once")
        agency = queries.agency_of(request.actor, said.pop("agency"))
        actions.send_request(request.actor, filing=filing, agency=agency, **said)
        return filing_of(request.actor, filing.pk)


class Chases(Endpoint):
    tag = "Certifications"

    @operation(
        "chase_request", "certification.chase", of=queries.request_of, takes=ChaseRequest,
        gives=CertificationShape, blocked=("no_yes", "answered_already", "asked_anew", "closed"),
    )  # fmt: skip
    def post(self, request: Any, asked: Any, given: dict[str, Any]) -> Any:
        """Record that the agency was asked again; the next day to ask is computed."""
        form = forms.ChaseForm(form_input(given), today=today())
        actions.chase_request(request.actor, request=asked, **checked(form))
        return queries.certification_of(asked.filing)


class Answers(Endpoint):
    tag = "Certifications"

    @operation(
        "record_answer", "certification.request", of=queries.request_of, takes=RecordAnswer,
        gives=CertificationShape, uploads=True,
        blocked=("answered_already", "asked_anew", "closed", "move_unlawful"),
    )  # fmt: skip
    def post(self, request: Any, asked: Any, given: dict[str, Any]) -> Any:
        """Record what the agency answered, with its document if there is one."""
        document = given.pop("document", None)
        files = {"document": document} if document else None
        form = forms.AnswerForm(form_input(given), files, today=today())
        checked(form)
        actions.record_answer(request.actor, request=asked, **form.arguments())
        return queries.certification_of(asked.filing)


class WaitingRequests(Endpoint):
    tag = "Certifications"

    @operation(
        "list_waiting_requests", "certification.view", wanted=WaitingFilters, gives=WaitingShape,
        paged=True,
    )  # fmt: skip
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List what waits for an agency in all cases you reach, the longest first.

        Needs `case.view` and `filing.view` as well: without, the list would be empty, as if nothing
        waited.
        """
        require(request.actor, "case.view")
        require(request.actor, "filing.view")
        page = queries.waiting_page(request.actor, agency=wanted.get("agency"), after=after)
        return Listing(queries.waiting_lines(page.rows), page.next, page.previous)
