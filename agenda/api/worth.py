"""What hours are worth: sums of a period, rates, funders, who pays for a case."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import hours as rules
from agenda.rules import worth
from clinic.access.refusals import NotVisible
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Id,
    Number,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
    wrong,
)


class WorthShape(Shape):
    currency = Choice(worth.CURRENCIES)
    amount = serializers.DecimalField(max_digits=20, decimal_places=2)


class SumShape(Shape):
    """Hours that belong together, and what they are worth in each currency."""

    key = serializers.CharField(help_text="Id or code; empty for none.")
    name = serializers.CharField()
    tenths = serializers.IntegerField()
    unrated_tenths = serializers.IntegerField(source="unrated", help_text="No rate holds for them.")
    worth = serializers.SerializerMethodField()

    def get_worth(self, line: Any) -> list[dict[str, str]]:
        return [{"currency": code, "amount": str(amount)} for code, amount in line.worth]


class SumsShape(Shape):
    together = SumShape()
    items = SumShape(many=True)


class AskSums(Body):
    """A period, half open: `before` is the first day that no longer counts."""

    first = Day()
    before = Day()
    by = Choice(worth.BY)


class RateShape(Shape):
    id = serializers.UUIDField(source="pk")
    kind = Choice(["", *rules.KINDS], help_text="Empty: every kind.")
    funder = serializers.UUIDField(source="funder_id", allow_null=True)
    cents = serializers.IntegerField(help_text="Of an hour.")
    currency = Choice(worth.CURRENCIES)
    valid_from = serializers.DateField()


class RateList(Shape):
    items = RateShape(many=True)


class FunderShape(Shape):
    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()


class FunderList(Shape):
    items = FunderShape(many=True)


class WriteRate(Body):
    kind = Choice(rules.KINDS, required=False, help_text="Left out: every kind.")
    funder = Id(required=False, allow_null=True, help_text="Left out: any, or none.")
    cents = Number(min_value=1, max_value=worth.MOST_CENTS, help_text="Of an hour.")
    currency = Choice(worth.CURRENCIES)
    valid_from = Day()
    example = {"kind": "direct", "cents": 3180, "currency": "USD", "valid_from": "2026-01-01"}


class WriteFunder(Body):
    name = Text(worth.LONGEST_FUNDER)
    example = {"name": "Example Foundation"}


class SetFunder(Body):
    funder = Id(required=False, allow_null=True, help_text="Left out: nobody pays.")
    since = Day()
    example = {"since": "2026-01-01"}


class CaseFunderShape(Shape):
    case = serializers.UUIDField(source="case_id")
    funder = serializers.UUIDField(source="funder_id", allow_null=True)
    since = serializers.DateField()


class _Worth(Endpoint):
    tag = "Hours"

    def known(self, given: dict[str, Any]) -> None:
        if given.get("funder"):
            try:
                queries.funder_of(given["funder"])
            except NotVisible:
                raise not_there("funder") from None


class HourSums(_Worth):
    @operation("sum_hours", "hours.sum", wanted=AskSums, gives=SumsShape, cost=5)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """Sum the hours of a period, with what they are worth, in the cases you reach."""
        if wanted["before"] <= wanted["first"]:
            raise wrong("before", "The period holds no day.")
        last = wanted["before"] - timedelta(days=1)
        form = forms.PeriodForm(form_input({**wanted, "last": last}))
        checked(form)
        lines, whole = queries.sums(request.actor, **form.arguments())
        return {"together": whole, "items": lines}


class Rates(_Worth):
    @operation("list_hour_rates", "hours.rate", gives=RateList)
    def get(self, request: Any) -> Any:
        """List what an hour is worth, the latest first."""
        return {"items": queries.rates()}

    @operation("set_hour_rate", "hours.rate", takes=WriteRate, gives=RateShape, creates=True)
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Set what an hour is worth from a day on, of a kind or all, to a funder or all."""
        self.known(given)
        said = dict(given)
        said["amount"] = Decimal(said.pop("cents")) / 100
        form = forms.RateForm(
            form_input(said, once=OnceField.signed(once)), funders=queries.funders()
        )
        checked(form)
        return actions.set_rate(request.actor, **form.arguments())


class Funders(_Worth):
    @operation("list_funders", "hours.rate", gives=FunderList)
    def get(self, request: Any) -> Any:
        """List the funders that hours are told apart by."""
        return {"items": queries.funders()}

    @operation(
        "add_funder", "hours.rate", takes=WriteFunder, gives=FunderShape, creates=True,
        blocked=("funder_known",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Name a funder."""
        said = checked(forms.FunderForm(form_input(given, once=OnceField.signed(once))))
        return actions.add_funder(request.actor, funder_id=once, name=said["name"])


class CaseFunder(_Worth):
    @operation(
        "set_case_funder", "hours.rate", of=queries.case_of, takes=SetFunder,
        gives=CaseFunderShape, status=200,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any]) -> Any:
        """Say who pays for a case from a day on; what was said before holds for days before."""
        self.known(given)
        form = forms.CaseFunderForm(form_input(given), funders=queries.funders())
        return actions.set_funder(request.actor, case=case, **checked(form))
