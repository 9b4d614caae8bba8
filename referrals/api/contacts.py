"""Who works at a partner: names that every conflict check compares as well."""

from typing import Any

from rest_framework import serializers

from clients.forms.fields import MOST_NAMES
from clients.rules.identity import LONGEST_NAME
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Shape, Text, checked, form_input
from referrals import actions, queries
from referrals.forms import contacts as forms

TO_CONTACT = Link("read_partner_contact")


class PartnerContactShape(Shape):
    """A person at a partner."""

    id = serializers.UUIDField(source="pk")
    partner = serializers.UUIDField(source="partner_id")
    name = serializers.CharField()
    other_names = serializers.SerializerMethodField()
    role = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()

    def get_other_names(self, row: Any) -> list[str]:
        return list(row.other_names or ())

    def get_role(self, row: Any) -> str:
        return row.role or ""

    def get_email(self, row: Any) -> str:
        return row.email or ""

    def get_phone(self, row: Any) -> str:
        return row.phone or ""


class PartnerContactList(Shape):
    items = PartnerContactShape(many=True)


def _names(**options: Any) -> serializers.ListField:
    return serializers.ListField(
        child=Text(LONGEST_NAME), max_length=MOST_NAMES, required=False, **options
    )


class AddPartnerContact(Body):
    name = Text(LONGEST_NAME)
    other_names = _names(help_text="Other names and spellings.")
    role = Text(120, required=False, help_text="What they do there.")
    email = Text(254, required=False)
    phone = Text(40, required=False)
    example = {"name": "Dora Beispiel", "role": "Night desk", "phone": "+1 202 555 0133"}


class ChangePartnerContact(Body):
    """What is left out stays as it is; a list is replaced as a whole."""

    name = Text(LONGEST_NAME, required=False, allow_blank=False)
    other_names = _names()
    role = Text(120, required=False)
    email = Text(254, required=False)
    phone = Text(40, required=False)
    example = {"role": "Director"}


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Say names as the form does, a line for each."""
    lists = {"other_names": "\n".join(given["other_names"])} if "other_names" in given else {}
    return given | lists


class _Contacts(Endpoint):
    tag = "Partners"
    shown_at = "partner_contact"

    def shown(self, row: Any) -> Any:
        request: Any = self.request
        return queries.contact_of(request.actor, row.pk)


class PartnerContacts(_Contacts):
    @operation(
        "list_partner_contacts", "partner.edit", of=queries.partner_of, gives=PartnerContactList
    )
    def get(self, request: Any, partner: Any) -> Any:
        """List who works at a partner, by name, for those who keep the directory."""
        return {"items": queries.contacts_of(request.actor, partner)}

    @operation(
        "add_partner_contact", "partner.edit", of=queries.partner_of, takes=AddPartnerContact,
        gives=PartnerContactShape, creates=True, versioned=True, blocked=("sent_twice",),
        links={
            "read": TO_CONTACT, "change": Link("change_partner_contact"),
            "end": Link("end_partner_contact"),
        },
    )  # fmt: skip
    def post(self, request: Any, partner: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a person at a partner. Clearances that the names touch end at once."""
        form = forms.AddContactForm(form_input(_said(given), form_token=OnceField.signed(once)))
        checked(form)
        row = actions.add_contact(
            request.actor, partner=partner, form_token=once, details=form.details()
        )
        return self.shown(row)


class PartnerContact(_Contacts):
    @operation(
        "read_partner_contact", "partner.edit", of=queries.contact_of, gives=PartnerContactShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read a person at a partner, or who was."""
        return row

    @operation(
        "change_partner_contact", "partner.edit", of=queries.contact_of,
        takes=ChangePartnerContact, gives=PartnerContactShape, changes=True, versioned=True,
        links={"read": TO_CONTACT}, blocked=("ended_already",),
    )  # fmt: skip
    def patch(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Change a person at a partner. Clearances that new names touch end at once."""
        said = queries.contact_said(row) | _said(given) | {"version": version}
        form = forms.ChangeContactForm(form_input(said))
        checked(form)
        row = actions.change_contact(
            request.actor, contact=row, details=form.details(), version=version
        )
        return self.shown(row)


class EndedPartnerContact(_Contacts):
    @operation(
        "end_partner_contact", "partner.edit", of=queries.contact_of, gives=PartnerContactShape,
        changes=True, versioned=True, links={"read": TO_CONTACT}, blocked=("ended_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Say that somebody works there no longer: no check compares her any more."""
        return self.shown(actions.end_contact(request.actor, contact=row, version=version))
