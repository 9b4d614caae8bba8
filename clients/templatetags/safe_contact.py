"""What the fragments `clients/_banner.html` and `_masked_name.html` ask, given only a client."""

from dataclasses import asdict
from typing import Any

from django import template
from django.template import Context

from clients.forms import REASONS
from clients.queries import contact_banner
from clinic.tenancy.current import clinic_url

register = template.Library()


def _may(context: Context, capability: str) -> bool:
    actor = getattr(context.get("request"), "actor", None)
    return actor is not None and actor.has(capability)


@register.simple_tag(takes_context=True)
def safe_contact(context: Context, client: Any) -> dict[str, Any]:
    """Return the arguments of the banner, with a way to change the rule for those who may."""
    banner = asdict(contact_banner(client))
    if _may(context, "contact.confirm"):
        banner["edit_url"] = clinic_url("clients:contact", client.pk)
    return banner


@register.simple_tag
def reveal_reasons() -> list[tuple[str, Any]]:
    return list(REASONS)


@register.simple_tag(takes_context=True)
def may(context: Context, capability: str) -> bool:
    """Tell whether the reader's role has a capability; the action asks again."""
    return _may(context, capability)
