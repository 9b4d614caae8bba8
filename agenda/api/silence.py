"""Who took a case on and is silent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import silence as rules
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, checked, form_input
from clinic.tenancy.current import day_of


class SilenceShape(Shape):
    """An assignment without a sign of work, in the queue until `ended_at`."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="assignment.case_id")
    assignment = serializers.UUIDField(source="assignment_id")
    person = serializers.UUIDField(source="assignment.membership_id")
    person_name = serializers.CharField(source="assignment.membership.user.name")
    reason = Choice(rules.REASONS)
    heard_on = serializers.SerializerMethodField(
        help_text="The day of the last sign, or on which the case was given."
    )
    noted_at = serializers.DateTimeField()
    answer = Choice(["", *rules.ANSWERS])
    look_again_on = serializers.DateField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    @extend_schema_field(serializers.DateField)
    def get_heard_on(self, row: Any) -> str:
        return day_of(row.heard_at).isoformat()


class SilenceList(Shape):
    items = SilenceShape(many=True)


class AnswerSilence(Body):
    answer = Choice(rules.ANSWERS)
    look_again_on = Day(
        required=False, allow_null=True, help_text="Where all is well: until then nobody is asked."
    )
    example = {"answer": "reassign"}


class _Silences(Endpoint):
    tag = "Hours"


class Silences(_Silences):
    @operation("list_silences", "case.assign", gives=SilenceList)
    def get(self, request: Any) -> Any:
        """List who is silent on which case, the longest first; at most 200."""
        return {"items": list(queries.silences(request.actor)[: rules.MOST_SHOWN])}


class Silence(_Silences):
    @operation(
        "read_silence", "case.assign", of=queries.silence_of, gives=SilenceShape, versioned=True
    )
    def get(self, request: Any, silence: Any) -> Any:
        """Read about one assignment in the queue, or that was."""
        return silence


class AnsweredSilence(_Silences):
    @operation(
        "answer_silence", "case.assign", of=queries.silence_of, takes=AnswerSilence,
        gives=SilenceShape, changes=True, versioned=True, links={"read": Link("read_silence")},
        blocked=("silence_over",),
    )  # fmt: skip
    def post(self, request: Any, silence: Any, given: dict[str, Any], version: int) -> Any:
        """Say that all is well until a day, or that the case is to go to somebody else."""
        said = checked(forms.AnswerSilenceForm(form_input(given, version=version)))
        actions.answer_silence(request.actor, silence=silence, **said)
        return queries.silence_of(request.actor, silence.pk)
