"""The matters of a case: their stages, what is ticked, and what a second person approves."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases import actions, queries
from cases.forms import matters as forms
from cases.rules import MATTERS, OUTCOMES
from cases.rules.matters import APPROVALS, DONE, KINDS, OPEN, STATES, types
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Shape, Text

TO_MATTER = Link("read_matter")


class MatterTypeItemShape(Shape):
    code = serializers.CharField()
    text = serializers.CharField()
    kind = Choice(KINDS)
    is_required = serializers.BooleanField(
        source="required", help_text="The matter does not go on while it is open."
    )
    waivable = serializers.BooleanField()
    standing = serializers.BooleanField(help_text="It must hold at every later stage too.")
    anew = serializers.BooleanField(help_text="It is open again each time its stage is entered.")
    days = serializers.IntegerField(help_text="Of a usual task: when it is due.")


class MatterTypeStageShape(Shape):
    code = serializers.CharField()
    name = serializers.CharField(source="label")
    approval = Choice(["", *APPROVALS], help_text="What a second person approves before it.")
    items = MatterTypeItemShape(many=True)


class MatterTypeShape(Shape):
    """A matter type as data."""

    code = Choice(MATTERS)
    jurisdiction = serializers.CharField()
    months = serializers.ListField(
        child=serializers.IntegerField(), help_text="How long one usually takes: from, to."
    )
    law = serializers.CharField(source="source", help_text="Verify with counsel.")
    stages = MatterTypeStageShape(many=True)


class MatterItemShape(Shape):
    code = serializers.CharField(source="item.code")
    text = serializers.CharField(source="item.text")
    kind = Choice(KINDS, source="item.kind")
    is_required = serializers.BooleanField(source="item.required")
    state = Choice(STATES)
    reason = serializers.SerializerMethodField(help_text="Why it was waived.")

    def get_reason(self, line: Any) -> str:
        return (line.row.reason or "") if line.row else ""


class MatterShape(Shape):
    """A matter of a case. `items` holds checks and evidence of all stages."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    kind = Choice(MATTERS)
    stage = serializers.CharField()
    outcome = Choice(["", *OUTCOMES], help_text="How it ended.")
    ended_on = Day(allow_null=True)
    version = serializers.IntegerField()
    asked = serializers.SerializerMethodField(help_text="The stage that waits to be approved.")
    fallen = serializers.SerializerMethodField(help_text="Preconditions that hold no more.")
    moves = serializers.SerializerMethodField(help_text="Where it may go now.")
    items = serializers.SerializerMethodField()

    def _shown(self, matter: Any) -> Any:
        if getattr(matter, "shown", None) is None:
            matter.shown = queries.matter_shown(matter)
        return matter.shown

    def get_asked(self, matter: Any) -> str:
        asked = self._shown(matter).asked
        return asked.became if asked else ""

    def get_fallen(self, matter: Any) -> list[str]:
        return [item.code for item in self._shown(matter).fallen]

    def get_moves(self, matter: Any) -> list[str]:
        return [stage.code for stage in self._shown(matter).moves]

    @extend_schema_field(MatterItemShape(many=True))
    def get_items(self, matter: Any) -> list[dict[str, Any]]:
        stages = self._shown(matter).stages
        lines = [line for stage in stages for line in (*stage.lines, *stage.evidence)]
        return list(MatterItemShape(lines, many=True).data)


class AddMatter(Body):
    kind = Choice(MATTERS)
    example = {"kind": "work_permit"}


class TickItem(Body):
    item = Text(30, help_text="The code of a line.")
    state = Choice([DONE, OPEN])
    example = {"item": "engagement", "state": "done"}


class WaiveItem(Body):
    item = Text(30, help_text="The code of a line.")
    reason = Text(forms.LONGEST_REASON)
    example = {"item": "cooperation", "reason": "She was under 18."}


class MoveMatter(Body):
    to = Text(30, help_text="The code of a stage of this type.")
    reason = Text(
        forms.LONGEST_REASON, required=False,
        help_text="Needed to go back, or to end before everything is done.",
    )  # fmt: skip
    example = {"to": "prepare"}


class DecideMatter(Body):
    approve = Flag()
    answer = Text(forms.LONGEST_REASON, required=False, help_text="Why it is declined.")
    example = {"approve": True}


