"""Licences: somebody writes one down, somebody else looks it up and confirms it."""

from typing import Any

from rest_framework import serializers

from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Shape, Text, checked, form_input
from staffing import actions, forms, queries, rules


class LicenceShape(Shape):
    """A bar admission or accreditation; its number is shown on the page alone."""

    id = serializers.UUIDField(source="licence.pk")
    profile = serializers.UUIDField(source="licence.profile_id")
    kind = Choice(rules.LICENCES, source="licence.kind")
    jurisdiction = Choice(rules.JURISDICTIONS, source="licence.jurisdiction")
    expires_on = serializers.DateField(source="licence.expires_on")
    state = Choice(rules.STATES, source="proof.state")


class GivenLicence(Body):
    kind = Choice(rules.LICENCES)
    jurisdiction = Choice(rules.JURISDICTIONS)
    number = Text(60, required=False)
    expires_on = Day(help_text="Its last day.")
    example = {"kind": "bar", "jurisdiction": "US-NY", "expires_on": "2030-12-31"}


class Licences(Endpoint):
    tag = "People"

    @operation(
        "add_licence", "profile.edit", of=queries.profile_of, takes=GivenLicence,
        gives=LicenceShape, creates=True, links={"remove": Link("remove_licence")},
        blocked=("sent_twice",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], once: Any) -> Any:
        """Write down a licence of one's own; it counts from when somebody else confirmed it."""
        form = forms.LicenceForm(form_input(given, form_token=OnceField.signed(once)))
        made = actions.add_licence(request.actor, profile=row, **checked(form))
        return queries.licence_line(made)


class _Licence(Endpoint):
    tag = "People"

    @staticmethod
    def version_of(row: Any) -> str:
        return "confirmed" if (getattr(row, "licence", row)).confirmed_at else "waits"


class ConfirmedLicence(_Licence):
    @operation(
        "confirm_licence", "profile.confirm", of=queries.licence_of, gives=LicenceShape,
        changes=True, versioned=True, by_person=True, blocked=("own_word", "confirmed_already"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Say that one looked this licence up."""
        return queries.licence_line(actions.confirm_licence(request.actor, licence=row))


class RemovedLicence(_Licence):
    @operation(
        "remove_licence", "profile.own", of=queries.licence_of, gives=LicenceShape, changes=True,
        versioned=True, blocked=("removed_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Take a licence back; it counts no longer."""
        return queries.licence_line(actions.remove_licence(request.actor, licence=row))
