"""What a demand is given and what is kept back, and the logs made of it."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Id, Shape, Text, checked, form_input
from records import actions, queries
from records.forms import demands as forms
from records.rules import demands as rules
from records.rules.disclosures import WHAT

TAG = "Subpoenas and demands"


class SortDemandItem(Body):
    kind = Choice([rules.NOTE, rules.DOCUMENT])
    item = Id(help_text="The note or document.")
    decision = Choice(rules.DECISIONS)
    basis = Choice(rules.BASES, required=False, help_text="Of what is kept back.")
    description = Text(400, required=False, help_text="What the other side is told of it.")
    example = {
        "kind": "note", "item": "01936e5a-4c1b-7c3d-8e2f-0a1b2c3d4e5f", "decision": "withhold",
        "basis": "work_product", "description": "Note of counsel on the next step",
    }  # fmt: skip


class MakeDemandLog(Body):
    since = Day(required=False, help_text="The first day that counts; left out: everything.")
    example = {"since": "2026-01-01"}


class DemandItemShape(Shape):
    kind = Choice([rules.NOTE, rules.DOCUMENT])
    item = serializers.UUIDField(source="pk")
    made_on = Day()
    decision = serializers.SerializerMethodField()
    basis = serializers.SerializerMethodField()

    def get_decision(self, item: Any) -> str:
        return item.decided.decision if item.decided else ""

    def get_basis(self, item: Any) -> str:
        return item.decided.basis if item.decided else ""


class DemandItemsShape(Shape):
    items = DemandItemShape(many=True)


class SeenShape(Shape):
    """An act: when (in the clinic's time), who, what, to whom, under which release."""

    at = serializers.CharField()
    kind = Choice(WHAT)
    act = serializers.CharField()
    who = serializers.CharField()
    what = serializers.CharField()
    to = serializers.CharField()
    release = serializers.CharField()
    entry = serializers.UUIDField(help_text="Its entry in the audit.")


class KeptShape(Shape):
    made_on = Day()
    type = serializers.CharField()
    author = serializers.CharField()
    basis = serializers.CharField()
    description = serializers.CharField()


class DemandLogShape(Shape):
    id = serializers.UUIDField(source="pk")
    demand = serializers.UUIDField(source="demand_id")
    number = serializers.IntegerField()
    since = Day(allow_null=True)
    made_at = serializers.DateTimeField()


class DemandLogsShape(Shape):
    items = DemandLogShape(many=True)


class ReadLogShape(DemandLogShape):
    seen = SeenShape(many=True, source="lines.seen")
    kept = KeptShape(many=True, source="lines.kept")


class DemandItems(Endpoint):
    tag = TAG

    @operation("list_demand_items", "demand.sort", of=queries.demand_of, gives=DemandItemsShape)
    def get(self, request: Any, demand: Any) -> Any:
        """List notes and documents that this reader may read, with what was decided of each."""
        return {"items": queries.items_of(request.actor, demand)}

    @operation(
        "sort_demand_item", "demand.sort", of=queries.demand_of, takes=SortDemandItem,
        gives=DemandItemsShape, by_person=True, blocked=("demand_ended",),
    )  # fmt: skip
    def post(self, request: Any, demand: Any, given: dict[str, Any]) -> Any:
        """Say whether one is given or kept back, and on which ground."""
        said = dict(given)
        item = queries.item_of(request.actor, demand, said.pop("kind"), said.pop("item"))
        actions.sort_item(
            request.actor, demand=demand, item=item,
            **checked(forms.SortForm(form_input(said))),
        )  # fmt: skip
        return {"items": queries.items_of(request.actor, demand)}


class DemandLogs(Endpoint):
    tag = TAG

    @operation("list_demand_logs", "demand.work", of=queries.demand_of, gives=DemandLogsShape)
    def get(self, request: Any, demand: Any) -> Any:
        """List the logs that were made, the newest first."""
        return {"items": queries.logs_of(demand)}

    @operation(
        "make_demand_log", "demand.work", of=queries.demand_of, takes=MakeDemandLog,
        gives=DemandLogShape, blocked=("demand_ended", "log_too_long", "only_counsel"),
    )  # fmt: skip
    def post(self, request: Any, demand: Any, given: dict[str, Any]) -> Any:
        """Keep what was seen, shared and taken out up to now, and what is kept back."""
        said = checked(forms.LogForm(form_input(given)))
        return actions.make_log(request.actor, demand=demand, **said)


class ReadLog(Endpoint):
    tag = TAG

    @operation(
        "read_demand_log", "demand.work", of=queries.log_of, gives=ReadLogShape, cost=10,
        blocked=("only_counsel",),
    )  # fmt: skip
    def post(self, request: Any, log: Any) -> Any:
        """Read a log as it stood when it was made; it is recorded."""
        return actions.download_log(request.actor, log=log, form="json")
