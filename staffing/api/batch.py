"""The waiting list as one matching."""

from typing import Any

from rest_framework import serializers

from cases.rules import CASE_ROLES
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Choice, Shape
from staffing import queries
from staffing.rules.reasons import BLOCKERS, REASONS


class PairShape(Shape):
    """A case, who would take it, and in which role: one of those who answer for a case."""

    case = serializers.UUIDField(source="case.pk")
    number = serializers.CharField(source="case.number")
    member = serializers.UUIDField(source="seat.pk")
    role = Choice(CASE_ROLES, help_text="In which `assign_case` gives it.")
    reasons = serializers.ListField(
        child=Choice(REASONS), source="codes", help_text="Why this person, as codes."
    )
    waited = serializers.IntegerField(help_text="Days since the case was opened.")


class LeftShape(Shape):
    """A case that goes to nobody this time."""

    case = serializers.UUIDField(source="case.pk")
    number = serializers.CharField(source="case.number")
    against = serializers.ListField(
        child=Choice(BLOCKERS),
        source="codes",
        help_text="What stands against the most people, as codes; none where whoever could take "
        "it was nearer to another case.",
    )


class PairList(Shape):
    items = PairShape(many=True)
    left = LeftShape(many=True, help_text="The cases that go on waiting.")


class Proposed(Endpoint):
    tag = "Assignments"

    @operation("list_proposed_assignments", "case.assign", gives=PairList, cost=5)
    def get(self, request: Any) -> Any:
        """Propose who takes which waiting case, all together as well as can be; writes nothing."""
        proposal = queries.propose(request.actor)
        return {"items": proposal.pairs, "left": proposal.left}
