"""Deadlines: list, read with why, acknowledge, settle."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clinic.access.policy import require
from clinic.access.refusals import NotVisible
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.failures import Invalid
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
from filings import actions, forms, queries
from filings.api.reasons import WhyShape
from filings.rules import changes, ladders

STATUSES = ("open", "done", "waived", "removed")
READ = {"read": Link("read_deadline")}
LEADS = {
    **READ,
    "acknowledge": Link("acknowledge_deadline"),
    "settle": Link("settle_deadline"),
}


class DeadlineFilters(Body):
    status = Choice([*STATUSES, "any"], required=False, help_text="Left out: open.")
    due = Number(
        required=False, min_value=0, max_value=366,
        help_text="The day it counts to comes within so many days, or has passed.",
    )  # fmt: skip
    overdue = Flag(
        required=False, help_text="true: open and the last day has passed; false: without those."
    )
    opening = Flag(
        required=False, help_text="true: only windows that open within 14 days or stand open."
    )
    contested = Flag(
        required=False,
        help_text="true: only those whose notice and rule differ, or whose law has two readings.",
    )
    jurisdictional = Flag(required=False, help_text="true: only those that end a right.")
    unacknowledged = Flag(
        required=False, help_text="true: only those that nobody has answered for."
    )
    on = Day(required=False, help_text="It opens, is planned for, or ends on this day.")
    rule = Text(60, required=False, help_text="An id that `list_rules` gives.")
    form = Text(20, required=False, help_text="A code that `list_forms` gives.")
    person = Id(required=False, help_text="A seat that works on the case.")
    case = Id(required=False)
    mine = Flag(required=False, help_text="Only of cases this seat is assigned to.")


class _Dates(Shape):
    """What every shape of a deadline says."""

    id = serializers.UUIDField(source="deadline.pk")
    case = serializers.UUIDField(source="deadline.case_id")
    filing = serializers.UUIDField(source="deadline.filing_id", allow_null=True)
    notice = serializers.UUIDField(source="deadline.notice_id", allow_null=True)
    title = serializers.CharField()
    rule = serializers.CharField(
        source="deadline.rule", allow_blank=True,
        help_text="As list_rules names it. Empty: a judge or agency set the day.",
    )  # fmt: skip
    rule_version = serializers.CharField(source="deadline.rule_version")
    opens = serializers.DateField(
        source="deadline.opens", allow_null=True, help_text="The first lawful day."
    )
    plan_for = serializers.DateField(
        source="deadline.plan_for", allow_null=True,
        help_text="The day to plan for; where notice and rule disagree, the earlier one.",
    )  # fmt: skip
    target = serializers.DateField(source="deadline.target", allow_null=True)
    outer = serializers.DateField(
        source="deadline.outer", allow_null=True,
        help_text="The last lawful day; null where the date binds an agency.",
    )  # fmt: skip
    by_rule = serializers.DateField(
        source="deadline.by_rule", allow_null=True,
        help_text="What the rule alone gives, beside a printed date.",
    )  # fmt: skip
    counts_to = serializers.DateField(
        source="deadline.remind_by", allow_null=True, help_text="The day reminders count to."
    )
    status = Choice(STATUSES, source="deadline.status")
    contested = serializers.BooleanField(
        help_text="Notice and rule differ, or the law has two readings."
    )
    overdue_days = serializers.IntegerField()
    due_today = serializers.BooleanField()
    jurisdictional = serializers.BooleanField(
        source="deadline.jurisdictional",
        help_text="Missing it ends the right itself: what silences or delays it needs two people.",
    )
    verify_with_counsel = serializers.BooleanField(source="deadline.verify_with_counsel")
    acknowledged_at = serializers.DateTimeField(source="deadline.acknowledged_at", allow_null=True)
    settled_at = serializers.DateTimeField(source="deadline.settled_at", allow_null=True)
    version = serializers.IntegerField(source="deadline.version")


class DeadlineRow(_Dates):
    """A line of the list: code names and dates, nothing sealed."""

    case_number = serializers.CharField(source="deadline.case.number")
    code_name = serializers.CharField(source="deadline.case.client.code_name")


class CaseDeadline(_Dates):
    """A deadline of a case."""


class CaseDeadlineList(Shape):
    items = CaseDeadline(many=True)


class DeadlineShape(_Dates):
    """A deadline with why it is on its day."""

    ladder = Choice(ladders(), source="deadline.ladder", help_text="How often it is asked about.")
    overridden = serializers.BooleanField(
        source="deadline.is_overridden", help_text="A person set the last day by hand."
    )
    computed_outer = serializers.DateField(
        source="deadline.computed_outer", allow_null=True,
        help_text="While it is set by hand: what was computed.",
    )  # fmt: skip
    set_what = serializers.CharField(
        allow_blank=True,
        help_text="Of a day that a judge or agency set: what is due, for who may settle it.",
    )
    set_order = serializers.CharField(allow_blank=True, help_text="Which order or letter sets it.")
    proposals = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="What waits for a person's decision about it; see `read_proposal`.",
    )
    why = WhyShape()


class DeadlineEventShape(Shape):
    """Something that happened to a deadline."""

    code = Choice(queries.EVENTS)
    title = serializers.CharField()
    at = serializers.DateTimeField(source="when")
    who = serializers.CharField(allow_blank=True)
    text = serializers.CharField(
        allow_blank=True, help_text="Why it was settled stands here for who may settle one."
    )


class DeadlineEventList(Shape):
    items = DeadlineEventShape(many=True)


class SettleDeadline(Body):
    status = Choice(changes.SETTLED, help_text="removed: it was recorded by mistake.")
    reason = Text(2000, help_text="What was done, or why not. Stored sealed.")
    example = {"status": "done", "reason": "The answer was filed and its receipt has come."}


class OneDeadline(Endpoint):
    tag = "Deadlines"

    @staticmethod
    def version_of(row: Any) -> Any:
        # Found is a row of the table; shown is that row with what it means today.
        return row["deadline"].version if isinstance(row, dict) else row.version

    def shown(self, request: Any, deadline: Any, *, again: bool = True) -> Any:
        row = queries.deadline_of(request.actor, deadline.pk) if again else deadline
        line = queries.deadline_row(row)
        reads = request.actor.has("deadline.settle")
        return {
            "deadline": row,
            "title": line.title,
            "contested": line.contested,
            "overdue_days": line.overdue_days,
            "due_today": line.due_today,
            "set_what": str(row.set_what or "") if reads else "",
            "set_order": str(row.set_order or "") if reads else "",
            "proposals": queries.waiting_about(request.actor, row),
            "why": queries.why(row),
        }


class Deadlines(Endpoint):
    tag = "Deadlines"

    @operation(
        "list_deadlines", "deadline.view", wanted=DeadlineFilters, gives=DeadlineRow, paged=True
    )
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List deadlines of all cases you reach, soonest first, 50 at a time.

        What is due is counted from the earlier date while a printed date and the rule disagree.
        Needs `case.view` as well: without cases the list would be empty, as if nothing were due.
        """
        require(request.actor, "case.view")
        _refuse_unknown(request.actor, wanted)
        chosen = queries.DeadlineFilter(**wanted)
        page = queries.deadline_page(request.actor, chosen, after=after)
        return Listing([queries.deadline_row(row) for row in page.rows], page.next, page.previous)


