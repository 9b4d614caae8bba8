"""Filings: what can be added, those of a case, and each with its steps and receipt."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.queries import case_of
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.queries.told import STATUSES
from filings.queries.words import REVEAL_REASONS, without_values
from filings.rules.editions import FEES
from filings.rules.facts import KINDS as KINDS_OF_FACTS
from filings.rules.notices import KINDS

TO_FILING = Link("read_filing")
LEADS = {
    "read": TO_FILING,
    "move": Link("move_filing"),
    "record_receipt": Link("record_receipt"),
    "record_notice": Link("record_notice"),
}


class FilingRow(Shape):
    """A line of a case's filings."""

    id = serializers.UUIDField(source="filing.pk")
    form = serializers.CharField(source="filing.form", help_text="As list_forms names it.")
    name = serializers.CharField()
    status = Choice(STATUSES, source="filing.status")
    status_label = serializers.CharField()
    next_deadline = serializers.UUIDField(
        source="next_deadline.pk", allow_null=True, help_text="Its id; null if none is open."
    )
    next_due = serializers.DateField(
        source="next_deadline.remind_by", allow_null=True, help_text="The day that one counts to."
    )


class FilingList(Shape):
    items = FilingRow(many=True)


class FilingStepShape(Shape):
    """A step a filing took or may take."""

    code = Choice(STATUSES)
    label = serializers.CharField()  # type: ignore[assignment]


class StepFactShape(Shape):
    """A fact that a deadline set going by the step counts from, besides its day."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = Choice(KINDS_OF_FACTS)
    required = serializers.BooleanField()  # type: ignore[assignment]
    choices = serializers.ListField(child=serializers.CharField())


class NextStepShape(FilingStepShape):
    facts = StepFactShape(many=True, help_text="Empty: it needs nothing but a day.")


class StepTakenShape(Shape):
    """A step a filing took, and on which day."""

    was = Choice(STATUSES)
    became = Choice(STATUSES)
    on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField(source="recorded_by.user.name")


class OfferedNotice(Shape):
    """A kind of notice that can have come by now, and what it asks for."""

    code = Choice(KINDS)
    label = serializers.CharField()  # type: ignore[assignment]
    asks = serializers.ListField(child=serializers.CharField())


class NumberShape(Shape):
    """A number by which the agency or court knows the filing."""

    kind = serializers.CharField()
    name = serializers.CharField()
    looks_like = serializers.CharField(source="example")
    tail = serializers.CharField(allow_blank=True)


class FilingShape(Shape):
    """A filing. Of its receipt number only the last digits, to compare with a letter at hand."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    form = serializers.CharField()
    name = serializers.SerializerMethodField()
    status = Choice(STATUSES)
    status_label = serializers.SerializerMethodField()
    relative = serializers.UUIDField(
        source="family_member_id", allow_null=True, help_text="The relative it is for, if any."
    )
    planned_for = serializers.DateField(allow_null=True)
    needs = serializers.SerializerMethodField(help_text="What to think of. No legal advice.")
    receipt_tail = serializers.SerializerMethodField(help_text="Empty: no receipt is recorded.")
    numbers = serializers.SerializerMethodField(
        help_text="Its other numbers: of each only the last signs; empty: not recorded."
    )
    follows = serializers.UUIDField(
        source="parent_id", allow_null=True, help_text="The filing whose step proposed it."
    )
    edition = serializers.CharField(allow_blank=True)
    fee = Choice(["", *FEES])
    fee_amount = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    fee_currency = serializers.CharField(allow_blank=True)
    takes_receipt = serializers.SerializerMethodField(
        help_text="A receipt number can be recorded, or corrected."
    )
    next_steps = serializers.SerializerMethodField(
        help_text="Steps that can be taken with move_filing."
    )
    notices_offered = serializers.SerializerMethodField()
    steps_taken = serializers.SerializerMethodField()
    added_at = serializers.DateTimeField()
    added_by = serializers.CharField(source="added_by.user.name")
    version = serializers.IntegerField()

    def get_name(self, filing: Any) -> str:
        return queries.row_of(filing).name

    def get_status_label(self, filing: Any) -> str:
        return queries.row_of(filing).status_label

    def get_needs(self, filing: Any) -> str:
        return queries.needs_of(filing)

    def get_receipt_tail(self, filing: Any) -> str:
        return queries.receipt_tail(filing)

    @extend_schema_field(NumberShape(many=True))
    def get_numbers(self, filing: Any) -> Any:
        return NumberShape(queries.numbers_of(filing), many=True).data

    def get_takes_receipt(self, filing: Any) -> bool:
        return queries.takes_receipt(filing)

    @extend_schema_field(NextStepShape(many=True))
    def get_next_steps(self, filing: Any) -> Any:
        steps = queries.offered_steps(self.context["actor"], filing)
        rows = [
            {"code": code, "label": label, "facts": queries.facts_asked(filing, code).values()}
            for code, label in steps
        ]
        return NextStepShape(rows, many=True).data

    @extend_schema_field(OfferedNotice(many=True))
    def get_notices_offered(self, filing: Any) -> Any:
        offered = queries.offered_notices(filing)
        return [
            {"code": code, "label": label, "asks": list(queries.asked_of(filing, code))}
            for code, label in offered
        ]

    @extend_schema_field(StepTakenShape(many=True))
    def get_steps_taken(self, filing: Any) -> Any:
        return StepTakenShape(queries.moves_of(filing), many=True).data


