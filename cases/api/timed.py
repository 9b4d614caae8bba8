"""Access to a case for a time. Emergencies are for people who are signed in, not for programs."""

from typing import Any

from rest_framework import serializers

from cases import actions, queries
from cases.forms.timed import LONGEST_REASON
from cases.rules import MOST_DAYS
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Number, Shape, Text, not_there
from clinic.rest.versions import etag_of

KINDS = ("given", "glass")


def state_of(access: Any) -> str:
    return "ended" if access.ended_at else f"{access.until:%Y%m%d%H%M%S}"


class TimedAccessShape(Shape):
    """Somebody's access to a case for a time: given, or taken in an emergency (`glass`)."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    member = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")
    kind = Choice(KINDS)
    reason = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    given_by = serializers.UUIDField(source="given_by_id")
    ended_at = serializers.DateTimeField(allow_null=True)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, row: Any) -> str:
        return etag_of(state_of(row))


class TimedAccessList(Shape):
    items = TimedAccessShape(many=True)


class GiveAccess(Body):
    member = Id()
    hours = Number(min_value=1, max_value=MOST_DAYS * 24)
    reason = Text(LONGEST_REASON)
    override = Text(
        LONGEST_REASON, required=False, help_text="Why, although something stands against it."
    )
    example = {
        "member": "01920000-0000-7000-8000-000000000002", "hours": 24,
        "reason": "Stands in at the interview tomorrow.",
    }  # fmt: skip


class TimedAccesses(Endpoint):
    tag = "Assignments"

    @operation("list_timed_access", "access.give", of=queries.case_of, gives=TimedAccessList)
    def get(self, request: Any, case: Any) -> Any:
        """List who has or had a case for a time, the newest first."""
        return {"items": [each.access for each in queries.timed_access_of(request.actor, case)]}

    @operation(
        "give_access", "access.give", of=queries.case_of, takes=GiveAccess, gives=TimedAccessShape,
        creates=True, links={"end": Link("end_access")},
        blocked=("assigned_already", "closed", "conflict_not_clear", "has_access", "second_person"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Let an attorney or advocate work on a case for some hours, without a role on it."""
        people = {seat.pk: seat for seat in queries.who_may_be_given(case)}
        if given["member"] not in people:
            raise not_there("member")
        return actions.give_access(
            request.actor, case=case, membership=people[given["member"]], hours=given["hours"],
            reason=given["reason"], override=given.get("override", ""),
        )  # fmt: skip


class EndedAccess(Endpoint):
    tag = "Assignments"

    @staticmethod
    def version_of(row: Any) -> str:
        return state_of(row)

    @operation(
        "end_access", "access.give", of=queries.timed_access, gives=TimedAccessShape,
        changes=True, versioned=True, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, access: Any, version: str) -> Any:
        """End somebody's access before its time."""
        return actions.end_access(request.actor, access=access)
