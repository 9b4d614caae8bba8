"""The clinic's own root, the schema, and the pages that show it."""

import json
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from clinic.access.views import open_door
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Shape
from clinic.tenancy.current import today


class ClinicShape(Shape):
    """The clinic, and who this token or session acts for in it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    time_zone = serializers.CharField(help_text="Days, as in deadlines, are days in this zone.")
    today = serializers.DateField(help_text="The day it is at the clinic now.")
    acting_as = serializers.CharField(help_text="The member's or system's name.")
    seat = serializers.UUIDField()
    roles = serializers.ListField(child=serializers.CharField())
    capabilities = serializers.ListField(child=serializers.CharField())
    only_cases = serializers.ListField(
        child=serializers.UUIDField(), allow_null=True, help_text="null: all that the seat reaches."
    )


class Root(Endpoint):
    tag = "Clinic"

    @operation("read_clinic", "", gives=ClinicShape)
    def get(self, request: Any) -> dict[str, Any]:
        """Read the clinic, its time zone, and what this token opens."""
        actor = request.actor
        return {
            "slug": actor.clinic.slug,
            "name": actor.clinic.name,
            "time_zone": actor.clinic.time_zone,
            "today": today(),
            "acting_as": actor.name,
            "seat": actor.membership_id,
            "roles": sorted(actor.roles),
            "capabilities": sorted(actor.capabilities),
            "only_cases": None if actor.case_ids is None else sorted(actor.case_ids),
        }


@open_door("schema: the shapes of the API, the same for every clinic and nothing of any")
@require_safe
@transaction.non_atomic_requests
def schema(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_schema(), content_type="application/vnd.oai.openapi+json")


@cache
def _schema() -> bytes:
    with translation.override("en"):
        made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(made).encode()


@open_door("docs: a page that draws the schema")
@require_safe
@transaction.non_atomic_requests
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "rest/docs.html")
