"""Whom the clinic itself is bound to: names that every conflict check compares as well."""

from typing import Any

from rest_framework import serializers

from clients import actions, queries
from clients.forms.affiliates import LONGEST_NOTE, AddAffiliateForm, ChangeAffiliateForm
from clients.forms.fields import MOST_NAMES
from clients.rules.conflict import AFFILIATES
from clients.rules.identity import LONGEST_NAME
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, checked, form_input

KINDS = [kind.value for kind in AFFILIATES]
LISTS = ("other_names", "people", "organisations")
TO_AFFILIATE = Link("read_affiliate")


class AffiliateFilters(Body):
    ended = Flag(required=False, help_text="true: those the clinic was bound to, instead.")


class AffiliateShape(Shape):
    """A funder, a member of the board, a volunteer's firm."""

    id = serializers.UUIDField(source="pk")
    kind = Choice(KINDS)
    name = serializers.CharField()
    is_organisation = serializers.BooleanField()
    other_names = serializers.SerializerMethodField()
    people = serializers.SerializerMethodField(help_text="Whom they stand for.")
    organisations = serializers.SerializerMethodField(help_text="What they stand for.")
    note = serializers.SerializerMethodField()
    added_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True, help_text="null: compared now.")
    version = serializers.IntegerField()

    def get_other_names(self, row: Any) -> list[str]:
        return list(row.other_names or ())

    def get_people(self, row: Any) -> list[str]:
        return list(row.people or ())

    def get_organisations(self, row: Any) -> list[str]:
        return list(row.organisations or ())

    def get_note(self, row: Any) -> str:
        return row.note or ""


class AffiliateList(Shape):
    items = AffiliateShape(many=True)


def _names(**options: Any) -> serializers.ListField:
    return serializers.ListField(
        child=Text(LONGEST_NAME), max_length=MOST_NAMES, required=False, **options
    )


class AddAffiliate(Body):
    kind = Choice(KINDS)
    name = Text(LONGEST_NAME)
    is_organisation = Flag(required=False)
    other_names = _names(help_text="Other names and spellings.")
    people = _names(help_text="Whom they stand for: partners, a family.")
    organisations = _names(help_text="What they stand for: an employer, other boards.")
    note = Text(LONGEST_NOTE, required=False)
    example = {
        "kind": "board_member",
        "name": "Berta Vorstand",
        "organisations": ["Muster Packing LLC"],
    }


class ChangeAffiliate(Body):
    """What is left out stays as it is; a list is replaced as a whole."""

    kind = Choice(KINDS, required=False)
    name = Text(LONGEST_NAME, required=False, allow_blank=False)
    is_organisation = Flag(required=False)
    other_names = _names()
    people = _names()
    organisations = _names()
    note = Text(LONGEST_NOTE, required=False)
    example = {"other_names": ["B. Vorstand"]}


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Say lists as the form does, a line for each."""
    return given | {name: "\n".join(given[name]) for name in LISTS if name in given}


class _Affiliates(Endpoint):
    tag = "Conflict checks"
    shown_at = "affiliate"

    def shown(self, row: Any) -> Any:
        request: Any = self.request
        return queries.affiliate_of(request.actor, row.pk)


class Affiliates(_Affiliates):
    @operation("list_affiliates", "affiliate.view", wanted=AffiliateFilters, gives=AffiliateList)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """List whom the clinic is bound to, by name."""
        return {"items": queries.affiliates(request.actor, **wanted)}

    @operation(
        "add_affiliate", "affiliate.edit", takes=AddAffiliate, gives=AffiliateShape, creates=True,
        versioned=True, blocked=("sent_twice",),
        links={
            "read": TO_AFFILIATE, "change": Link("change_affiliate"), "end": Link("end_affiliate"),
        },
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Add somebody the clinic is bound to. Clearances that the names touch end at once."""
        form = AddAffiliateForm(form_input(_said(given), form_token=OnceField.signed(once)))
        checked(form)
        row = actions.add_affiliate(request.actor, form_token=once, details=form.details())
        return self.shown(row)


class Affiliate(_Affiliates):
    @operation(
        "read_affiliate", "affiliate.view", of=queries.affiliate_of, gives=AffiliateShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read somebody the clinic is bound to, or was."""
        return row

    @operation(
        "change_affiliate", "affiliate.edit", of=queries.affiliate_of, takes=ChangeAffiliate,
        gives=AffiliateShape, changes=True, versioned=True, links={"read": TO_AFFILIATE},
        blocked=("ended_already",),
    )  # fmt: skip
    def patch(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Change somebody the clinic is bound to. Clearances that new names touch end at once."""
        said = queries.affiliate_said(row) | _said(given) | {"version": version}
        form = ChangeAffiliateForm(form_input(said))
        checked(form)
        row = actions.change_affiliate(
            request.actor, affiliate=row, details=form.details(), version=version
        )
        return self.shown(row)


class EndedAffiliate(_Affiliates):
    @operation(
        "end_affiliate", "affiliate.edit", of=queries.affiliate_of, gives=AffiliateShape,
        changes=True, versioned=True, links={"read": TO_AFFILIATE}, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say that the clinic is bound to them no longer: no check compares their names."""
        row = actions.end_affiliate(request.actor, affiliate=row, version=version)
        return self.shown(row)
