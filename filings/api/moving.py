"""A filing's steps: taking one, with its ground, and reading those that were taken."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clinic.files.responses import download
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Scan,
    Shape,
    Text,
    checked,
    form_input,
    wrong,
)
from clinic.tenancy.current import today
from filings import actions, forms, queries
from filings.api.filings import LEADS, FilingShape
from filings.forms.moving import LONGEST_NOTE
from filings.queries.told import STATUSES
from filings.queries.words import without_values

BYTES = "application/octet-stream"
STOPS = (
    "move_unlawful", "move_needs_receipt", "move_needs_notice", "impossible_facts", "edition_over",
    "closed", "not_engaged",
)  # fmt: skip


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    }
)
class StepFacts(serializers.Field[Any, Any, Any, Any]):
    """Facts by name. What each may be is the rule's to say."""

    default_error_messages = {"invalid": Body.default_error_messages["invalid"]}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if self.context.get("from_text") and isinstance(data, str):
            try:  # a part of a form is JSON, as OpenAPI says of objects
                data = json.loads(data)
            except ValueError:
                self.fail("invalid")
        if not isinstance(data, Mapping):
            self.fail("invalid")
        if not all(isinstance(each, str | int) and each is not True for each in data.values()):
            self.fail("invalid")
        return dict(data)

    def to_representation(self, value: Any) -> Any:
        return value


class MoveFiling(Body):
    """A step. What a deadline it sets going counts from stands in `facts`."""

    to = Choice(STATUSES, help_text="One of the filing's next_steps.")
    on = Day(help_text="The day it happened: not in the future, not before the last step.")
    note = Text(LONGEST_NOTE, required=False, help_text="Sealed; for attorneys and supervisors.")
    facts = StepFacts(required=False, help_text="By name, as next_steps asks for them.")
    no_deadline = Flag(
        required=False, help_text="Start no deadline from this step, for the reason in `note`."
    )
    example = {"to": "client_review", "on": "2026-01-05"}


class MoveFilingScanned(MoveFiling):
    """A step with the document behind it; a file travels in a form only."""

    document = Scan(help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    example = {**MoveFiling.example, "document": "(the file)"}


class StepShape(Shape):
    """A step that was taken."""

    id = serializers.UUIDField(source="move.pk")
    was = Choice(STATUSES, source="move.was")
    became = Choice(STATUSES, source="move.became")
    label = serializers.CharField()  # type: ignore[assignment]
    on = serializers.DateField(source="move.on")
    note = serializers.CharField(allow_blank=True, help_text="Empty: none, or not for this reader.")
    media_type = serializers.CharField(
        source="move.document.media_type",
        allow_null=True,
        help_text="Of the document behind it; null: none is stored.",
    )
    recorded_at = serializers.DateTimeField(source="move.recorded_at")
    recorded_by = serializers.CharField(source="move.recorded_by.user.name")


class StepList(Shape):
    items = StepShape(many=True)


class Move(Endpoint):
    tag = "Filings"

    @operation(
        "move_filing", "filing.move", of=queries.filing_of, takes=MoveFiling, gives=FilingShape,
        changes=True, versioned=True, links=LEADS, blocked=STOPS,
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Take a step; the deadlines it sets going are computed with it.

        A filing with USCIS is receipted by recording its receipt number; evidence requested,
        denial intended and denied come by recording the notice.
        """
        return _move(request.actor, filing, given, version)


class ScannedMove(Endpoint):
    tag = "Filings"

    @operation(
        "move_filing_with_document", "filing.move", of=queries.filing_of, takes=MoveFilingScanned,
        gives=FilingShape, changes=True, versioned=True, uploads=True, links=LEADS, blocked=STOPS,
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Take a step together with the scan of the decision, order or letter behind it."""
        return _move(request.actor, filing, given, version)


class Steps(Endpoint):
    tag = "Filings"

    @operation(
        "list_steps", "filing.view", of=queries.filing_of, gives=StepList,
    )  # fmt: skip
    def get(self, request: Any, filing: Any) -> Any:
        """List the steps of a filing, the first one first; notes for those who may read them."""
        return {"items": queries.steps_taken(request.actor, filing)}


class StepFile(Endpoint):
    tag = "Filings"

    @operation(
        "download_step", "notice.download", of=queries.move_of, media_type=BYTES,
        blocked=("file_altered",),
    )  # fmt: skip
    def get(self, request: Any, move: Any) -> Any:
        """Download the document behind a step; that it was let out is recorded."""
        if move.document is None:
            raise Http404
        actions.download_step(request.actor, move=move)
        answer = download(move.document, queries.filename_of_step(move))
        answer["Content-Type"] = BYTES
        return answer


def _move(actor: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
    upload, facts, to = given.pop("document", None), given.pop("facts", {}), given["to"]
    asked = queries.facts_asked(filing, to)
    if set(facts) - set(asked):
        text = _("This step does not ask for one of the facts. It asks for: %(asked)s.")
        raise wrong("facts", text % {"asked": ", ".join(asked) or "-"}, code="not_asked")
    form = forms.MoveForm(
        form_input({**given, **forms.as_fields(to, facts)}, version=version),
        {"document": upload} if upload else {},
        # Which of them may follow is the action's to say: it knows why not.
        steps=[(to, to)],
        form=queries.row_of(filing).form,
        last=queries.last_day_of(filing),
        today=today(),
        say=without_values,
    )
    try:
        checked(form)
    except serializers.ValidationError as error:
        raise serializers.ValidationError(_as_sent(error.detail, to)) from error
    actions.move_filing(actor, filing=filing, **form.for_action())
    return queries.filing_of(actor, filing.pk)


def _as_sent(errors: Any, to: str) -> dict[str, Any]:
    """Name a fact as the request named it."""
    named: dict[str, Any] = {}
    for name, said in errors.items():
        if name.startswith(f"{to}__"):
            named.setdefault("facts", {})[name.removeprefix(f"{to}__")] = said
        else:
            named[name] = said
    return named
