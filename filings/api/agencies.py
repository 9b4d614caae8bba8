"""The directory of agencies, and how long each takes to answer."""

from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text, checked, form_input
from filings import actions
from filings.forms import certifications as forms
from filings.queries import certifications as queries
from filings.rules.certifications import KINDS


class AgencyShape(Shape):
    """An agency; how long it takes is told over five answers or more."""

    id = serializers.UUIDField(source="agency.pk")
    name = serializers.CharField(source="agency.name")
    kind = Choice(KINDS, source="agency.kind")
    place = serializers.CharField(source="agency.place", allow_blank=True)
    active = serializers.BooleanField(source="agency.active")
    typical_days = serializers.IntegerField(
        source="typical.days", allow_null=True, default=None, help_text="The median of days."
    )
    version = serializers.IntegerField(source="agency.version")


class AgencyList(Shape):
    items = AgencyShape(many=True)


class AddAgency(Body):
    name = Text(160)
    kind = Choice(KINDS)
    place = Text(120, required=False)
    contact = Text(forms.LONGEST_CONTACT, required=False, help_text="Stored sealed.")
    example = {"name": "Muster County Sheriff", "kind": "police"}


class ChangeAgency(AddAgency):
    active = Flag()
    example = {"name": "Muster County Sheriff", "kind": "police", "active": True}


class _OfAgency(Endpoint):
    tag = "Agencies"
    shown_at = "agency"

    @staticmethod
    def version_of(found: Any) -> int:
        version: int = getattr(found, "agency", found).version
        return version

    def line(self, request: Any, pk: Any) -> Any:
        # Out of the clinic: a time over few answers would tell of one case.
        lines = queries.agencies(request.actor, leaving=True)
        return next(line for line in lines if line.agency.pk == pk)


class Agencies(_OfAgency):
    @operation("list_agencies", "agency.view", gives=AgencyList)
    def get(self, request: Any) -> Any:
        """List the agencies, those in use first."""
        return {"items": queries.agencies(request.actor, leaving=True)}

    @operation(
        "add_agency", "agency.edit", takes=AddAgency, gives=AgencyShape, creates=True,
        versioned=True, blocked=("name_taken",), links={"change": Link("change_agency")},
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Add an agency to the directory. Needs `agency.view` as well."""
        require(request.actor, "agency.view")
        form = forms.AgencyForm(form_input(given, once=OnceField.signed(once)))
        checked(form)
        agency = actions.add_agency(request.actor, **form.arguments())
        return self.line(request, agency.pk)


class Agency(_OfAgency):
    @operation(
        "read_agency", "agency.view", of=queries.agency_of, gives=AgencyShape, versioned=True
    )
    def get(self, request: Any, agency: Any) -> Any:
        """Read an agency."""
        return self.line(request, agency.pk)


class ChangedAgency(_OfAgency):
    @operation(
        "change_agency", "agency.edit", of=queries.agency_of, takes=ChangeAgency,
        gives=AgencyShape, changes=True, versioned=True, blocked=("name_taken",),
    )  # fmt: skip
    def post(self, request: Any, agency: Any, given: dict[str, Any], version: int) -> Any:
        """Correct an agency, or take it out of use. What is left out is emptied."""
        form = forms.ChangeAgencyForm(form_input(given, version=version))
        actions.change_agency(request.actor, agency=agency, **checked(form))
        return self.line(request, agency.pk)
