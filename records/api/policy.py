"""How long this clinic keeps what, what is due, and the certificates."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Id, Number, Shape
from records import actions, queries
from records.actions.shredding import MOST_AT_ONCE
from records.rules import KINDS, REASONS


class RetentionShape(Shape):
    kind = Choice(KINDS)
    months = serializers.IntegerField(help_text="After its end.")
    default = serializers.IntegerField()
    grounds = serializers.CharField(source="source")
    verify_with_counsel = serializers.BooleanField()


class PolicyShape(Shape):
    items = RetentionShape(many=True)


class ChangeRetention(Body):
    kind = Choice(KINDS)
    months = Number(min_value=1, max_value=1200)
    example = {"kind": "closed", "months": 84}


class DueShape(Shape):
    """A record whose time is over, by code name."""

    client = serializers.UUIDField(source="client.pk")
    code_name = serializers.CharField(source="client.code_name")
    kind = Choice(KINDS)
    ended_on = serializers.DateField()
    until = serializers.DateField()
    held = serializers.BooleanField(help_text="A legal hold keeps it.")
    in_list = serializers.BooleanField(help_text="A list that is not done with still tells of it.")


class DueListShape(Shape):
    items = DueShape(many=True)


class PurgeRecords(Body):
    chosen = serializers.ListField(child=Id(), min_length=1, max_length=MOST_AT_ONCE)
    example = {"chosen": ["01920000-0000-7000-8000-000000000003"]}


class PurgedShape(Shape):
    erased = serializers.IntegerField()


class CertificateShape(Shape):
    """That a key was destroyed; it tells of nobody."""

    id = serializers.UUIDField(source="pk")
    number = serializers.CharField()
    reason = Choice(REASONS)
    key = serializers.UUIDField(source="key_id")
    rows = serializers.IntegerField()
    files = serializers.IntegerField()
    names_kept = serializers.IntegerField(source="stub_names")
    names_until = serializers.DateField(source="stub_until", allow_null=True)
    shredded_at = serializers.DateTimeField()


class Retention(Endpoint):
    tag = "Keeping and erasing"

    @operation("read_retention", "retention.view", gives=PolicyShape)
    def get(self, request: Any) -> Any:
        """Read how long this clinic keeps what."""
        return {"items": queries.retention_lines()}

    @operation(
        "change_retention", "retention.change", takes=ChangeRetention, gives=PolicyShape,
        blocked=("months_out_of_range",), by_person=True,
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Change how long one kind of record is kept."""
        actions.change_retention(request.actor, **given)
        return {"items": queries.retention_lines()}


class Due(Endpoint):
    tag = "Keeping and erasing"

    @operation("list_due_records", "retention.view", gives=DueListShape)
    def get(self, request: Any) -> Any:
        """List what may go now, with what a hold keeps. Nothing goes by itself."""
        return {"items": queries.due_rows(request.actor)}


class Purge(Endpoint):
    tag = "Keeping and erasing"

    @operation(
        "purge_records", "client.shred", takes=PurgeRecords, gives=PurgedShape, cost=10,
        blocked=("nothing_due", "too_many"), by_person=True,
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Erase for good what was chosen of the list and is still due."""
        return {"erased": actions.purge(request.actor, chosen=given["chosen"])}


class Certificates(Endpoint):
    tag = "Keeping and erasing"

    @operation("list_certificates", "retention.view", gives=CertificateShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List the certificates of erasure, newest first."""
        page = queries.certificates_page(request.actor, after=after)
        return Listing(page.rows, page.next, page.previous)
