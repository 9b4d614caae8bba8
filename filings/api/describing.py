"""A filing's numbers, edition and fee; what it opens the way to; and whom a letter is about."""

from typing import Any

from rest_framework import serializers

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input, wrong
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.api.filings import LEADS, FilingShape
from filings.queries.told import STATUSES
from filings.queries.words import REVEAL_REASONS
from filings.rules.editions import FEES
from filings.rules.forms import FORMS

KINDS = sorted(
    {each.code for form in FORMS.values() for each in form.identifiers if each.kind != "receipt"}
)


class RecordIdentifier(Body):
    kind = Choice(KINDS, help_text="One of the filing's `numbers`.")
    number = Text(80, help_text="Whole. Stored sealed.")
    example = {"kind": "a_number", "number": "A012345678"}


class RevealIdentifier(Body):
    kind = Choice(KINDS)
    reason = Choice(REVEAL_REASONS)
    example = {"kind": "a_number", "reason": "filing"}


class RevealedNumber(Shape):
    number = serializers.CharField()


class DescribeFiling(Body):
    """What is left out is emptied: it says that it is not known."""

    edition = Text(20, required=False, help_text="As the form prints it.")
    fee = Choice(FEES, required=False)
    fee_amount = Text(12, required=False, help_text="Of a fee that was paid: `470.00`.")
    example = {"fee": "none"}


class ProposedShape(Shape):
    """A filing that a step of this one opened the way to; nothing is added by itself."""

    on = Choice(STATUSES)
    form = Choice(FORMS)
    name = serializers.CharField()
    text = serializers.CharField()


class ProposedList(Shape):
    items = ProposedShape(many=True)


class AcceptDependent(Body):
    on = Choice(STATUSES)
    form = Choice(FORMS)
    example = {"on": "bfd", "form": "I-765"}


class DismissDependent(AcceptDependent):
    reason = Text(2000, help_text="Sealed.")
    example = {**AcceptDependent.example, "reason": "Came with the approval."}


class FindFilings(Body):
    number = Text(80, help_text="A receipt number, A-number, docket or reference, whole.")
    example = {"number": "IOE0123456789"}


class FoundFiling(Shape):
    filing = serializers.UUIDField(source="filing.pk")
    case = serializers.UUIDField(source="filing.case_id")
    form = Choice(FORMS, source="filing.form")


class FoundFilings(Shape):
    items = FoundFiling(many=True)


class Identifiers(Endpoint):
    tag = "Filings"

    @operation(
        "record_identifier", "notice.record", of=queries.filing_of, takes=RecordIdentifier,
        gives=FilingShape, changes=True, versioned=True, links=LEADS,
        blocked=("no_such_identifier", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Record a number by which the agency or court knows the filing, or correct it."""
        described = queries.numbers_described(filing)
        form = forms.IdentifierForm(form_input(given, version=version), described=described)
        if given["kind"] not in form.described:
            # Which number it has is the action's to say.
            form.described[given["kind"]] = queries.described_anywhere(given["kind"])
            form.fields["kind"].choices = [(given["kind"], given["kind"])]  # type: ignore[attr-defined]
        actions.record_identifier(request.actor, filing=filing, **checked(form))
        return queries.filing_of(request.actor, filing.pk)


class RevealedIdentifier(Endpoint):
    tag = "Filings"

    @operation(
        "reveal_identifier", "client.reveal", of=queries.filing_of, takes=RevealIdentifier,
        gives=RevealedNumber, cost=10, blocked=("no_number",),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any]) -> Any:
        """Show a whole number. Who asked, and why, is recorded."""
        number = actions.reveal_identifier(
            request.actor, filing=filing, kind=given["kind"], reason=given["reason"]
        )
        return {"number": number}


class Description(Endpoint):
    tag = "Filings"

    @operation(
        "describe_filing", "filing.add", of=queries.filing_of, takes=DescribeFiling,
        gives=FilingShape, changes=True, versioned=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Say which edition of the form is used, and what was done about its fee."""
        catalogued = queries.row_of(filing).form
        form = forms.DescribeForm(
            form_input(given, version=version), form=catalogued, today=today()
        )
        actions.describe_filing(request.actor, filing=filing, **checked(form))
        return queries.filing_of(request.actor, filing.pk)


class Dependents(Endpoint):
    tag = "Filings"

    @operation("list_dependents", "filing.view", of=queries.filing_of, gives=ProposedList)
    def get(self, request: Any, filing: Any) -> Any:
        """List what the steps of a filing open the way to and nobody has answered."""
        return {"items": queries.dependents_of(filing)}


class AcceptedDependent(Endpoint):
    tag = "Filings"
    shown_at = "filing"

    @operation(
        "accept_dependent", "filing.add", of=queries.filing_of, takes=AcceptDependent,
        gives=FilingShape, creates=True, versioned=True, links=LEADS,
        blocked=("not_proposed", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a proposed filing, as a draft that knows which filing it came from."""
        made = actions.accept_dependent(request.actor, filing=filing, filing_id=once, **given)
        return queries.filing_of(request.actor, made.pk)


class DismissedDependent(Endpoint):
    tag = "Filings"

    @operation(
        "dismiss_dependent", "filing.add", of=queries.filing_of, takes=DismissDependent,
        gives=FilingShape, changes=True, versioned=True, links=LEADS,
        blocked=("not_proposed", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Say why a proposal is not followed; it is not made again."""
        proposal = f"{given['on']}:{given['form']}"
        said = {"proposal": proposal, "decision": "dismiss", "reason": given["reason"]}
        checked(forms.DependentForm(form_input(said, once=OnceField.signed(filing.pk))))
        actions.dismiss_dependent(request.actor, filing=filing, version=version, **given)
        return queries.filing_of(request.actor, filing.pk)


class Found(Endpoint):
    tag = "Filings"

    @operation("find_filings", "filing.view", takes=FindFilings, gives=FoundFilings, cost=5)
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Find the filings that carry a number, as a letter does. Nothing is kept of it."""
        if not given["number"].strip():
            raise wrong("number", "", code="blank")
        return {"items": queries.filings_found(request.actor, given["number"])}
