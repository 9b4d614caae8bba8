"""Writes: put something into the library, say it anew, take it out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.rules import MATTERS
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from staffing.actions.profiles import SENT_TWICE
from staffing.models import Resource, ResourceVersion
from staffing.rules import JURISDICTIONS
from staffing.rules.library import KINDS

TEXTS = ("title", "about", "url", "body", "news")


@action("resource.added")
def add_resource(actor: Actor, *, resource_id: UUID, said: Mapping[str, Any]) -> Resource:
    """Put a link or a text into the library; every member of the clinic reads it.

    :param said: kind, jurisdictions, matters, and `TEXTS`
    """
    require(actor, "resource.edit")
    if Resource.objects.filter(pk=resource_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    resource = Resource(pk=resource_id)
    _place(resource, said)
    resource.save(force_insert=True)
    _write(actor, resource, said)
    record(actor, "resource.added", resource, detail={"kind": resource.kind})
    return resource


@action("resource.revised")
def revise_resource(
    actor: Actor, *, resource: Resource, said: Mapping[str, Any], version: int
) -> Resource:
    """Say it anew; what it said before stays as an earlier version."""
    require(actor, "resource.edit", resource)
    resource = _locked(resource)
    if version != resource.version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=resource,
        )
    _place(resource, said)
    resource.version += 1
    resource.save()
    _write(actor, resource, said)
    record(actor, "resource.revised", resource, detail={"version": resource.version})
    return resource


@action("resource.retired")
def retire_resource(actor: Actor, *, resource: Resource) -> Resource:
    """Take it out of the lists; its page still says that it is not in use any more."""
    require(actor, "resource.edit", resource)
    resource = _locked(resource)
    resource.retired_at, resource.retired_by = timezone.now(), seat_of(actor)
    resource.save(update_fields=["retired_at", "retired_by"])
    record(actor, "resource.retired", resource)
    return resource


def _place(resource: Resource, said: Mapping[str, Any]) -> None:
    jurisdictions, matters = list(said["jurisdictions"]), list(said["matters"])
    known = said["kind"] in KINDS and set(jurisdictions) <= set(JURISDICTIONS)
    if not known or not set(matters) <= set(MATTERS):
        raise ValueError("Not something that stands in the library.")
    resource.kind, resource.jurisdictions, resource.matters = said["kind"], jurisdictions, matters


def _write(actor: Actor, resource: Resource, said: Mapping[str, Any]) -> None:
    if not said.get("url") and not said.get("body"):
        raise Blocked(
            _("Give a link or write the text: there would be nothing to read."),
            code="nothing_to_read",
            target=resource,
        )
    texts = {name: (said.get(name) or "").strip() or None for name in TEXTS}
    version = ResourceVersion(
        resource=resource, number=resource.version, written_by=seat_of(actor), **texts
    )
    version.save(force_insert=True)


def _locked(resource: Resource) -> Resource:
    current: Resource = Resource.objects.select_for_update().get(pk=resource.pk)
    if current.retired_at is not None:
        raise Blocked(
            _("This was taken out of the library."), code="removed_already", target=current
        )
    return current
