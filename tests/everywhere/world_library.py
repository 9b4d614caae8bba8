"""Something that stands in the library."""

from typing import Any

from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from staffing import actions
from staffing.models import Resource


def resource_said(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "guide", "title": "Preparing a statement", "about": "How to begin.",
        "url": "https://example.org/guide", "body": "First ask what is safe.", "news": "",
        "matters": ["t_visa"], "jurisdictions": ["US"], **changes,
    }  # fmt: skip


def shelve(actor: Actor, **changes: Any) -> Resource:
    return actions.add_resource(actor, resource_id=new_id(), said=resource_said(**changes))


def fill_library(place: Any) -> None:
    place.resource = shelve(place.people["coordinator"])
