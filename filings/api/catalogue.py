"""What can be filed, as the catalogue tells it."""

from typing import Any

from rest_framework import serializers

from cases.rules import MATTERS
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Choice, Shape
from filings import queries
from filings.rules.lifecycle import LIFECYCLES


class IdentifierShape(Shape):
    """A number by which the agency or court knows the filing."""

    code = serializers.CharField()
    name = serializers.CharField()
    looks_like = serializers.CharField(source="example")
    format = serializers.CharField(
        allow_blank=True, help_text="A regular expression for its stored form; empty: free text."
    )


class EditionShape(Shape):
    """An edition of a form, as printed on its foot."""

    edition = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class FeeShape(Shape):
    amount = serializers.DecimalField(max_digits=10, decimal_places=2)
    currency = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class ProposalShape(Shape):
    """A filing that a step of another opens the way to."""

    on = serializers.ListField(child=serializers.CharField(), help_text="Statuses.")
    form = serializers.CharField()
    text = serializers.CharField()


class CatalogueRowShape(Shape):
    """A form that can be filed, and what to think of before. No legal advice."""

    code = serializers.CharField()
    name = serializers.CharField()
    body = serializers.CharField(help_text="The agency that decides.")
    prerequisites = serializers.CharField()
    unlocks = serializers.CharField(allow_blank=True)
    jurisdiction = serializers.CharField(help_text="`us`, `uk`, `europe`, or that of a pack.")
    lifecycle = Choice(
        LIFECYCLES,
        help_text="U: application to USCIS; A: request to an agency; C: court; N: UK mechanism.",
    )
    matters = serializers.ListField(
        child=Choice(MATTERS),
        help_text="A signed letter for one of them lets it go out; empty: any letter does.",
    )
    supplements = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of filings that may go with it."
    )
    identifiers = IdentifierShape(many=True)
    editions = EditionShape(
        many=True, help_text="Empty: none is known here; look at the agency's page."
    )
    fees = FeeShape(many=True, help_text="Empty: not known here; look at the agency's page.")
    fee_waiver = serializers.CharField(
        allow_blank=True, help_text="The form that asks for a waiver; empty: none."
    )
    proposes = ProposalShape(many=True, help_text="What its steps open the way to.")
    source = serializers.CharField()  # type: ignore[assignment]
    verify_with_counsel = serializers.BooleanField(
        help_text="An attorney has to read the source before relying on this."
    )
    pack_version = serializers.CharField()
    on_denial = serializers.CharField(
        allow_blank=True, help_text="The rule that a denial sets going; empty if none does."
    )
    most_rfe_days = serializers.IntegerField(
        allow_null=True, help_text="The most a request for evidence may give; null: as its rule."
    )


class CatalogueList(Shape):
    items = CatalogueRowShape(many=True)


class Forms(Endpoint):
    tag = "Filings"

    @operation("list_forms", "filing.view", gives=CatalogueList)
    def get(self, request: Any) -> Any:
        """List the forms that can be added to a case."""
        return {"items": queries.catalogue()}
