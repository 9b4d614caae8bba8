"""Originals that the clinic keeps for a client."""

from typing import Any

from rest_framework import serializers

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from documents import actions, forms, queries
from documents.rules.originals import DAYS, LEFT, LONGEST_PLACE, LONGEST_TO, LONGEST_WHAT

LEADS = {"read": Link("read_original")}


class OriginalShape(Shape):
    """A paper of the client in the clinic's hands, or that was."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    what = serializers.CharField()
    lies = serializers.SerializerMethodField(help_text="Where it lies.")
    since = Day()
    left = Choice(["", *LEFT], help_text="Empty: the clinic has it.")
    left_on = Day(allow_null=True)
    left_to = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_lies(self, original: Any) -> str:
        return original.place or ""

    def get_left_to(self, original: Any) -> str:
        return original.left_to or ""


class KeepOriginal(Body):
    what = Text(LONGEST_WHAT, help_text="Stored sealed.")
    place = Text(LONGEST_PLACE, required=False, help_text="Where it lies. Stored sealed.")
    since = Day()
    example = {"what": "Passport", "place": "The safe", "since": "2026-03-06"}


class ChangeOriginal(Body):
    """The whole of it."""

    what = Text(LONGEST_WHAT, help_text="Stored sealed.")
    place = Text(LONGEST_PLACE, required=False, help_text="Where it lies. Stored sealed.")
    since = Day()
    example = {"what": "Passport", "place": "The bank", "since": "2026-03-06"}


class LetOriginalGo(Body):
    left = Choice(LEFT)
    left_on = Day()
    left_to = Text(LONGEST_TO, help_text="Who has it now, or what the mistake was. Sealed.")
    example = {"left": "returned", "left_on": "2026-03-06", "left_to": "The client"}


class Originals(Endpoint):
    tag = "Documents"
    shown_at = "original"

    @operation(
        "list_originals", "document.view", of=queries.case_of, gives=OriginalShape, paged=True
    )
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the papers that the clinic has or had, the latest first."""
        page = queries.originals_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "keep_original", "document.add", of=queries.case_of, takes=KeepOriginal,
        gives=OriginalShape, creates=True, versioned=True, links=LEADS,
        blocked=("closed", "paper_missing", *DAYS),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Write a paper down; the case stays open until it is given back."""
        said = checked(forms.KeepOriginalForm(form_input(given, once=OnceField.signed(once))))
        del said["once"]
        return actions.keep_original(request.actor, case=case, original_id=once, **said)


class Original(Endpoint):
    tag = "Documents"
    shown_at = "original"

    @operation(
        "read_original", "document.view", of=queries.original_of, gives=OriginalShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, original: Any) -> Any:
        """Read one paper that the clinic has or had."""
        return original

    @operation(
        "change_original", "document.add", of=queries.original_of, takes=ChangeOriginal,
        gives=OriginalShape, changes=True, versioned=True, links=LEADS,
        blocked=("not_held", "paper_missing", *DAYS),
    )  # fmt: skip
    def put(self, request: Any, original: Any, given: dict[str, Any], version: int) -> Any:
        """Correct what it is, or say where it lies now."""
        said = checked(forms.ChangeOriginalForm(form_input(given, version=version)))
        return actions.change_original(request.actor, original=original, **said)


class OriginalGone(Endpoint):
    tag = "Documents"

    @operation(
        "let_original_go", "document.add", of=queries.original_of, takes=LetOriginalGo,
        gives=OriginalShape, changes=True, versioned=True, links=LEADS,
        blocked=("not_held", "reason_missing", *DAYS),
    )  # fmt: skip
    def post(self, request: Any, original: Any, given: dict[str, Any], version: int) -> Any:
        """Say that the clinic has it no more, and who has it."""
        form = forms.LetGoForm(form_input(given, version=version), since=original.since)
        return actions.let_original_go(request.actor, original=original, **checked(form))
