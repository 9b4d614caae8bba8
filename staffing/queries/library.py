"""The library as members read it: the list, a search, one thing with its earlier versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.functional import Promise

from cases.rules import MATTERS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.pages.paging import Page, page_of
from staffing.models import Resource, ResourceVersion
from staffing.policy import visible_resources
from staffing.rules import library as rules


@dataclass(frozen=True)
class ResourceLine:
    """Something of the library as its version says it."""

    resource: Resource
    text: ResourceVersion

    @property
    def pk(self) -> UUID:
        return self.resource.pk

    @property
    def kind(self) -> Promise:
        return rules.KINDS[self.resource.kind]

    @property
    def matters(self) -> Sequence[str]:
        return [str(MATTERS[code]) for code in self.resource.matters if code in MATTERS]

    @property
    def is_latest(self) -> bool:
        return self.text.number == self.resource.version


def library(
    actor: Actor, *, text: str = "", kind: str = "", matter: str = "", jurisdiction: str = ""
) -> list[ResourceLine]:
    """Return what is in use and fits, by title; for all matters and places where none is said.

    A text of a whole country holds in each of its parts, and is found there.
    """
    places = rules.holds_in(jurisdiction)
    rows = ResourceVersion.objects.filter(
        resource__in=visible_resources(actor).filter(retired_at=None),
        number=F("resource__version"),
    ).select_related("resource")
    if kind:
        rows = rows.filter(resource__kind=kind)
    lines = []
    for row in rows[: rules.MOST_SHOWN * 2]:
        one = row.resource
        if matter and one.matters and matter not in one.matters:
            continue
        if places and one.jurisdictions and places.isdisjoint(one.jurisdictions):
            continue
        if text and not rules.found_in(text, row.title or "", row.about or "", row.body or ""):
            continue
        lines.append(ResourceLine(one, row))
    lines.sort(key=lambda line: (line.text.title or "").casefold())
    return lines[: rules.MOST_SHOWN]


def resource_of(actor: Actor, pk: UUID) -> Resource:
    """:raises NotVisible: there is none for this actor"""
    found: Resource | None = visible_resources(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def resource_line(resource: Resource, number: int | None = None) -> ResourceLine:
    """Return one version of it, the latest unless told. :raises NotVisible: it has none such"""
    rows = ResourceVersion.objects.filter(resource=resource).select_related("written_by__user")
    found = rows.filter(number=number or resource.version).first()
    if found is None:
        raise NotVisible
    return ResourceLine(resource, found)


def versions_of(resource: Resource) -> list[ResourceVersion]:
    rows = ResourceVersion.objects.filter(resource=resource).select_related("written_by__user")
    return list(rows.defer("body", "about").order_by("-number"))


def versions_page(resource: Resource, after: str | None = None) -> Page[ResourceVersion]:
    """Return what it said over time, the latest first, a page at a time."""
    rows = ResourceVersion.objects.filter(resource=resource).select_related("written_by__user")
    return page_of(rows, order=["-number"], after=after)


def resource_said(resource: Resource) -> dict[str, object]:
    """Return it as the form that says it anew begins."""
    text = resource_line(resource).text
    return {
        "kind": resource.kind, "title": text.title or "", "about": text.about or "",
        "url": text.url or "", "body": text.body or "", "matters": resource.matters,
        "jurisdictions": resource.jurisdictions, "version": resource.version,
    }  # fmt: skip