def _refuse_unknown(actor: Any, wanted: dict[str, Any]) -> None:
    """A list narrowed to what is not there would be empty, as if nothing were due."""
    if "case" in wanted:
        try:
            case_of(actor, wanted["case"])
        except NotVisible:
            raise Invalid(not_there("case").detail, place="parameter") from None
    if wanted.get("rule") and queries.rule_named(wanted["rule"]) is None:
        raise Invalid(not_there("rule").detail, place="parameter")
    if wanted.get("form") and not queries.is_form(wanted["form"]):
        raise Invalid(not_there("form").detail, place="parameter")


class CaseDeadlines(Endpoint):
    tag = "Deadlines"

    @operation("list_case_deadlines", "deadline.view", of=case_of, gives=CaseDeadlineList)
    def get(self, request: Any, case: Any) -> Any:
        """List all deadlines of a case, the open ones first."""
        return {"items": queries.deadline_rows(request.actor, case)}


class Deadline(OneDeadline):
    @operation(
        "read_deadline", "deadline.view", of=queries.deadline_of, gives=DeadlineShape,
        versioned=True, links=LEADS,
    )  # fmt: skip
    def get(self, request: Any, deadline: Any) -> Any:
        """Read a deadline: its dates, and every step that led to them."""
        return self.shown(request, deadline, again=False)


class History(Endpoint):
    tag = "Deadlines"

    @operation(
        "read_deadline_history", "deadline.view", of=queries.deadline_of, gives=DeadlineEventList
    )
    def get(self, request: Any, deadline: Any) -> Any:
        """Read what happened to a deadline, newest first."""
        return {"items": queries.history_of(request.actor, deadline)}


class Acknowledge(OneDeadline):
    @operation(
        "acknowledge_deadline", "deadline.acknowledge", of=queries.deadline_of,
        gives=DeadlineShape, changes=True, versioned=True,
        links={name: LEADS[name] for name in ("read", "settle")},
        blocked=("acknowledged", "settled_already"),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, version: int) -> Any:
        """Say that a person has seen it and takes care.

        It ends nothing: the reminders go on until it is settled.
        """
        actions.acknowledge_deadline(request.actor, deadline=deadline, version=version)
        return self.shown(request, deadline)


class Settle(OneDeadline):
    @operation(
        "settle_deadline", "deadline.settle", of=queries.deadline_of, takes=SettleDeadline,
        gives=DeadlineShape, changes=True, versioned=True, links=READ,
        blocked=("settled_already", "proposed_already"),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Close a deadline with a reason; nothing else makes it silent.

        Where it is `jurisdictional`, this proposes it: `status` stays `open` until another person
        has agreed, and `proposals` names what waits for them.
        """
        said = checked(forms.SettleForm(form_input(given, version=version)))
        if deadline.jurisdictional:
            change = changes.Settle(said.pop("status"))
            actions.propose_change(request.actor, deadline=deadline, change=change, **said)
        else:
            actions.settle_deadline(request.actor, deadline=deadline, **said)
        return self.shown(request, deadline)
