"""Relatives of a client: who may be included and until when; no name until it is revealed."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clients.api.clients import GiveReason
from clients.rules.identity import LONGEST_NAME
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Id, Shape, Text, checked, form_input, not_there
from clinic.tenancy.current import today
from filings import actions
from filings.api.filings import LEADS, FilingShape
from filings.forms import family as forms
from filings.queries import family as queries
from filings.queries import filing_of
from filings.rules.family import ANSWERS, PLACES, RELATIONS, schemes


class InclusionShape(Shape):
    """Whether a relative may be included with one form, why, and until when. No legal advice."""

    form = Choice(schemes())
    answer = Choice(ANSWERS)
    text = serializers.CharField(help_text="The way in which this relation qualifies.")
    reasons = serializers.ListField(child=serializers.CharField())
    rules = serializers.ListField(
        child=serializers.CharField(), help_text="Rules that watch an age the answer rests on."
    )
    source = serializers.CharField()  # type: ignore[assignment]
    verify_with_counsel = serializers.BooleanField()
    fixed = serializers.BooleanField(
        help_text="The client's own filing was receipted: no birthday changes this any more."
    )
    last_day = serializers.DateField(
        allow_null=True, help_text="The last day on which the client's own filing is in time."
    )
    deadline = serializers.UUIDField(allow_null=True)
    alert = serializers.CharField(allow_blank=True, help_text="What must be heard first, or empty.")


class RelativeShape(Shape):
    """A relative without name and birth date: "Child 2"."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="member.case_id")
    label = serializers.CharField()  # type: ignore[assignment]
    relation = Choice(RELATIONS)
    married = Choice(ANSWERS)
    danger = Choice(ANSWERS)
    place = Choice(PLACES)
    birth_date_known = serializers.BooleanField(source="birth_known")
    inclusions = InclusionShape(many=True)
    filings = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="member.version")

    def get_filings(self, line: Any) -> list[str]:
        return [str(filing.pk) for filing in line.filings]


class RelativeList(Shape):
    items = RelativeShape(many=True)
    outdated = serializers.BooleanField(
        help_text="An age that matters is not watched yet: compute the ages again."
    )
    stale_deadlines = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Open deadlines computed from facts that no longer stand: settle each.",
    )


class NamedRelativeShape(Shape):
    id = serializers.UUIDField(source="pk")
    label = serializers.CharField()  # type: ignore[assignment]
    name = serializers.CharField()
    birth_date = serializers.DateField(allow_null=True)


class NamedRelativeList(Shape):
    items = NamedRelativeShape(many=True)


class AddRelative(Body):
    name = Text(LONGEST_NAME, help_text="Stored sealed; conflict checks compare it.")
    relation = Choice(RELATIONS)
    birth_date = Day(required=False, allow_null=True)
    married = Choice(ANSWERS)
    danger = Choice(ANSWERS, help_text="In present danger of retaliation.")
    place = Choice(PLACES)
    example = {
        "name": "Mekdes Misale", "relation": "child", "birth_date": "2010-02-03", "married": "no",
        "danger": "unsure", "place": "abroad",
    }  # fmt: skip


class ChangeRelative(Body):
    """What is left out, or null, stays as it is recorded."""

    name = Text(LONGEST_NAME, required=False, allow_null=True)
    relation = Choice(RELATIONS, required=False)
    birth_date = Day(required=False, allow_null=True)
    married = Choice(ANSWERS, required=False)
    danger = Choice(ANSWERS, required=False)
    place = Choice(PLACES, required=False)
    reason = Text(forms.LONGEST_REASON, help_text="Why it is corrected. Stored sealed.")
    example = {"married": "yes", "reason": "The client told us."}


class RemoveRelative(Body):
    reason = Text(forms.LONGEST_REASON, help_text="Why it is removed. Stored sealed.")
    example = {"reason": "Recorded twice."}


class AddFamilyFiling(Body):
    form = Choice(queries.FOR_RELATIVES)
    example = {"form": "I-914A"}


class NameRelative(Body):
    relative = Id()


class PlanFiling(Body):
    planned_for = Day(allow_null=True, help_text="Null takes the plan back.")
    example = {"planned_for": None}


class _OfRelative(Endpoint):
    tag = "Family"
    shown_at = "relative"

    @staticmethod
    def version_of(found: Any) -> int:
        version: int = getattr(found, "member", found).version
        return version

    def line(self, request: Any, member: Any) -> Any:
        lines = queries.family_page(request.actor, member.case).lines
        return next(line for line in lines if line.pk == member.pk)


