"""The waiting list as one matching."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Shape
from staffing import queries


class PairShape(Shape):
    """A case and who would take it as attorney."""

    case = serializers.UUIDField(source="case.pk")
    number = serializers.CharField(source="case.number")
    member = serializers.UUIDField(source="seat.pk")
    waited = serializers.IntegerField(help_text="Days since the case was opened.")


class PairList(Shape):
    items = PairShape(many=True)


class Proposed(Endpoint):
    tag = "Assignments"

    @operation("list_proposed_assignments", "case.assign", gives=PairList, cost=5)
    def get(self, request: Any) -> Any:
        """Propose who takes which waiting case, all together as well as can be; writes nothing."""
        return {"items": queries.propose(request.actor).pairs}
