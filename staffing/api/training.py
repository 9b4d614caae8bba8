"""Training: what somebody has done, and what others confirmed of it."""

from typing import Any

from rest_framework import serializers

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from staffing import actions, forms, queries
from staffing.rules import STATES
from staffing.rules import training as rules


class TrainingShape(Shape):
    """A completion of a module; who gave it is shown on the page alone."""

    id = serializers.UUIDField(source="pk")
    member = serializers.UUIDField(source="membership_id")
    module = Choice(rules.modules())
    done_on = serializers.DateField()
    how = Choice(rules.WAYS)
    state = serializers.SerializerMethodField(help_text=f"One of {', '.join(STATES)}.")

    def get_state(self, row: Any) -> str:
        return queries.state_of_training(row)


class TrainingList(Shape):
    items = TrainingShape(many=True)


class GivenTraining(Body):
    module = Choice(rules.modules())
    done_on = Day()
    how = Choice(rules.WAYS)
    provider = Text(rules.LONGEST_PROVIDER, required=False)
    example = {"module": "trauma_informed", "done_on": "2026-03-06", "how": "online"}


class _Trainings(Endpoint):
    tag = "People"

    @staticmethod
    def version_of(row: Any) -> str:
        return "confirmed" if row.confirmed_at else "waits"


class Trainings(_Trainings):
    @operation("list_trainings", "profile.own", gives=TrainingList)
    def get(self, request: Any) -> Any:
        """List one's own training, the latest first; whoever assigns people lists everybody's."""
        return {"items": queries.trainings_of(request.actor)}

    @operation(
        "add_training", "profile.edit", takes=GivenTraining, gives=TrainingShape, creates=True,
        links={"remove": Link("remove_training")}, blocked=("sent_twice", "future_day"),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Write down training of one's own; it counts from when somebody else confirmed it."""
        form = forms.TrainingForm(form_input(given, form_token=OnceField.signed(once)))
        said = checked(form)
        return actions.add_training(request.actor, training_id=said.pop("form_token"), **said)


class ConfirmedTraining(_Trainings):
    @operation(
        "confirm_training", "profile.confirm", of=queries.training_of, gives=TrainingShape,
        changes=True, versioned=True, by_person=True, blocked=("own_word", "confirmed_already"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Say that one saw the certificate, or was there."""
        return actions.confirm_training(request.actor, training=row)


class RemovedTraining(_Trainings):
    @operation(
        "remove_training", "profile.own", of=queries.training_of, gives=TrainingShape,
        changes=True, versioned=True, blocked=("removed_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Take a training back; it counts no longer."""
        return actions.remove_training(request.actor, training=row)
