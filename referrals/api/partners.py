"""The directory: who a clinic can refer to."""

from typing import Any

from rest_framework import serializers

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, checked, form_input
from referrals import actions, forms, queries
from referrals.rules import PARTNER_KINDS

TO_PARTNER = Link("read_partner")
LISTS = ("services", "languages")


class PartnerFilters(Body):
    text = Text(80, required=False, help_text="Part of a name, a place or a service.")
    language = Text(60, required=False, help_text="A language they speak, as the directory has it.")
    kind = Choice(PARTNER_KINDS, required=False)
    retired = Flag(required=False, help_text="true: those no longer in use, instead.")


class PartnerRow(Shape):
    """A line of the directory."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()
    kind = Choice(PARTNER_KINDS)
    place = serializers.CharField(allow_blank=True)
    services = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    active = serializers.BooleanField(help_text="false: nothing new is sent there.")
    version = serializers.IntegerField()


class PartnerShape(PartnerRow):
    """A partner. How to reach it is told to who may change it, as on its page; else it is null."""

    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()

    def get_email(self, partner: Any) -> str | None:
        return self._told(partner.email)

    def get_phone(self, partner: Any) -> str | None:
        return self._told(partner.phone)

    def get_address(self, partner: Any) -> str | None:
        return self._told(partner.address)

    def _told(self, said: str | None) -> str | None:
        return said if self.context["actor"].has("partner.edit") else None


def _lines(longest: int, **options: Any) -> serializers.ListField:
    return serializers.ListField(child=Text(longest), max_length=50, required=False, **options)


class AddPartner(Body):
    name = Text(160)
    kind = Choice(PARTNER_KINDS)
    email = Text(254, help_text="Referrals reach this address as a link, never as text.")
    phone = Text(40, required=False)
    place = Text(120, required=False, help_text="Town or area. No shelter's exact place.")
    address = Text(500, required=False, help_text="Kept encrypted.")
    services = _lines(200, help_text="A comma makes two of one.")
    languages = _lines(60, help_text="A comma makes two of one.")
    active = Flag(required=False, default=True)
    example = {
        "name": "Quiet House",
        "kind": "shelter",
        "email": "intake@quiet-house.example",
        "services": ["beds"],
        "languages": ["Tigrinya"],
    }


class ChangePartner(Body):
    """What is left out stays as it is."""

    name = Text(160, required=False, allow_blank=False)
    kind = Choice(PARTNER_KINDS, required=False)
    email = Text(254, required=False, allow_blank=False)
    phone = Text(40, required=False)
    place = Text(120, required=False)
    address = Text(500, required=False)
    services = _lines(200)
    languages = _lines(60)
    active = Flag(required=False, help_text="false retires it: nothing new is sent there.")
    example = {"place": "North side"}


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Say lists as the form does, a line for each."""
    return given | {name: "\n".join(given[name]) for name in LISTS if name in given}


class Partners(Endpoint):
    tag = "Partners"
    shown_at = "partner"

    @operation("list_partners", "partner.view", wanted=PartnerFilters, gives=PartnerRow, paged=True)
    def get(self, request: Any, wanted: dict[str, Any], after: str | None) -> Listing:
        """List the partners in use, by name, 50 at a time."""
        page = queries.partners_page(request.actor, after=after, **wanted)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "add_partner", "partner.edit", takes=AddPartner, gives=PartnerShape, creates=True,
        versioned=True, links={"read": TO_PARTNER, "change": Link("change_partner")},
        blocked=("name_taken",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a partner to the directory. Its name must be new there."""
        form = forms.AddPartnerForm(form_input(_said(given), form_token=OnceField.signed(once)))
        checked(form)
        return actions.add_partner(request.actor, form_token=once, details=form.details())


class Partner(Endpoint):
    tag = "Partners"

    @operation(
        "read_partner", "partner.view", of=queries.partner_of, gives=PartnerShape, versioned=True
    )
    def get(self, request: Any, partner: Any) -> Any:
        """Read a partner, in use or retired."""
        return partner

    @operation(
        "change_partner", "partner.edit", of=queries.partner_of, takes=ChangePartner,
        gives=PartnerShape, changes=True, versioned=True, links={"read": TO_PARTNER},
        blocked=("name_taken",),
    )  # fmt: skip
    def patch(self, request: Any, partner: Any, given: dict[str, Any], version: int) -> Any:
        """Change a partner, or retire it. What is left out stays as it is."""
        said = queries.partner_said(partner) | _said(given) | {"version": version}
        form = forms.EditPartnerForm(form_input(said))
        checked(form)
        return actions.edit_partner(
            request.actor, partner=partner, details=form.details(), version=version
        )
