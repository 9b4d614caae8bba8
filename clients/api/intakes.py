"""Intakes: the queue, and one as a whole; its steps are in `steps`."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from clients import actions, queries
from clients.api.clients import STATES, Known
from clients.forms import DeclineForm
from clients.rules.intake import IntakeStatus, is_unsafe, may_ask
from clients.rules.intake_steps import GENTLE_STOP, STEPS
from clients.rules.reasons import DECLINE_REASONS
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input

STEP_CODES = [step.code for step in STEPS]
STATUSES = [status.value for status in IntakeStatus]
TO_INTAKE = Link("read_intake")
NOT_OPEN = "intake_not_open"


class IntakeFilters(Body):
    show = Choice(queries.SHOWN, required=False, help_text="Left out: all open ones.")


class IntakeRowShape(Shape):
    """A line of the queue: a code name and codes, nothing of the person."""

    id = serializers.UUIDField(source="intake.pk")
    client = serializers.UUIDField(source="intake.client_id")
    code_name = serializers.CharField(source="intake.client.code_name")
    status = Choice(STATUSES, source="intake.status")
    missing = serializers.ListField(
        child=Choice(STEP_CODES), help_text="Steps neither answered nor skipped yet."
    )
    started_at = serializers.DateTimeField(source="intake.started_at")
    started_by = serializers.CharField(source="intake.started_by.user.name")


class IntakeStepShape(Shape):
    code = Choice(STEP_CODES)
    title = serializers.CharField()
    is_done = serializers.BooleanField(help_text="Answered or skipped.")
    may_be_saved = serializers.BooleanField(help_text="Whether its questions may be asked now.")


class ExplainedRightsShape(Shape):
    explained_at = serializers.DateTimeField()
    explained_by = serializers.CharField()
    language = serializers.CharField(allow_null=True)


class IntakeShape(Shape):
    """An intake without its answers: where it stands, and what may be asked now."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    code_name = serializers.CharField()
    status = Choice(STATUSES)
    started_at = serializers.DateTimeField()
    started_by = serializers.CharField()
    paused_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    rights = ExplainedRightsShape(allow_null=True, help_text="null: not explained yet.")
    steps = IntakeStepShape(many=True)
    missing = serializers.ListField(child=Choice(STEP_CODES))
    next_step = Choice(STEP_CODES, allow_null=True, help_text="null: there is nothing to ask now.")
    is_unsafe = serializers.BooleanField(help_text="Talking is not safe: stop here, and pause.")
    stop_text = serializers.CharField(allow_null=True, help_text="What to do then, in words.")
    conflict_state = Choice(STATES)
    awaiting_decision = serializers.BooleanField(help_text="Checked, and nobody has decided.")
    version = serializers.IntegerField()


PLAIN = ("pk", "client_id", "status", "started_at", "paused_at", "ended_at", "version")


def shown(intake: Any) -> Known:
    """Return what the intake's page shows."""
    state, following = queries.state_of(intake), queries.open_step(intake)
    unsafe = is_unsafe(state)
    missing = [step.code for step in queries.missing_steps(intake)]
    known = {name: getattr(intake, name) for name in PLAIN} | {
        "code_name": intake.client.code_name,
        "started_by": intake.started_by.user.name,
        "rights": _rights(intake),
        "steps": [
            {
                "code": step.code,
                "title": _(step.title),
                "is_done": step.code not in missing,
                "may_be_saved": may_ask(step, state),
            }
            for step in STEPS
        ],
        "missing": missing,
        "next_step": following.code if following and following is not GENTLE_STOP else None,
        "is_unsafe": unsafe,
        "stop_text": _(GENTLE_STOP.lead) if unsafe else None,
        "conflict_state": intake.client.conflict_state,
        "awaiting_decision": queries.awaits_decision(intake.client),
    }
    return Known(known, intake.version)


def _rights(intake: Any) -> dict[str, Any] | None:
    if intake.rights_explained_at is None:
        return None
    return {
        "explained_at": intake.rights_explained_at,
        "explained_by": intake.rights_explained_by.user.name,
        "language": intake.rights_language,
    }


