"""Cases: list, open, move, close; the pages' queries and actions."""

from datetime import date
from typing import Any

from rest_framework import serializers

from cases import actions, forms, queries
from cases.rules import MATTERS, OUTCOMES, STAGES
from clients.queries import client_of
from clinic.access.policy import require
from clinic.access.refusals import NotVisible
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Id,
    Number,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
)

TO_CASE = Link("read_case")


class CaseFilters(Body):
    text = Text(60, required=False, help_text="A number, its last part, or a code name's start.")
    matter = Choice(MATTERS, required=False, help_text="Cases that hold it, first or among others.")
    stage = Choice([*STAGES, "any"], required=False, help_text="Left out: all open stages.")
    due = Number(
        required=False, min_value=-1, max_value=366,
        help_text="An open date within so many days; -1: its last day has passed. "
        "Needs deadline.view.",
    )  # fmt: skip
    mine = Flag(required=False, help_text="Only cases this seat is assigned to.")


class CaseRow(Shape):
    """A line of the list: code names and codes, nothing sealed."""

    id = serializers.UUIDField(source="case.pk")
    number = serializers.CharField(source="case.number")
    client = serializers.UUIDField(source="case.client_id")
    code_name = serializers.CharField(source="case.client.code_name")
    matter = Choice(MATTERS, source="case.matter", help_text="What it was opened for.")
    matters = serializers.ListField(
        child=Choice(MATTERS), source="kinds", help_text="All it holds, the first first."
    )
    stage = Choice(STAGES, source="case.stage")
    opened_on = serializers.DateField(source="case.opened_on")
    attorneys = serializers.ListField(child=serializers.CharField(), source="leads")
    next_deadline = serializers.SerializerMethodField(help_text="null without deadline.view.")

    def get_next_deadline(self, row: Any) -> date | None:
        shown = row.due and self.context["actor"].has("deadline.view")
        return row.due.day if shown else None


class CaseShape(Shape):
    """A case. The client stands in it by code name."""

    id = serializers.UUIDField(source="pk")
    number = serializers.CharField()
    client = serializers.UUIDField(source="client_id")
    code_name = serializers.CharField(source="client.code_name")
    matter = Choice(MATTERS)
    stage = Choice(STAGES)
    summary = serializers.SerializerMethodField(help_text="null without case.view.")
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    outcome = Choice(["", *OUTCOMES])
    version = serializers.IntegerField()
    moves = serializers.SerializerMethodField(help_text="Stages it may be moved to now.")

    def get_summary(self, case: Any) -> str | None:
        """Who may only move a case along does not read what it is about."""
        told: str | None = case.summary
        return told if self.context["actor"].has("case.view") else None

    def get_moves(self, case: Any) -> list[str]:
        return list(STAGES[case.stage].moves)


class OpenCase(Body):
    client = Id(help_text="Its intake must be complete and its conflict check clear.")
    matter = Choice(MATTERS)
    summary = Text(5000, required=False)
    opened_on = Day(required=False, allow_null=True, help_text="Left out: today.")
    example = {"client": "01920000-0000-7000-8000-000000000001", "matter": "t_visa"}


class MoveCase(Body):
    to = Choice(STAGES)
    example = {"to": "preparing"}


class CloseCase(Body):
    outcome = Choice(OUTCOMES)
    reason = Text(2000)
    example = {"outcome": "granted", "reason": "Relief was granted."}


class Cases(Endpoint):
    tag = "Cases"
    shown_at = "case"

    @operation("list_cases", "case.view", wanted=CaseFilters, gives=CaseRow, paged=True)
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List cases, newest first, 50 at a time."""
        if "due" in wanted:
            require(request.actor, "deadline.view")
        found = queries.case_list(request.actor, queries.CaseFilter(**wanted), after=after)
        return Listing(found.rows, found.page.next, found.page.previous)

    @operation(
        "open_case", "case.open", takes=OpenCase, gives=CaseShape, creates=True, versioned=True,
        links={"read": TO_CASE, "assign": Link("assign_case")},
        blocked=("conflict_not_clear",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Open a case for a client."""
        try:
            client = client_of(request.actor, given["client"])
        except NotVisible:
            raise not_there("client") from None
        said = checked(forms.OpenForm(form_input(given, once=OnceField.signed(once))))
        new = actions.open_case(
            request.actor, client=client, matter=said["matter"], summary=said["summary"],
            opened_on=said["opened_on"], case_id=once,
        )  # fmt: skip
        return queries.case_of(request.actor, new.pk)


class Case(Endpoint):
    tag = "Cases"

    @operation("read_case", "case.view", of=queries.case_of, gives=CaseShape, versioned=True)
    def get(self, request: Any, case: Any) -> Any:
        """Read a case. The first look of an hour is recorded, as on the page."""
        return case


class _Change(Endpoint):
    tag = "Cases"

    def again(self, request: Any, case: Any) -> Any:
        return queries.case_of(request.actor, case.pk)


class Move(_Change):
    @operation(
        "move_case", "case.move", of=queries.case_of, takes=MoveCase, gives=CaseShape,
        changes=True, versioned=True, links={"read": TO_CASE}, blocked=("unlawful_move",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], version: int) -> Any:
        """Move a case to another stage."""
        actions.move_case(request.actor, case=case, to=given["to"], version=version)
        return self.again(request, case)


class Close(_Change):
    @operation(
        "close_case", "case.close", of=queries.case_of, takes=CloseCase, gives=CaseShape,
        changes=True, versioned=True, links={"read": TO_CASE}, blocked=("still_open",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], version: int) -> Any:
        """Close a case, when nothing keeps it open."""
        said = checked(forms.CloseForm(form_input(given, version=version)))
        actions.close_case(request.actor, case=case, **said)
        return self.again(request, case)


class Reopen(_Change):
    @operation(
        "reopen_case", "case.close", of=queries.case_of, gives=CaseShape,
        changes=True, versioned=True, links={"read": TO_CASE}, blocked=("open_already",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, version: int) -> Any:
        """Open a closed case again."""
        actions.reopen_case(request.actor, case=case, version=version)
        return self.again(request, case)
