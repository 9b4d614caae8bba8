"""One client's record: holds, wishes to be erased, erasing, the client's own copy."""

from typing import Any

from rest_framework import serializers

from clients.queries import client_of
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from records import actions, forms, queries
from records.api.policy import CertificateShape
from records.rules import ERASURE_STATES, EXEMPTIONS, REASONS
from records.views.copies import said_of


class HoldShape(Shape):
    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    placed_at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)


class ErasureShape(Shape):
    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    state = Choice(ERASURE_STATES)
    asked_on = serializers.DateField()
    answer_by = serializers.DateField()
    exemptions = serializers.ListField(child=Choice(EXEMPTIONS))
    decided_at = serializers.DateTimeField(allow_null=True)


class ErasureListShape(Shape):
    items = ErasureShape(many=True)


class RecordsShape(Shape):
    """What stands on a client's record, without the words in which it was said."""

    holds = HoldShape(many=True)
    requests = ErasureShape(many=True)


class PlaceHold(Body):
    reason = Text(1000, allow_blank=False)
    example = {"reason": "A suit is expected."}


class AskErasure(Body):
    asked_on = Day()
    words = Text(1000, required=False)
    example = {"asked_on": "2026-03-06"}


class DecideErasure(Body):
    state = Choice(forms.ANSWERS)
    exemptions = serializers.ListField(child=Choice(EXEMPTIONS), required=False, default=list)
    answer = Text(2000, required=False)
    example = {"state": "refused", "exemptions": ["legal_claims"]}


class ShredClient(Body):
    reason = Choice(REASONS)
    example = {"reason": "erasure"}


class CopyItemShape(Shape):
    name = serializers.CharField(source="label")
    text = serializers.CharField(allow_blank=True)
    withheld = serializers.BooleanField(help_text="It names somebody else and was left out.")


class CopyPartShape(Shape):
    title = serializers.CharField()
    items = CopyItemShape(many=True)


class CopyShape(Shape):
    format = serializers.CharField()
    parts = CopyPartShape(many=True)


class Records(Endpoint):
    tag = "Keeping and erasing"

    @operation("read_client_records", "records.view", of=client_of, gives=RecordsShape)
    def get(self, request: Any, client: Any) -> Any:
        """Read the holds and the requests to be erased of a client."""
        return queries.standing_of(request.actor, client)


class Holds(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "place_hold", "hold.place", of=client_of, takes=PlaceHold, gives=HoldShape,
        blocked=("held_already",),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Keep everything of a client, whatever the policy or a request says."""
        said = checked(forms.HoldForm(form_input(given)))
        return actions.place_hold(request.actor, client=client, **said)


class LiftedHold(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "lift_hold", "hold.lift", of=queries.hold_of, takes=PlaceHold, gives=HoldShape,
        blocked=("lifted_already", "demand_open"), by_person=True,
    )  # fmt: skip
    def post(self, request: Any, hold: Any, given: dict[str, Any]) -> Any:
        """Lift a hold, with the reason."""
        said = checked(forms.LiftForm(form_input(given)))
        return actions.lift_hold(request.actor, hold=hold, **said)


class Erasures(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "request_erasure", "erasure.record", of=client_of, takes=AskErasure, gives=ErasureShape,
        blocked=("asked_already", "future_day"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Record that a client asked to be erased. The answer is due within a month."""
        said = checked(forms.ErasureForm(form_input(given)))
        return actions.request_erasure(request.actor, client=client, **said)


class WaitingErasures(Endpoint):
    tag = "Keeping and erasing"

    @operation("list_waiting_erasures", "erasure.decide", gives=ErasureListShape)
    def get(self, request: Any) -> Any:
        """List the requests that wait for an answer, the nearest day first."""
        return {"items": queries.waiting_requests(request.actor)}


class DecidedErasure(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "decide_erasure", "erasure.decide", of=queries.request_of, takes=DecideErasure,
        gives=ErasureShape, blocked=("answered_already", "on_hold", "reason_for_part"),
        by_person=True,
    )  # fmt: skip
    def post(self, request: Any, asked: Any, given: dict[str, Any]) -> Any:
        """Answer a request to be erased. Granting erases nothing by itself: see shred_client."""
        said = checked(forms.DecisionForm(form_input(given)))
        return actions.decide_erasure(request.actor, asked=asked, **said)


class Shredded(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "shred_client", "client.shred", of=client_of, takes=ShredClient, gives=CertificateShape,
        cost=10, by_person=True,
        blocked=(
            "case_open", "demand_open", "intake_open", "list_open", "merged", "on_hold",
            "erased_already",
        ),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any]) -> Any:
        """Erase a client for good: the key is destroyed, and nobody can bring it back.

        Names that conflict checks need stay for a while, under a key of their own.
        """
        return actions.shred_client(request.actor, client=client, **given)


class OwnCopy(Endpoint):
    tag = "Keeping and erasing"

    @operation("make_own_copy", "copy.make", of=client_of, gives=CopyShape, cost=10)
    def post(self, request: Any, client: Any) -> Any:
        """Make a client's own copy. A line that names somebody else is withheld; it is recorded."""
        return said_of(actions.make_copy(request.actor, client=client, form="json"))
