"""A name that two people have: somebody here, and somebody in a matter."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases import queries as cases
from clinic.access.refusals import Blocked
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Id, Shape, Text
from staffing import actions, queries
from staffing.rules import LONGEST_NAMESAKE


class ResemblingShape(Shape):
    """Somebody here whose name resembles one in the matter; never which."""

    member = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.user.name")
    opposed = serializers.BooleanField(help_text="Like one on the other side: nobody assigns them.")
    stands = serializers.BooleanField(help_text="Somebody said that it is not the same person.")
    said = serializers.UUIDField(source="said.pk", allow_null=True, default=None)


class ResemblingList(Shape):
    items = ResemblingShape(many=True)


class NamesakeShape(Shape):
    id = serializers.UUIDField(source="pk")
    member = serializers.UUIDField(source="membership_id")
    said_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class SaidNamesake(Body):
    member = Id()
    reason = Text(LONGEST_NAMESAKE)
    example = {
        "member": "01999999-0000-7000-8000-000000000002",
        "reason": "She has lived here since 1990; the other one is a man of thirty.",
    }


class Namesakes(Endpoint):
    tag = "People"

    @staticmethod
    def version_of(row: Any) -> str:
        return "ended" if row.ended_at else "stands"

    @operation("list_namesakes", "namesake.say", of=cases.case_of, gives=ResemblingList)
    def get(self, request: Any, case: Any) -> Any:
        """List who here has a name like one in a matter, and of whom it was said that they are
        somebody else."""
        return {"items": queries.resembling(case)}

    @operation(
        "say_namesake", "namesake.say", of=cases.case_of, takes=SaidNamesake, gives=NamesakeShape,
        creates=True, versioned=True, by_person=True, links={"end": Link("end_namesake")},
        blocked=("own_name", "no_namesake", "said_already", "seat_ended", "closed"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Say that somebody here is not who is named in a matter, with how you know it."""
        found = [one.seat for one in queries.resembling(case) if one.seat.pk == given["member"]]
        if not found:
            raise Blocked(
                _("No name of this person resembles one in this matter any more."),
                code="no_namesake", target=case,
            )  # fmt: skip
        return actions.say_namesake(
            request.actor, case=case, membership=found[0], reason=given["reason"],
            namesake_id=once,
        )  # fmt: skip


class EndedNamesake(Endpoint):
    tag = "People"
    version_of = staticmethod(Namesakes.version_of)

    @operation(
        "end_namesake", "namesake.say", of=queries.namesake_of, gives=NamesakeShape, changes=True,
        versioned=True, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, namesake: Any, version: str) -> Any:
        """Take it back: nobody assigns this person to the client's matters any more."""
        return actions.end_namesake(request.actor, namesake=namesake)