class DeclineIntake(Body):
    reason = Choice(DECLINE_REASONS)
    note = Text(1000, required=False, help_text="Anything to know if this person comes back.")
    example = {"reason": "elsewhere"}


class OfIntake(Endpoint):
    tag = "Intakes"

    def again(self, request: Any, intake: Any) -> Known:
        return shown(queries.intake_of(request.actor, intake.pk))


class Intakes(OfIntake):
    shown_at = "intake"

    @operation(
        "list_intakes", "intake.view", wanted=IntakeFilters, gives=IntakeRowShape, paged=True
    )
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List intakes, newest first, 50 at a time."""
        page = queries.queue(request.actor, shown=wanted.get("show", "open"), after=after)
        rows = [
            {
                "intake": row.intake,
                "missing": [step.code for step in queries.missing_steps(row.intake)],
            }
            for row in page.rows
        ]
        return Listing(rows, page.next, page.previous)

    @operation(
        "start_intake", "intake.work", gives=IntakeShape, creates=True, versioned=True,
        links={
            "read": TO_INTAKE, "next": Link("save_safety_step"),
            "client": Link("read_client", {"id": "$response.body#/client"}),
        },
    )  # fmt: skip
    def post(self, request: Any, once: Any) -> Any:
        """Start an intake: a new client behind a code name.

        The first question is whether it is safe to talk. Nothing comes before it.
        """
        return self.again(request, actions.start_intake(request.actor, form_token=once))


class Intake(OfIntake):
    @operation(
        "read_intake", "intake.view", of=queries.intake_of, gives=IntakeShape, versioned=True
    )
    def get(self, request: Any, intake: Any) -> Any:
        """Read where an intake stands: its steps, what is missing, what may be asked now.

        While `is_unsafe` is true nothing is asked: pause it, or ask again whether it is safe.
        """
        return shown(intake)


class PausedIntake(OfIntake):
    @operation(
        "pause_intake", "intake.work", of=queries.intake_of, gives=IntakeShape, changes=True,
        versioned=True, links={"read": TO_INTAKE, "resume": Link("resume_intake")},
        blocked=("paused_to_paused",),
    )  # fmt: skip
    def post(self, request: Any, intake: Any, version: int) -> Any:
        """Pause an intake. Everything that was said is kept."""
        actions.pause_intake(request.actor, intake=intake, version=version)
        return self.again(request, intake)


class ResumedIntake(OfIntake):
    @operation(
        "resume_intake", "intake.work", of=queries.intake_of, gives=IntakeShape, changes=True,
        versioned=True, links={"read": TO_INTAKE, "next": Link("save_safety_step")},
        blocked=("started_to_started",),
    )  # fmt: skip
    def post(self, request: Any, intake: Any, version: int) -> Any:
        """Go on with a paused intake. Whether it is safe to talk is asked anew."""
        actions.resume_intake(request.actor, intake=intake, version=version)
        return self.again(request, intake)


class DeclinedIntake(OfIntake):
    @operation(
        "decline_intake", "intake.work", of=queries.intake_of, takes=DeclineIntake,
        gives=IntakeShape, changes=True, versioned=True, links={"read": TO_INTAKE},
        blocked=("declined_to_declined",),
    )  # fmt: skip
    def post(self, request: Any, intake: Any, given: dict[str, Any], version: int) -> Any:
        """End an intake without a case. Names stay for conflict checks, nothing else is done."""
        said = checked(DeclineForm(form_input(given)))
        actions.decline_intake(request.actor, intake=intake, version=version, **said)
        return self.again(request, intake)


class CompletedIntake(OfIntake):
    @operation(
        "complete_intake", "intake.work", of=queries.intake_of, gives=IntakeShape, changes=True,
        versioned=True, blocked=("steps_missing", "not_safe", "ready_to_ready"),
        links={
            "read": TO_INTAKE,
            "check": Link("run_conflict_check", {"id": "$response.body#/client"}),
        },
    )  # fmt: skip
    def post(self, request: Any, intake: Any, version: int) -> Any:
        """Say that every step was answered or skipped. Next comes the conflict check."""
        actions.complete_intake(request.actor, intake=intake, version=version)
        return self.again(request, intake)
