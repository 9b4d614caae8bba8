"""How matters ended, and what a case brought to the client."""

from typing import Any

from rest_framework import serializers

from cases import actions, queries
from cases.api.matters import TO_MATTER, MatterShape
from cases.forms import outcomes as forms
from cases.rules import OUTCOMES
from cases.rules.outcomes import BENEFITS, CURRENCIES, LONGEST_NOTE
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Id, Shape, Text, checked, form_input

TO_BENEFIT = Link("read_benefit")
MISFITS = (
    "no_money", "amount_missing", "amount_range", "currency_missing", "paid_more", "day_missing",
    "nothing_ordered", "future_day", "ends_before", "day_too_old", "day_too_far",
)  # fmt: skip


class BenefitShape(Shape):
    """What a case brought. Amounts are text with two decimals, in units of `currency`."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    matter = serializers.UUIDField(source="matter_id", allow_null=True)
    kind = Choice(BENEFITS)
    obtained_on = Day(allow_null=True, help_text="Null: money that was only asked for.")
    ends_on = Day(allow_null=True)
    currency = Choice(["", *CURRENCIES])
    asked = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    ordered = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    paid = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    note = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_note(self, benefit: Any) -> str:
        return benefit.note or ""


class EndMatter(Body):
    outcome = Choice(OUTCOMES)
    ended_on = Day()
    example = {"outcome": "granted", "ended_on": "2026-03-06"}


class _Facts(Body):
    matter = Id(required=False, help_text="A matter of this case.")
    obtained_on = Day(required=False, help_text="Left out while money is only asked for.")
    ends_on = Day(required=False)
    currency = Choice(CURRENCIES, required=False, help_text="Of the amounts.")
    asked = Text(13, required=False, help_text="Only of kinds of money: `1200.00`.")
    ordered = Text(13, required=False, help_text="Ordered or agreed.")
    paid = Text(13, required=False, help_text="Paid so far.")
    note = Text(LONGEST_NOTE, required=False, help_text="Stored sealed.")


class AddBenefit(_Facts):
    kind = Choice(BENEFITS)
    example = {
        "kind": "restitution", "obtained_on": "2026-03-06", "currency": "USD",
        "asked": "1200.00", "ordered": "900.00",
    }  # fmt: skip


class ChangeBenefit(_Facts):
    """The whole of it; what is left out is empty from then on."""

    example = {
        "obtained_on": "2026-03-06", "currency": "USD", "asked": "1200.00", "ordered": "900.00",
        "paid": "300.00",
    }  # fmt: skip


class RemoveBenefit(Body):
    reason = Text(forms.LONGEST_REASON)
    example = {"reason": "It belongs to another case."}


class EndedMatter(Endpoint):
    tag = "Matters"

    @operation(
        "end_matter", "matter.move", of=queries.matter_of, takes=EndMatter, gives=MatterShape,
        changes=True, versioned=True, links={"read": TO_MATTER},
        blocked=("closed", "future_day", "day_too_old"),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, given: dict[str, Any], version: int) -> Any:
        """Say how a matter ended and when; said again, it is corrected."""
        said = checked(forms.EndMatterForm(form_input(given, version=version)))
        return actions.end_matter(request.actor, matter=matter, **said)


class Benefits(Endpoint):
    tag = "Matters"
    shown_at = "benefit"

    @operation("list_benefits", "case.view", of=queries.case_of, gives=BenefitShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List what a case brought, the latest first; what was taken out is not there."""
        page = queries.benefits_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_benefit", "outcome.record", of=queries.case_of, takes=AddBenefit, gives=BenefitShape,
        creates=True, versioned=True, links={"read": TO_BENEFIT}, blocked=MISFITS,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record what a case brought, also after it was closed."""
        form = forms.AddBenefitForm(
            form_input(given, once=OnceField.signed(once)), matters=queries.matters_to_choose(case)
        )
        said = checked(form)
        del said["once"]
        return actions.add_benefit(request.actor, case=case, benefit_id=once, **said)


class Benefit(Endpoint):
    tag = "Matters"
    shown_at = "benefit"

    @operation(
        "read_benefit", "case.view", of=queries.benefit_of, gives=BenefitShape, versioned=True
    )
    def get(self, request: Any, benefit: Any) -> Any:
        """Read one thing that a case brought."""
        return benefit

    @operation(
        "change_benefit", "outcome.record", of=queries.benefit_of, takes=ChangeBenefit,
        gives=BenefitShape, changes=True, versioned=True, links={"read": TO_BENEFIT},
        blocked=MISFITS,
    )  # fmt: skip
    def put(self, request: Any, benefit: Any, given: dict[str, Any], version: int) -> Any:
        """Say anew what was obtained: ordered after it was asked for, paid after that."""
        form = forms.ChangeBenefitForm(
            form_input(given, version=version), kind=benefit.kind,
            matters=queries.matters_to_choose(benefit.case),
        )  # fmt: skip
        return actions.change_benefit(request.actor, benefit=benefit, **checked(form))


class RemovedBenefit(Endpoint):
    tag = "Matters"

    @operation(
        "remove_benefit", "outcome.record", of=queries.benefit_of, takes=RemoveBenefit,
        gives=BenefitShape, changes=True, versioned=True, blocked=("removed", "reason_missing"),
    )  # fmt: skip
    def post(self, request: Any, benefit: Any, given: dict[str, Any], version: int) -> Any:
        """Take out what was recorded by mistake, with the reason."""
        return actions.remove_benefit(
            request.actor, benefit=benefit, reason=given["reason"], version=version
        )
