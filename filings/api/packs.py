"""The clinic's own packs of law."""

from typing import Any

from rest_framework import serializers

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Number, Shape, Text, wrong
from filings import actions, queries
from filings.rules.own import LONGEST_PACK

LEADS = {"read": Link("read_pack"), "withdraw": Link("withdraw_pack")}


class NamedShape(Shape):
    """A rule with its version, or a filing."""

    code = serializers.CharField()
    name = serializers.CharField()


class ChangeShape(NamedShape):
    """What taking a pack does to one of its rows."""

    kind = Choice(["added", "changed", "closed", "removed"])


class PackRow(Shape):
    """A version of a pack."""

    id = serializers.UUIDField(source="pack.pk")
    name = serializers.CharField(source="pack.name")
    number = serializers.IntegerField(source="pack.number")
    added_at = serializers.DateTimeField(source="pack.added_at")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    unread = serializers.BooleanField(
        help_text="This version of Alcove refuses it, so it is not in use."
    )
    rules = serializers.SerializerMethodField()
    filings = serializers.SerializerMethodField()

    def get_rules(self, row: Any) -> list[dict[str, str]]:
        return [{"code": code, "name": name} for code, name in row.rules]

    def get_filings(self, row: Any) -> list[dict[str, str]]:
        return [{"code": code, "name": name} for code, name in row.forms]


class PackShape(PackRow):
    """A version of a pack with its text."""

    text = serializers.CharField(source="pack.text")


class PackList(Shape):
    items = PackRow(many=True)


class CheckedShape(Shape):
    """What taking a text would do."""

    number = serializers.IntegerField(help_text="The version it becomes.")
    problems = serializers.ListField(child=serializers.CharField())
    changes = ChangeShape(many=True)


class CheckPack(Body):
    name = Text(40, help_text="Small letters, digits and hyphens.")
    text = Text(LONGEST_PACK, help_text="TOML; docs/packs.md has an example.")
    example = {"name": "state", "text": 'jurisdiction = "us"\n'}


class AddPack(CheckPack):
    number = Number(
        min_value=1, max_value=100_000, help_text="The version it becomes, as check_pack answers."
    )
    example = {**CheckPack.example, "number": 1}


class _Pack(Endpoint):
    tag = "Packs"

    @staticmethod
    def version_of(row: Any) -> Any:
        # Found is a row of the table; shown is that row with what it holds.
        return getattr(row, "pack", row).version


class Packs(_Pack):
    tag = "Packs"
    shown_at = "pack"

    @operation("list_packs", "pack.manage", gives=PackList)
    def get(self, request: Any) -> Any:
        """List the clinic's own packs, each with its newest version."""
        return {"items": queries.packs_of(request.actor)}

    @operation(
        "add_pack", "pack.manage", takes=AddPack, gives=PackShape, creates=True, versioned=True,
        links=LEADS,
        blocked=("changed_meanwhile", "nothing_new"),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Take a pack into use, as a new one or as the next version of one you have.

        Check it first. What was taken is never edited: a rule gets a new version with its own days.
        """
        checked = queries.checked_pack(given["name"], given["text"])
        if checked.problems:
            raise wrong("text", " ".join(checked.problems), code="bad_pack")
        return queries.pack_row(actions.add_pack(request.actor, pack_id=once, **given))


class Check(Endpoint):
    tag = "Packs"

    @operation("check_pack", "pack.manage", takes=CheckPack, gives=CheckedShape)
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Say what taking a text would change, or what is wrong with it. Nothing is written."""
        return queries.checked_pack(given["name"], given["text"])


class Pack(_Pack):
    @operation(
        "read_pack", "pack.manage", of=queries.pack_of, gives=PackShape, versioned=True,
        links=LEADS,
    )  # fmt: skip
    def get(self, request: Any, pack: Any) -> Any:
        """Read a version of a pack."""
        return queries.pack_row(pack)


class Withdrawn(_Pack):
    @operation(
        "withdraw_pack", "pack.manage", of=queries.pack_of, gives=PackShape, changes=True,
        versioned=True,
        links={"read": LEADS["read"]}, blocked=("older_version", "withdrawn"),
    )  # fmt: skip
    def post(self, request: Any, pack: Any, version: int) -> Any:
        """Offer a pack no longer. Deadlines that rest on it keep their days and their why."""
        return queries.pack_row(actions.withdraw_pack(request.actor, pack=pack, version=version))