class RevealedReceiptShape(Shape):
    receipt_number = serializers.CharField()


class AddFiling(Body):
    form = Text(20, help_text="A code of list_forms.")
    example = {"form": "I-914"}


class RecordReceipt(Body):
    receipt_number = Text(60, help_text="Three letters and ten digits. Stored sealed.")
    on = Day(help_text="The date of the receipt notice.")
    example = {"receipt_number": "IOE0123456789", "on": "2026-01-20"}


class RevealReceipt(Body):
    reason = Choice(REVEAL_REASONS)
    example = {"reason": "filing"}


class Filings(Endpoint):
    tag = "Filings"
    shown_at = "filing"

    @operation("list_filings", "filing.view", of=case_of, gives=FilingList)
    def get(self, request: Any, case: Any) -> Any:
        """List the filings of a case, newest first."""
        return {"items": queries.filings_of(request.actor, case)}

    @operation(
        "add_filing", "filing.add", of=case_of, takes=AddFiling, gives=FilingShape, creates=True,
        versioned=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a filing to an open case, as a draft."""
        said = checked(forms.AddForm(form_input(given, once=OnceField.signed(once))))
        new = actions.add_filing(request.actor, case=case, form=said["form"], filing_id=once)
        return queries.filing_of(request.actor, new.pk)


class Filing(Endpoint):
    tag = "Filings"

    @operation(
        "read_filing", "filing.view", of=queries.filing_of, gives=FilingShape, versioned=True,
        links=LEADS,
    )  # fmt: skip
    def get(self, request: Any, filing: Any) -> Any:
        """Read a filing: where it stands, the steps and notices that can come next."""
        return filing


class Receipt(Endpoint):
    tag = "Filings"

    @operation(
        "record_receipt", "notice.record", of=queries.filing_of, takes=RecordReceipt,
        gives=FilingShape, changes=True, versioned=True, links=LEADS,
        blocked=("not_sent_yet", "receipt_taken", "no_such_identifier", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Record the receipt number, or correct it. A filing that was sent becomes receipted.

        A number that another filing of the clinic has is refused; which one has it is not said.
        """
        sent = queries.awaits_receipt(filing)
        form = forms.ReceiptForm(
            form_input(given, version=version),
            last=queries.last_day_of(filing) if sent else None,
            today=today(),
            say=without_values,
        )
        actions.record_receipt(request.actor, filing=filing, **checked(form))
        return queries.filing_of(request.actor, filing.pk)


class RevealedReceipt(Endpoint):
    tag = "Filings"

    @operation(
        "reveal_receipt", "client.reveal", of=queries.filing_of, takes=RevealReceipt,
        gives=RevealedReceiptShape, cost=10, blocked=("no_receipt",),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any]) -> Any:
        """Show the whole receipt number. Who asked, and why, is recorded."""
        said = checked(forms.RevealForm(form_input(given)))
        number = actions.reveal_receipt(request.actor, filing=filing, reason=said["reason"])
        return {"receipt_number": number}
