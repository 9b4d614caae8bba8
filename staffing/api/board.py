"""The board of open cases. Nothing here tells whose case it is; the case does, once it is given."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of, kinds_of
from cases.rules import MATTERS
from cases.rules.standing import BOARD_ROLES
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Number, Shape, Text, checked, form_input, not_there
from staffing import actions, forms, queries, rules
from staffing.rules import board

TO_OPPORTUNITY = Link("read_opportunity")
TO_READ = {"read": TO_OPPORTUNITY}
GATE = (
    "accreditation_missing", "accreditation_partial", "outside_immigration",
    "confidentiality_expired", "confidentiality_missing", "training_expired", "training_missing",
    "conflict_by_name", "conflict_not_clear", "kept_out", "licence_elsewhere", "licence_ends",
    "licence_expired", "licence_missing", "insurance_expired", "insurance_missing",
    "name_resembles", "not_taken", "over_capacity", "pledge_expired", "pledge_missing",
    "second_person",
)  # fmt: skip


class OpportunityShape(Shape):
    """A case that waits, in neutral words: no name, no number, no place smaller than a state."""

    id = serializers.UUIDField(source="pk")
    role = Choice(BOARD_ROLES, source="summary.role")
    matters = serializers.ListField(child=Choice(MATTERS), source="summary.matters")
    languages = serializers.ListField(child=Choice(board.LANGUAGES), source="summary.languages")
    region = Choice(rules.JURISDICTIONS, source="summary.region")
    remote = Choice(board.REMOTE, source="summary.remote")
    length = Choice(board.LENGTHS, source="summary.length")
    hours = Choice(board.HOURS, source="summary.hours")
    urgency = Choice(board.URGENCIES, source="summary.urgency")
    text = serializers.CharField(source="summary.text", allow_blank=True)
    state = Choice(board.STATES)
    posted_at = serializers.DateTimeField(source="opportunity.posted_at")
    interested = serializers.BooleanField(
        source="is_interested", help_text="true: this seat said that it would take it."
    )
    offered_until = serializers.SerializerMethodField(
        help_text="Until when it is offered to this seat; null where it is not."
    )
    version = serializers.IntegerField(help_text="Changes with what this seat sees of it.")

    def get_offered_until(self, row: Any) -> str | None:
        return row.offer.expires_at.isoformat() if row.offer else None


class InterestedShape(Shape):
    """Somebody who would take it, with codes of all that speaks for and against it."""

    member = serializers.UUIDField(source="interest.membership_id")
    name = serializers.CharField(source="interest.membership.user.name")
    message = serializers.SerializerMethodField()
    offer = serializers.SerializerMethodField(help_text="Where its latest offer stands, or empty.")
    may = serializers.SerializerMethodField(help_text="true: nothing stands against it.")
    reasons = serializers.SerializerMethodField()
    against = serializers.SerializerMethodField()

    def get_message(self, row: Any) -> str:
        return row.interest.message or ""

    def get_offer(self, row: Any) -> str:
        return row.offer.state if row.offer else ""

    def get_may(self, row: Any) -> bool:
        return bool(row.suggestion and row.suggestion.may)

    def get_reasons(self, row: Any) -> list[str]:
        return [code for code, _text in row.suggestion.reasons] if row.suggestion else []

    def get_against(self, row: Any) -> list[dict[str, str]]:
        found = row.suggestion.against if row.suggestion else ()
        return [{"code": one.code, "level": one.level} for one in found]


class InterestedList(Shape):
    items = InterestedShape(many=True)


class GivenSummary(Body):
    role = Choice(BOARD_ROLES)
    matters = serializers.ListField(child=Choice(MATTERS), help_text="Of this case, one at least.")
    languages = serializers.ListField(child=Choice(board.LANGUAGES), required=False)
    region = Choice(rules.JURISDICTIONS)
    remote = Choice(board.REMOTE)
    length = Choice(board.LENGTHS)
    hours = Choice(board.HOURS)
    urgency = Choice(board.URGENCIES)
    text = Text(board.LONGEST_TEXT, required=False, help_text="Refused where it tells of somebody.")
    example = {
        "role": "attorney", "matters": ["t_visa"], "languages": ["es"], "region": "US-NY",
        "remote": "partly", "length": "year", "hours": "to_60", "urgency": "quarter",
    }  # fmt: skip


class GivenInterest(Body):
    message = Text(board.LONGEST_MESSAGE, required=False)
    example = {"message": "I have done two of these."}


class GivenOffer(Body):
    member = Id(help_text="One of those interested.")
    days = Number(min_value=board.LEAST_DAYS, max_value=board.MOST_DAYS, required=False)
    reason = Text(2_000, required=False, help_text="A supervisor's, past what may be weighed.")
    example = {"member": "01890a5d-ac96-774b-bcce-b302099a8057", "days": 5}


class TakenShape(Shape):
    """What was given: from now on the case can be read."""

    case = serializers.UUIDField(source="case_id")
    role = Choice(BOARD_ROLES)


class _Board(Endpoint):
    tag = "Board"
    shown_at = "opportunity"

    @classmethod
    def version_for(cls, actor: Any, row: Any) -> Any:
        is_line = hasattr(row, "opportunity")
        return (row if is_line else queries.board_line(actor, row)).version

    def again(self, opportunity: Any) -> Any:
        request: Any = self.request
        fresh = queries.opportunity_of(request.actor, opportunity.pk)
        return queries.board_line(request.actor, fresh)


class Opportunities(_Board):
    @operation("list_opportunities", "board.view", gives=OpportunityShape, paged=True)
    def get(self, request: Any, after: str | None) -> Any:
        """List what is on the board for this seat, and what it was interested in lately."""
        page = queries.board_page(request.actor, after)
        return Listing(page.rows, page.next, page.previous)


class Opportunity(_Board):
    @operation(
        "read_opportunity", "board.view", of=queries.opportunity_of, gives=OpportunityShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read one case of the board."""
        return queries.board_line(request.actor, row)


