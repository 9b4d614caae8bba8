"""Refuse to start with a view that says nothing about who may open it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from clinic.people.doors import Door

LIBRARIES = ("allauth.", "django.views.static", "django.contrib.staticfiles")


def routes(resolver: URLResolver | None = None, prefix: str = "", names: str = "") -> Iterator[Any]:
    """Yield (path, full name, view) of every route of the project."""
    resolver = resolver or get_resolver(settings.ROOT_URLCONF)
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from routes(entry, path, inner)
        elif isinstance(entry, URLPattern):
            yield path, f"{names}{entry.name}", entry.callback


@register
def every_view_has_a_door(**_: Any) -> list[Error]:
    errors = []
    for path, _name, view in routes():
        door = getattr(view, "door", None)
        module = getattr(view, "__module__", "")
        if module.startswith(LIBRARIES):
            continue
        if not isinstance(door, Door):
            errors.append(Error(f"The view at {path} has no door.", id="access.E001"))
        elif ("<slug:clinic>" in path) != (door.kind == "clinic"):
            errors.append(Error(f"The door of {path} does not fit its path.", id="access.E002"))
    return errors
