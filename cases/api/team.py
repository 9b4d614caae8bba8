"""Who works on a case, and who could."""

from typing import Any

from rest_framework import serializers

from cases import actions, forms, queries
from cases.rules import CASE_ROLES
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Shape, Text, form_input, not_there
from clinic.rest.versions import etag_of


def state_of(assignment: Any) -> str:
    return "ended" if assignment.ended_at else "current"


class AssignmentShape(Shape):
    """Who works on a case in which role."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    member = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")
    role = Choice(CASE_ROLES)
    assigned_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, row: Any) -> str:
        return etag_of(state_of(row))


class CandidateShape(Shape):
    """Somebody who may be assigned, with the open cases they carry."""

    member = serializers.UUIDField(source="membership.pk")
    name = serializers.CharField(source="membership.user.name")
    role = Choice(CASE_ROLES)
    open_cases = serializers.IntegerField()


class CandidateList(Shape):
    items = CandidateShape(many=True)


class AssignmentList(Shape):
    items = AssignmentShape(many=True)


class Assign(Body):
    member = Id()
    role = Choice(CASE_ROLES)
    reason = Text(
        2000, required=False,
        help_text="A supervisor's, why it is right although something stands against it.",
    )  # fmt: skip
    example = {"member": "01920000-0000-7000-8000-000000000002", "role": "attorney"}


class Candidates(Endpoint):
    tag = "Assignments"

    @operation("list_candidates", "case.assign", of=queries.case_of, gives=CandidateList)
    def get(self, request: Any, case: Any) -> Any:
        """List who could be assigned, least burdened first."""
        return {"items": queries.candidates(case)}


class Assignments(Endpoint):
    tag = "Assignments"

    @operation("list_assignments", "case.view", of=queries.case_of, gives=AssignmentList)
    def get(self, request: Any, case: Any) -> Any:
        """List who works on a case now."""
        return {"items": queries.team_of(case)}

    @operation(
        "assign_case", "case.assign", of=queries.case_of, takes=Assign, gives=AssignmentShape,
        creates=True, links={"end": Link("end_assignment")},
        blocked=("assigned_already", "conflict_not_clear", "kept_out", "second_person"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Assign somebody to a case in a role they hold."""
        people = forms.AssignForm(
            form_input(
                {"person": f"{given['role']}:{given['member']}", "reason": given.get("reason", "")}
            ),
            people=queries.candidates(case),
        )
        if not people.is_valid():
            raise not_there("member")
        chosen = people.chosen()
        return actions.assign_case(
            request.actor, case=case, membership=chosen.membership, role=chosen.role,
            reason=people.cleaned_data["reason"],
        )  # fmt: skip


class EndedAssignment(Endpoint):
    tag = "Assignments"

    @staticmethod
    def version_of(row: Any) -> str:
        return state_of(row)

    @operation(
        "end_assignment", "case.assign", of=queries.assignment_of, gives=AssignmentShape,
        changes=True, versioned=True, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, assignment: Any, version: str) -> Any:
        """Take somebody's role on a case away."""
        return actions.end_assignment(request.actor, assignment=assignment)
