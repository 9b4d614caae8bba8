"""What waits for a second person: the queue, one proposal, yes, no, withdrawn."""

from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.pages.paging import page_of
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input
from filings import actions, forms, queries
from filings.api.dates import ComparedShape, DatesShape, SayWhy
from filings.rules.changes import SETTLED

KINDS = ("settle", "set_day", "unset", "facts", "rule")
STATUSES = ("waiting", "approved", "kept", "declined", "withdrawn", "overtaken")
TO_DECIDE, MINE = "to_decide", "mine"
LEADS = {
    "read": Link("read_proposal"),
    "deadline": Link("read_deadline", {"id": "$response.body#/deadline"}),
}


class ProposalFilters(Body):
    whose = Choice(
        [TO_DECIDE, MINE], required=False,
        help_text="Left out: what others proposed and you may decide. mine: what you proposed.",
    )  # fmt: skip


class DeadlineProposalShape(Shape):
    """What somebody, or a changed rule, would do to a deadline."""

    id = serializers.UUIDField(source="proposal.pk")
    deadline = serializers.UUIDField(source="proposal.deadline_id")
    case = serializers.UUIDField(source="proposal.case_id")
    case_number = serializers.CharField(source="proposal.case.number")
    code_name = serializers.CharField(source="proposal.case.client.code_name")
    title = serializers.CharField()
    kind = Choice(KINDS, source="proposal.kind")
    to_status = Choice(["", *SETTLED], source="proposal.to_status", help_text="Of `settle`.")
    verdict = Choice(
        ["", "accept", "keep"], source="proposal.verdict",
        help_text="What the first person says of it; empty: nobody has said anything yet.",
    )  # fmt: skip
    what = serializers.CharField(help_text="Kind and verdict in words.")
    reason = serializers.CharField(
        allow_blank=True, help_text="Why it is proposed, for who may settle a deadline."
    )
    now = DatesShape(source="deadline", help_text="As the deadline stands.")
    changed = DatesShape(source="proposal", help_text="As they were shown when it was proposed.")
    status = Choice(STATUSES, source="proposal.status")
    proposed_by = serializers.UUIDField(
        source="proposal.proposed_by_id", allow_null=True, help_text="The seat; null: a rule."
    )
    proposed_by_name = serializers.CharField(
        source="proposal.proposed_by.user.name", allow_null=True, default=None
    )
    proposed_at = serializers.DateTimeField(source="proposal.proposed_at", allow_null=True)
    mine = serializers.BooleanField(help_text="This seat proposed it, and can withdraw it.")
    version = serializers.IntegerField(source="proposal.version")


class DeadlineProposalDetail(DeadlineProposalShape):
    compared = ComparedShape(help_text="As it would be today.")


class AgreeToProposal(Body):
    reason = Text(2000, required=False, help_text="What you looked at. Stored sealed.")
    example = {"reason": "The fee receipt shows it."}


class _OneProposal(Endpoint):
    tag = "Proposals"

    @staticmethod
    def version_of(row: Any) -> Any:
        return row["proposal"].version if isinstance(row, dict) else row.version

    def shown(self, request: Any, proposal: Any) -> Any:
        require(request.actor, "case.view")
        row = queries.proposal_row(request.actor, proposal)
        compared = queries.compared(proposal)
        return {
            **{name: getattr(row, name) for name in ("deadline", "title", "what", "mine")},
            "proposal": proposal,
            "reason": row.reason,
            "compared": {
                "now": row.deadline,
                "to": compared.to,
                "why": compared.why,
                "problem": compared.problem,
            },
        }

    def decided(self, request: Any, act: Any, proposal: Any, said: dict[str, Any]) -> Any:
        act(request.actor, proposal=proposal, **said)
        return self.shown(request, queries.proposal_of(request.actor, proposal.pk))


class Proposals(Endpoint):
    tag = "Proposals"

    @operation(
        "list_proposals",
        "deadline.view",
        wanted=ProposalFilters,
        gives=DeadlineProposalShape,
        paged=True,
    )
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List what waits for a second person, what is due first at the top, 50 at a time.

        Needs `case.view` as well, and what you may decide `deadline.approve`.
        """
        require(request.actor, "case.view")
        if wanted.get("whose") == MINE:
            rows = queries.proposals_of_mine(request.actor)
        else:
            require(request.actor, "deadline.approve")
            rows = queries.proposals_to_decide(request.actor)
        page = page_of(rows, order=("deadline__remind_by", "id"), after=after)
        return Listing(queries.proposal_rows(request.actor, page.rows), page.next, page.previous)


class Proposal(_OneProposal):
    @operation(
        "read_proposal", "deadline.view", of=queries.proposal_of, gives=DeadlineProposalDetail,
        versioned=True, links={"deadline": LEADS["deadline"]},
    )  # fmt: skip
    def get(self, request: Any, proposal: Any) -> Any:
        """Read a proposal beside what stands. Needs `case.view` as well."""
        return self.shown(request, proposal)


class ApprovedProposal(_OneProposal):
    @operation(
        "approve_proposal", "deadline.approve", of=queries.proposal_of, takes=AgreeToProposal,
        gives=DeadlineProposalDetail, changes=True, versioned=True, by_person=True,
        blocked=(
            "own_proposal", "proposed_by_program", "not_reviewed", "decided_already",
            "dates_differ",
        ),
    )  # fmt: skip
    def post(self, request: Any, proposal: Any, given: dict[str, Any], version: int) -> Any:
        """Agree to what somebody else proposed: it is done at once, with both names.

        Who proposed it cannot agree to it, from whichever seat; nor can anybody to what a program
        proposed.
        """
        said = checked(forms.AgreeForm(form_input(given, version=version)))
        return self.decided(request, actions.approve_proposal, proposal, said)


class DeclinedProposal(_OneProposal):
    @operation(
        "decline_proposal", "deadline.approve", of=queries.proposal_of, takes=SayWhy,
        gives=DeadlineProposalDetail, changes=True, versioned=True, by_person=True,
        blocked=("own_proposal", "not_reviewed", "decided_already"),
    )  # fmt: skip
    def post(self, request: Any, proposal: Any, given: dict[str, Any], version: int) -> Any:
        """Say no, with a reason. The deadline stays as it is."""
        said = checked(forms.ReasonForm(form_input(given, version=version)))
        return self.decided(request, actions.decline_proposal, proposal, said)


class WithdrawnProposal(_OneProposal):
    @operation(
        "withdraw_proposal", "deadline.settle", of=queries.proposal_of,
        gives=DeadlineProposalDetail, changes=True, versioned=True, links=LEADS,
        blocked=("not_yours", "decided_already"),
    )  # fmt: skip
    def post(self, request: Any, proposal: Any, version: int) -> Any:
        """Take back what this seat proposed. The deadline stays as it is."""
        said = {"version": version}
        return self.decided(request, actions.withdraw_proposal, proposal, said)
