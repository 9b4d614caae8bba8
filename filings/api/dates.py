"""Let a deadline fall on another day: by hand, back again, from other facts; open it again."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Day, Shape, Text, checked, form_input
from filings import actions, forms, queries
from filings.api.deadlines import READ, DeadlineShape, OneDeadline
from filings.api.reasons import Facts, WhyShape, computed_of
from filings.rules.changes import Change, NewFacts, SetDay, Unset

STOPS = ("settled_already", "proposed_already")


class DatesShape(Shape):
    """The four dates of a deadline."""

    opens = serializers.DateField(allow_null=True)
    target = serializers.DateField(allow_null=True)
    outer = serializers.DateField(allow_null=True)
    by_rule = serializers.DateField(allow_null=True)


class ComparedShape(Shape):
    """Dates as they stand and as they would be."""

    now = DatesShape()
    changed = DatesShape(source="to", allow_null=True, help_text="null: see `problem`.")
    why = WhyShape(allow_null=True, help_text="Where they would be computed anew: every step.")
    problem = serializers.CharField(allow_blank=True, help_text="Why nothing can be computed.")


class ComparedFactsShape(ComparedShape):
    needs_second = serializers.BooleanField(help_text="Another person would have to agree.")
    same_notice = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Other open deadlines of its notice: they stay as they are, so look at each.",
    )


class OverrideDeadline(Body):
    outer = Day(help_text="The last day.")
    reason = Text(2000, help_text="Why this day. Stored sealed.")
    example = {"outer": "2026-05-29", "reason": "The officer wrote that the 29th is the last day."}


class SayWhy(Body):
    reason = Text(2000, help_text="Stored sealed; attorneys and supervisors can read it.")
    example = {"reason": "The officer's letter was a mistake."}


class CompareFacts(Body):
    facts = Facts(help_text="All of them by name, as list_rules gives them for the rule.")
    example = {
        "facts": {"notice_date": "2026-03-07", "service": "mail", "response_days": 84},
    }


class ChangeFacts(CompareFacts):
    reason = Text(2000, help_text="Why the facts were wrong. Stored sealed.")
    example = {**CompareFacts.example, "reason": "The notice is of the 7th."}


class _Moved(OneDeadline):
    def move(
        self, request: Any, deadline: Any, change: Change, given: dict[str, Any], version: int
    ) -> Any:
        """Do it, or propose it where a second person must agree."""
        said = checked(forms.ReasonForm(form_input(given, version=version)))
        actions.move_or_propose(request.actor, deadline=deadline, change=change, **said)
        return self.shown(request, deadline)


class Override(_Moved):
    @operation(
        "override_deadline", "deadline.change", of=queries.deadline_of, takes=OverrideDeadline,
        gives=DeadlineShape, changes=True, versioned=True, links=READ,
        blocked=("same_day", "impossible_facts", *STOPS),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Set another last day by hand; what was computed stays beside it.

        Where it would fall later and is `jurisdictional`, this proposes it: the date stays, and
        `proposals` names what waits for another person.
        """
        said = checked(forms.SetDayForm(form_input(given, version=version)))
        change = SetDay(said["outer"])
        return self.move(request, deadline, change, {"reason": said["reason"]}, version)


class UndoneOverride(_Moved):
    @operation(
        "undo_override", "deadline.change", of=queries.deadline_of, takes=SayWhy,
        gives=DeadlineShape, changes=True, versioned=True, links=READ,
        blocked=("not_overridden", *STOPS),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Go back to `computed_outer`; where that is later, it may be proposed, as an override."""
        return self.move(request, deadline, Unset(), given, version)


class ComparedFacts(Endpoint):
    tag = "Deadlines"

    @operation(
        "compare_facts", "deadline.change", of=queries.deadline_of, takes=CompareFacts,
        gives=ComparedFactsShape,
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any]) -> Any:
        """See what other facts would make of a deadline. Nothing is written."""
        _refuse_impossible(deadline, given["facts"])
        change = NewFacts(given["facts"])
        compared = queries.compare(deadline, change)
        return {
            "now": deadline,
            "to": compared.to,
            "why": compared.why,
            "problem": compared.problem,
            "needs_second": queries.change_takes_two(deadline, change),
            "same_notice": [each.pk for each in queries.others_of_notice(request.actor, deadline)],
        }


class ChangedFacts(_Moved):
    @operation(
        "change_facts", "deadline.change", of=queries.deadline_of, takes=ChangeFacts,
        gives=DeadlineShape, changes=True, versioned=True, links=READ,
        blocked=("not_computed", "no_rule", *STOPS),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Compute a deadline anew from corrected facts; its notice then says the same.

        Where it would fall later and is `jurisdictional`, this proposes it. Look first with
        `compare_facts`.
        """
        facts = given.pop("facts")
        _refuse_impossible(deadline, facts)
        return self.move(request, deadline, NewFacts(facts), given, version)


class Reopened(OneDeadline):
    @operation(
        "reopen_deadline", "deadline.settle", of=queries.deadline_of, takes=SayWhy,
        gives=DeadlineShape, changes=True, versioned=True, links=READ,
        blocked=("open_already", "closed"),
    )  # fmt: skip
    def post(self, request: Any, deadline: Any, given: dict[str, Any], version: int) -> Any:
        """Open a settled deadline again; reminders ask from the rung that stands today."""
        said = checked(forms.ReasonForm(form_input(given, version=version)))
        actions.reopen_deadline(request.actor, deadline=deadline, **said)
        return self.shown(request, deadline)


def _refuse_impossible(deadline: Any, facts: dict[str, Any]) -> None:
    """Name the fact that cannot be; that nothing computes the deadline, the action says."""
    if queries.rule_named(deadline.rule) is not None:
        computed_of(deadline.rule, facts)