class CaseOpportunities(_Board):
    @operation(
        "post_opportunity", "board.post", of=case_of, takes=GivenSummary, gives=OpportunityShape,
        creates=True, versioned=True, by_person=True, links=TO_READ,
        blocked=("conflict_not_clear", "not_neutral", "not_waiting", "on_board", "closed"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Put a case that waits on the board: a person looks at what it tells first."""
        form = forms.SummaryForm(
            form_input(given, form_token=OnceField.signed(once)),
            kinds=kinds_of(case), faults=lambda text: queries.faults_of(case, text),
        )  # fmt: skip
        checked(form)
        return self.again(
            actions.post_opportunity(
                request.actor, case=case, opportunity_id=once, said=form.said()
            )
        )


class WithdrawnOpportunity(_Board):
    @operation(
        "withdraw_opportunity", "board.post", of=queries.opportunity_of, gives=OpportunityShape,
        changes=True, versioned=True, links=TO_READ, blocked=("not_on_board",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Take a case off the board."""
        return self.again(actions.withdraw_opportunity(request.actor, opportunity=row))


class InterestedPeople(_Board):
    @operation(
        "list_interested", "board.post", of=queries.opportunity_of, gives=InterestedList, cost=2
    )
    def get(self, request: Any, row: Any) -> Any:
        """List who would take a case, best first, with all that stands against it."""
        return {"items": queries.interested_in(request.actor, row)}


class ShownInterest(_Board):
    @operation(
        "show_interest", "board.take", of=queries.opportunity_of, takes=GivenInterest,
        gives=OpportunityShape, changes=True, versioned=True, links=TO_READ,
        blocked=("not_on_board", "interested_already", *sorted(board.OF_ONES_OWN)),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Say that this seat would take it."""
        form = forms.InterestForm(form_input(given))
        actions.show_interest(request.actor, opportunity=row, **checked(form))
        return self.again(row)


class WithdrawnInterest(_Board):
    @operation(
        "withdraw_interest", "board.take", of=queries.opportunity_of, gives=OpportunityShape,
        changes=True, versioned=True, links=TO_READ, blocked=("not_interested", "offer_open"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say that this seat would not take it any more."""
        actions.withdraw_interest(request.actor, opportunity=row)
        return self.again(row)


class MadeOffer(_Board):
    @operation(
        "make_board_offer", "board.post", of=queries.opportunity_of, takes=GivenOffer,
        gives=OpportunityShape, changes=True, versioned=True, links=TO_READ,
        blocked=("not_on_board", "not_interested", "offer_open", "letter_not_ready", *GATE),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Offer a case to one of those interested."""
        member = queries.one_interested(row, given["member"])
        if member is None:
            raise not_there("member")
        form = forms.OfferForm(form_input({"days": board.USUAL_DAYS} | given))
        said = checked(form)
        actions.offer_opportunity(
            request.actor, opportunity=row, membership=member, days=said["days"],
            reason=said["reason"],
        )  # fmt: skip
        return self.again(row)


class OfferTakenBack(_Board):
    @operation(
        "take_board_offer_back", "board.post", of=queries.opportunity_of, gives=OpportunityShape,
        changes=True, versioned=True, links=TO_READ, blocked=("not_on_board", "offer_over"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Take an open offer back."""
        actions.take_offer_back(request.actor, opportunity=row)
        return self.again(row)


class AcceptedOffer(_Board):
    @operation(
        "accept_board_offer", "board.take", of=queries.opportunity_of, gives=TakenShape,
        changes=True, by_person=True,
        blocked=(
            "not_on_board", "offer_over", "offer_blocked", "letter_not_ready",
            *sorted(board.OWN_REASONS),
        ),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Take a case that is offered; everything is judged anew, and the case is given."""
        return actions.accept_offer(request.actor, opportunity=row)


class DeclinedOffer(_Board):
    @operation(
        "decline_board_offer", "board.take", of=queries.opportunity_of, gives=OpportunityShape,
        changes=True, versioned=True, links=TO_READ, blocked=("not_on_board", "offer_over"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say no to an offer; no reason is asked."""
        actions.decline_offer(request.actor, opportunity=row)
        return self.again(row)
