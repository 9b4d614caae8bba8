"""Duplicates: looked for, proposed to be joined, decided by another person, taken apart."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.forms.merging import LONGEST, WhyForm
from clients.queries import merging as reads
from clients.rules.matching import REASONS
from clients.rules.merging import OBSTACLES, MergeStatus
from clinic.access.refusals import NotVisible
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Shape, Text, checked, form_input, not_there

STATUSES = [status.value for status in MergeStatus]
TO_MERGE = Link("read_merge")


class DuplicateShape(Shape):
    """A client who may be the same person: code name and why, never a name."""

    client = serializers.UUIDField(source="client.pk")
    code_name = serializers.CharField(source="client.code_name")
    score = serializers.IntegerField(min_value=0, max_value=100)
    reasons = serializers.ListField(child=Choice(REASONS), source="codes")
    why = serializers.ListField(child=serializers.CharField(), source="reasons")


class DuplicateList(Shape):
    items = DuplicateShape(many=True, help_text="Most alike first.")


class MergeRowShape(Shape):
    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id", help_text="The record that stays.")
    duplicate = serializers.UUIDField(source="duplicate_id", help_text="The one that goes.")
    status = Choice(STATUSES)
    proposed_at = serializers.DateTimeField()


class MergeList(Shape):
    items = MergeRowShape(many=True)


class MergeShape(MergeRowShape):
    """Two records of one person, proposed to be joined, joined, or not."""

    reason = serializers.CharField()
    proposed_by = serializers.CharField(source="proposed_by.user.name")
    reviewed_at = serializers.DateTimeField(allow_null=True)
    review_reason = serializers.CharField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    undo_reason = serializers.CharField(allow_null=True)
    against = serializers.SerializerMethodField(help_text="What stands against joining now.")
    version = serializers.IntegerField()

    def get_against(self, merge: Any) -> list[str]:
        if merge.status != MergeStatus.PROPOSED.value:
            return []
        return reads.standing_against(self.context["actor"], merge.client, merge.duplicate)


class ProposeMerge(Body):
    duplicate = Id(help_text="The record that goes; the one in the address stays.")
    reason = Text(LONGEST)
    example = {"duplicate": "0190a5a0-0000-7000-8000-000000000001", "reason": "Same A-number."}


class SayWhy(Body):
    reason = Text(LONGEST)
    example = {"reason": "Two sisters."}


class OfMerge(Endpoint):
    tag = "Duplicates"
    shown_at = "merge"

    def again(self, request: Any, merge: Any) -> Any:
        return reads.merge_of(request.actor, merge.pk)


class Duplicates(OfMerge):
    @operation("seek_duplicates", "client.merge", of=queries.client_of, gives=DuplicateList, cost=5)
    def post(self, request: Any, client: Any) -> Any:
        """Look for other records of the same person. That somebody looked is recorded."""
        return {"items": actions.seek_duplicates(request.actor, client=client)}


class Merges(OfMerge):
    @operation("list_merges", "client.merge", of=queries.client_of, gives=MergeList)
    def get(self, request: Any, client: Any) -> Any:
        """List what was proposed and done about a record, whichever of the two it was."""
        return {"items": reads.merges_of(request.actor, client)}

    @operation(
        "propose_merge", "client.merge", of=queries.client_of, takes=ProposeMerge,
        gives=MergeShape, creates=True, versioned=True, links={"read": TO_MERGE},
        blocked=(*OBSTACLES, "reason_missing"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Propose that another record is joined into this one. Another person has to agree."""
        try:
            duplicate = queries.client_of(request.actor, given["duplicate"])
        except NotVisible:
            raise not_there("duplicate") from None
        why = checked(WhyForm(form_input({"reason": given["reason"]})))
        made = actions.propose_merge(request.actor, client=client, duplicate=duplicate, **why)
        return self.again(request, made)


class Merge(OfMerge):
    @operation("read_merge", "client.merge", of=reads.merge_of, gives=MergeShape, versioned=True)
    def get(self, request: Any, merge: Any) -> Any:
        """Read a proposal to join two records, and what stands against it now."""
        return merge


class ConfirmedMerge(OfMerge):
    @operation(
        "confirm_merge", "client.merge", of=reads.merge_of, gives=MergeShape, changes=True,
        versioned=True, by_person=True, links={"read": TO_MERGE},
        blocked=(*OBSTACLES, "second_person", "decided_meanwhile"),
    )  # fmt: skip
    def post(self, request: Any, merge: Any, version: int) -> Any:
        """Join two records, as another person than who proposed it. No program may."""
        actions.confirm_merge(request.actor, merge=merge, version=version)
        return self.again(request, merge)


class DeclinedMerge(OfMerge):
    @operation(
        "decline_merge", "client.merge", of=reads.merge_of, takes=SayWhy, gives=MergeShape,
        changes=True, versioned=True, blocked=("decided_meanwhile",),
    )  # fmt: skip
    def post(self, request: Any, merge: Any, given: dict[str, Any], version: int) -> Any:
        """Say that these are two people, or take a proposal back."""
        why = checked(WhyForm(form_input(given)))
        actions.decline_merge(request.actor, merge=merge, version=version, **why)
        return self.again(request, merge)


class UndoneMerge(OfMerge):
    @operation(
        "undo_merge", "client.merge", of=reads.merge_of, takes=SayWhy, gives=MergeShape,
        changes=True, versioned=True, blocked=("decided_meanwhile",),
    )  # fmt: skip
    def post(self, request: Any, merge: Any, given: dict[str, Any], version: int) -> Any:
        """Take two joined records apart: copied names go, the other record opens as it was."""
        why = checked(WhyForm(form_input(given)))
        actions.undo_merge(request.actor, merge=merge, version=version, **why)
        return self.again(request, merge)