class Relatives(_OfRelative):
    @operation("list_relatives", "family.view", of=case_of, gives=RelativeList)
    def get(self, request: Any, case: Any) -> Any:
        """List the relatives of a case's client, and with which forms each may be included."""
        page = queries.family_page(request.actor, case)
        return {
            "items": page.lines,
            "outdated": page.outdated,
            "stale_deadlines": [deadline.pk for _label, deadline in page.stale],
        }

    @operation(
        "add_relative", "family.edit", of=case_of, takes=AddRelative, gives=RelativeShape,
        creates=True, versioned=True, links={"change": Link("change_relative")},
        blocked=("closed", "future_day"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a relative. The conflict check of the client has to be run again."""
        form = forms.AddRelativeForm(form_input(given, once=OnceField.signed(once)), today=today())
        checked(form)
        member = actions.add_relative(request.actor, case=case, **form.arguments())
        return self.line(request, member)


class Relative(_OfRelative):
    @operation(
        "read_relative", "family.view", of=queries.member_of, gives=RelativeShape, versioned=True,
    )  # fmt: skip
    def get(self, request: Any, member: Any) -> Any:
        """Read a relative, without name and birth date."""
        return self.line(request, member)


class ChangedRelative(_OfRelative):
    @operation(
        "change_relative", "family.edit", of=queries.member_of, takes=ChangeRelative,
        gives=RelativeShape, changes=True, versioned=True, blocked=("nothing_changed", "closed"),
    )  # fmt: skip
    def post(self, request: Any, member: Any, given: dict[str, Any], version: int) -> Any:
        """Correct a relative. What was recorded stays in the history, with the reason.

        A date that was watched stays open beside the new one until somebody settles it.
        """
        said = form_input({**(member.details or {}), **given}, version=version)
        form = forms.ChangeRelativeForm(said, today=today())
        checked(form)
        actions.change_relative(request.actor, member=member, **form.arguments())
        return self.line(request, queries.member_of(request.actor, member.pk))


class RemovedRelative(_OfRelative):
    @operation(
        "remove_relative", "family.edit", of=queries.member_of, takes=RemoveRelative,
        changes=True, blocked=("filing_for_relative", "closed"),
    )  # fmt: skip
    def post(self, request: Any, member: Any, given: dict[str, Any], version: int) -> None:
        """Take a relative off the list. The row and its history stay, sealed."""
        form = forms.RemoveRelativeForm(form_input(given, version=version))
        actions.remove_relative(request.actor, member=member, **checked(form))


class RevealedRelatives(Endpoint):
    tag = "Family"

    @operation(
        "reveal_relatives", "family.view", of=case_of, takes=GiveReason, gives=NamedRelativeList,
        cost=10,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any]) -> Any:
        """Show names and birth dates of the relatives. The look is recorded with its reason.

        Needs `client.reveal` as well.
        """
        members = actions.reveal_family(request.actor, case=case, reason=given["reason"])
        named = queries.named_family(case, members)
        return {
            "items": [
                {"pk": member.pk, "label": label, "name": name, "birth_date": born}
                for member, (label, name, born) in zip(members, named, strict=True)
            ]
        }


class WatchedAges(Endpoint):
    tag = "Family"

    @operation("watch_family", "family.edit", of=case_of, blocked=("closed",))
    def post(self, request: Any, case: Any) -> None:
        """Compute the ages to watch anew, after the client's birth date was corrected, say."""
        actions.watch_family(request.actor, case=case)


class FamilyFilings(Endpoint):
    tag = "Family"
    shown_at = "filing"

    @operation(
        "add_family_filing", "filing.add", of=queries.member_of, takes=AddFamilyFiling,
        gives=FilingShape, creates=True, versioned=True, links=LEADS,
        blocked=("closed", "one_for_each"),
    )  # fmt: skip
    def post(self, request: Any, member: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a filing for one relative, as a draft."""
        form = forms.FamilyFilingForm(form_input(given, once=OnceField.signed(once)))
        said = checked(form)
        new = actions.add_family_filing(
            request.actor, member=member, form=said["form"], filing_id=once
        )
        return filing_of(request.actor, new.pk)


class RelativeOfFiling(Endpoint):
    tag = "Family"

    @operation(
        "name_relative", "filing.add", of=filing_of, takes=NameRelative, gives=FilingShape,
        changes=True, versioned=True, links=LEADS,
        blocked=("closed", "one_for_each", "not_for_relatives"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Say for which relative of the same case a filing is."""
        choices = queries.family_choices(filing.case)
        if given["relative"] not in [pk for pk, _label in choices]:
            raise not_there("relative")
        member = queries.member_of(request.actor, given["relative"])
        actions.name_relative_of(request.actor, filing=filing, member=member, version=version)
        return filing_of(request.actor, filing.pk)


class Plan(Endpoint):
    tag = "Filings"

    @operation(
        "plan_filing", "filing.move", of=filing_of, takes=PlanFiling, gives=FilingShape,
        changes=True, versioned=True, links=LEADS, blocked=("closed", "receipted_already"),
    )  # fmt: skip
    def post(self, request: Any, filing: Any, given: dict[str, Any], version: int) -> Any:
        """Say on which day a filing is meant to go out. Nobody is reminded of it."""
        form = forms.PlanForm(form_input(given, version=version), today=today())
        actions.plan_filing(request.actor, filing=filing, **checked(form))
        return filing_of(request.actor, filing.pk)
