"""Add a deadline that no notice set going, and say that no date runs for a filing."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Day, Flag, Id, Shape, Text, checked, form_input, not_there
from filings import actions, forms, queries
from filings.api.dates import SayWhy
from filings.api.deadlines import LEADS, DeadlineShape, OneDeadline
from filings.api.reasons import ComputeDeadline, computed_of
from filings.forms.dates import LONGEST_NAME

ABOUT = "Of this case; left out or null: it is about the case."


class AddDeadline(ComputeDeadline):
    filing = Id(required=False, allow_null=True, help_text=ABOUT)
    example = {"rule": "us.ead.renewal", "facts": {"expires": "2027-03-01"}}


class SetDeadline(Body):
    what = Text(LONGEST_NAME, help_text="What is due. Stored sealed.")
    order = Text(LONGEST_NAME, help_text="Which order or letter sets the day. Stored sealed.")
    outer = Day(help_text="The last day it gives.")
    jurisdictional = Flag(
        help_text="true: the right itself is lost, or nobody knows, and a second person watches; "
        "false: the judge or agency can still let it in."
    )
    filing = Id(required=False, allow_null=True, help_text=ABOUT)
    example = {
        "what": "Witness list", "order": "Scheduling order of 6 March 2026",
        "outer": "2026-06-01", "jurisdictional": True,
    }  # fmt: skip


class SaidShape(Shape):
    """Who said that no date runs, and when."""

    on = serializers.DateField(source="said_on")
    by = serializers.UUIDField(source="said_by_id", help_text="The seat.")
    by_name = serializers.CharField(source="said_by.user.name")


class NoDeadlineShape(Shape):
    """Whether somebody said that no date runs for a filing."""

    asks = serializers.BooleanField(
        help_text="No date is recorded, and nobody has said why: say it, or add one."
    )
    said = SaidShape(allow_null=True, help_text="It holds until the next step, notice or deadline.")


class AddedDeadlines(OneDeadline):
    shown_at = "deadline"

    @operation(
        "add_deadline", "deadline.add", of=case_of, takes=AddDeadline, gives=DeadlineShape,
        creates=True, versioned=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Compute a deadline from a rule and its facts, and keep it; reminders ask about it."""
        facts = given["facts"]
        computed_of(given["rule"], facts)
        new = actions.add_deadline(
            request.actor, case=case, rule=given["rule"], facts=facts,
            filing=_filing(request.actor, case, given.get("filing")), deadline_id=once,
        )  # fmt: skip
        return self.shown(request, new)


class SetDeadlines(OneDeadline):
    shown_at = "deadline"

    @operation(
        "set_deadline", "deadline.add", of=case_of, takes=SetDeadline, gives=DeadlineShape,
        creates=True, versioned=True, links=LEADS, blocked=("closed",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Keep a last day that a judge or agency set; no rule computes it."""
        filing = _filing(request.actor, case, given.pop("filing", None))
        ends = "yes" if given.pop("jurisdictional") else "no"
        sent = form_input({**given, "jurisdictional": ends}, once=OnceField.signed(once))
        said = checked(forms.OrderedForm(sent, filings=[]))
        said |= {"deadline_id": said.pop("once"), "filing": filing}
        return self.shown(request, actions.set_deadline(request.actor, case=case, **said))


class NoDeadline(Endpoint):
    tag = "Deadlines"

    @operation("read_no_deadline", "deadline.view", of=queries.filing_of, gives=NoDeadlineShape)
    def get(self, request: Any, filing: Any) -> Any:
        """Read whether somebody said that no date runs for a filing."""
        return _no_deadline(request.actor, filing)

    @operation(
        "say_no_deadline", "deadline.settle", of=queries.filing_of, takes=SayWhy,
        gives=NoDeadlineShape, changes=True,
        blocked=("deadline_open", "said_already", "ended", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Say with a reason that no date runs now; it ends with the next step, notice or
        deadline."""
        said = checked(forms.NoDeadlineForm(form_input(given, version=version)))
        actions.say_no_deadline(request.actor, filing=filing, **said)
        return _no_deadline(request.actor, filing)


class TakenBack(Endpoint):
    tag = "Deadlines"

    @operation(
        "take_back_no_deadline", "deadline.settle", of=queries.filing_of, gives=NoDeadlineShape,
        changes=True, blocked=("not_said", "closed"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, version: int) -> Any:
        """Take back that no date runs, whoever said it: the filing asks for a date again."""
        actions.take_back_no_deadline(request.actor, filing=filing, version=version)
        return _no_deadline(request.actor, filing)


def _no_deadline(actor: Any, filing: Any) -> dict[str, Any]:
    return {"asks": queries.asks_for_deadline(actor, filing), "said": queries.said_none(filing)}


def _filing(actor: Any, case: Any, wanted: Any) -> Any:
    """Return the filing of this case that was named. :raises ValidationError: there is none"""
    if wanted is None:
        return None
    found = queries.filings_by_id(actor, case).get(str(wanted))
    if found is None:
        raise not_there("filing")
    return found