class MatterTypes(Endpoint):
    tag = "Matters"

    @operation("list_matter_types", "case.view", gives=MatterTypeShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List the matter types with their stages, checklists, evidence and usual tasks."""
        return Listing(list(types().values()), None, None)


class Matters(Endpoint):
    tag = "Matters"
    shown_at = "matter"

    @operation("list_matters", "case.view", of=queries.case_of, gives=MatterShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the matters of a case."""
        rows = []
        for shown in queries.matters_of(request.actor, case):
            row: Any = shown.matter
            row.shown = shown
            rows.append(row)
        return Listing(rows, None, None)

    @operation(
        "add_matter", "matter.move", of=queries.case_of, takes=AddMatter, gives=MatterShape,
        creates=True, versioned=True, links={"read": TO_MATTER}, blocked=("closed", "matter_there"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a matter to a case, at the beginning of its road."""
        return actions.add_matter(request.actor, case=case, kind=given["kind"], matter_id=once)


class Matter(Endpoint):
    tag = "Matters"

    @operation("read_matter", "case.view", of=queries.matter_of, gives=MatterShape, versioned=True)
    def get(self, request: Any, matter: Any) -> Any:
        """Read a matter with what is ticked in it."""
        return matter


class TickedItem(Endpoint):
    tag = "Matters"

    @operation(
        "tick_matter_item", "matter.tick", of=queries.matter_of, takes=TickItem, gives=MatterShape,
        changes=True, versioned=True, blocked=("closed", "sent_twice", "unknown_choice", "a_task"),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, given: dict[str, Any], version: int) -> Any:
        """Say that a line is done, or open again."""
        return actions.tick_item(
            request.actor, matter=matter, code=given["item"], done=given["state"] == DONE,
            version=version,
        )  # fmt: skip


class WaivedItem(Endpoint):
    tag = "Matters"

    @operation(
        "waive_matter_item", "matter.waive", of=queries.matter_of, takes=WaiveItem,
        gives=MatterShape, changes=True, versioned=True,
        blocked=("closed", "sent_twice", "unknown_choice", "never_waived"),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, given: dict[str, Any], version: int) -> Any:
        """Waive a required line, with a reason. Preconditions of safety are never waived."""
        return actions.waive_item(
            request.actor, matter=matter, code=given["item"], reason=given["reason"],
            version=version,
        )  # fmt: skip


class MovedMatter(Endpoint):
    tag = "Matters"

    @operation(
        "move_matter", "matter.move", of=queries.matter_of, takes=MoveMatter, gives=MatterShape,
        changes=True, versioned=True,
        blocked=(
            "closed", "unlawful_move", "still_open", "reason_missing", "asked_already",
            "not_engaged",
        ),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, given: dict[str, Any], version: int) -> Any:
        """Change the stage, or ask for it where a second person approves: then `asked` names it."""
        asks = actions.needs_approval(matter, given["to"])
        act = actions.ask_for_stage if asks else actions.move_matter
        return act(
            request.actor,
            matter=matter,
            to=given["to"],
            reason=given.get("reason", ""),
            version=version,
        )


class DecidedMatter(Endpoint):
    tag = "Matters"

    @operation(
        "decide_matter", "matter.approve", of=queries.matter_of, takes=DecideMatter,
        gives=MatterShape, changes=True, versioned=True, by_person=True,
        blocked=(
            "closed", "second_person", "decided_already", "still_open", "reason_missing",
            "not_engaged",
        ),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, given: dict[str, Any], version: int) -> Any:
        """Approve or decline the stage that was asked for; never who asked for it."""
        if given["approve"]:
            return actions.approve_stage(request.actor, matter=matter, version=version)
        return actions.decline_stage(
            request.actor, matter=matter, answer=given.get("answer", ""), version=version
        )


class UsualTasks(Endpoint):
    tag = "Matters"

    @operation(
        "add_matter_tasks", "matter.tick", of=queries.matter_of, gives=MatterShape, changes=True,
        versioned=True, blocked=("closed", "sent_twice"),
    )  # fmt: skip
    def post(self, request: Any, matter: Any, version: int) -> Any:
        """Put the usual tasks of the stage among the tasks of the case, each once."""
        return actions.add_usual_tasks(request.actor, matter=matter, version=version)
