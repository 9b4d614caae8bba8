"""Kinds of resources and how a search finds them. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.rules.names import normalise

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "guide": _("Guide"),
        "template": _("Template"),
        "law": _("Legal text"),
        "form": _("Form or instruction"),
        "training": _("Training material"),
    }
)
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_URL, LONGEST_BODY, LONGEST_NEWS = 200, 600, 500, 40_000, 600
MOST_SHOWN = 500


def holds_in(place: str) -> frozenset[str]:
    """Return of which places a text holds in this one: of itself, and of the country around it."""
    return frozenset({place, place.partition("-")[0]}) if place else frozenset()


def found_in(wanted: str, *texts: str) -> bool:
    """Tell whether every word that is wanted begins a word of the texts, accents aside."""
    words = f" {' '.join(normalise(text) for text in texts)}"
    return all(f" {part}" in words for part in normalise(wanted).split())
