"""The library of guides, templates and legal texts."""

from typing import Any

from rest_framework import serializers

from cases.rules import MATTERS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Shape, Text, checked, form_input
from staffing import actions, forms, queries
from staffing.rules import JURISDICTIONS
from staffing.rules import library as rules

TO_RESOURCE = {"read": Link("read_resource")}


class ResourceShape(Shape):
    """Something of the library as one version says it; nothing in it is about a client."""

    id = serializers.UUIDField(source="pk")
    kind = Choice(rules.KINDS, source="resource.kind")
    title = serializers.CharField(source="text.title")
    about = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    news = serializers.SerializerMethodField(help_text="What changed with this version.")
    matters = serializers.ListField(child=Choice(MATTERS), source="resource.matters")
    jurisdictions = serializers.ListField(
        child=Choice(JURISDICTIONS), source="resource.jurisdictions"
    )
    written_at = serializers.DateTimeField(source="text.written_at")
    retired_at = serializers.DateTimeField(source="resource.retired_at", allow_null=True)
    version = serializers.IntegerField(source="text.number")

    def get_about(self, row: Any) -> str:
        return row.text.about or ""

    def get_url(self, row: Any) -> str:
        return row.text.url or ""

    def get_body(self, row: Any) -> str:
        return row.text.body or ""

    def get_news(self, row: Any) -> str:
        return row.text.news or ""


class ResourceList(Shape):
    items = ResourceShape(many=True)


class ResourceFilters(Body):
    text = Text(200, required=False, help_text="Each word begins a word of title, about or body.")
    kind = Choice(rules.KINDS, required=False)
    matter = Choice(MATTERS, required=False)
    jurisdiction = Choice(JURISDICTIONS, required=False)


class GivenResource(Body):
    """A link, a text, or both. None of a list: for all."""

    kind = Choice(rules.KINDS)
    title = Text(rules.LONGEST_TITLE)
    about = Text(rules.LONGEST_ABOUT, required=False)
    url = Text(rules.LONGEST_URL, required=False)
    body = Text(rules.LONGEST_BODY, required=False)
    matters = serializers.ListField(child=Choice(MATTERS), required=False)
    jurisdictions = serializers.ListField(child=Choice(JURISDICTIONS), required=False)
    news = Text(rules.LONGEST_NEWS, required=False)
    example = {
        "kind": "guide", "title": "Preparing a statement", "url": "https://example.org/guide",
        "matters": ["t_visa"],
    }  # fmt: skip


class _Library(Endpoint):
    tag = "Library"
    shown_at = "resource"

    @staticmethod
    def version_of(row: Any) -> str:
        resource = getattr(row, "resource", row)
        return f"{resource.version}-{'out' if resource.retired_at else 'in'}"


class Resources(_Library):
    @operation("list_resources", "resource.view", wanted=ResourceFilters, gives=ResourceList)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """List what is in use, by title; the words are looked for in all of it."""
        return {"items": queries.library(request.actor, **wanted)}

    @operation(
        "add_resource", "resource.edit", takes=GivenResource, gives=ResourceShape, creates=True,
        versioned=True, links=TO_RESOURCE, blocked=("sent_twice",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Put a link or a text into the library."""
        form = forms.NewResourceForm(form_input(given, form_token=OnceField.signed(once)))
        checked(form)
        made = actions.add_resource(request.actor, resource_id=once, said=form.said())
        return queries.resource_line(made)


class Resource(_Library):
    @operation(
        "read_resource", "resource.view", of=queries.resource_of, gives=ResourceShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read something of the library, also what was taken out."""
        return queries.resource_line(row)

    @operation(
        "revise_resource", "resource.edit", of=queries.resource_of, takes=GivenResource,
        gives=ResourceShape, changes=True, versioned=True, links=TO_RESOURCE,
        blocked=("removed_already",),
    )  # fmt: skip
    def put(self, request: Any, row: Any, given: dict[str, Any], version: str) -> Any:
        """Say it anew as a whole; what it said before stays as an earlier version."""
        form = forms.ReviseForm(form_input(given, version=row.version))
        checked(form)
        made = actions.revise_resource(
            request.actor, resource=row, said=form.said(), version=row.version
        )
        return queries.resource_line(made)


class ResourceVersions(_Library):
    @operation(
        "list_resource_versions", "resource.view", of=queries.resource_of, gives=ResourceShape,
        paged=True, cost=2,
    )  # fmt: skip
    def get(self, request: Any, row: Any, after: str | None) -> Any:
        """List what it said over time, the latest first, each with what changed."""
        page = queries.versions_page(row, after)
        lines = [queries.ResourceLine(row, text) for text in page.rows]
        return Listing(lines, page.next, page.previous)


class RetiredResource(_Library):
    @operation(
        "retire_resource", "resource.edit", of=queries.resource_of, gives=ResourceShape,
        changes=True, versioned=True, links=TO_RESOURCE, blocked=("removed_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: str) -> Any:
        """Take it out of the lists."""
        return queries.resource_line(actions.retire_resource(request.actor, resource=row))
