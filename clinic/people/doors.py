"""Doors: every view says who may come in; the middleware refuses one that does not."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Door:
    """`clinic`: members of the clinic in the path; `person`: anyone signed in; `open`: anyone."""

    kind: str
    capability: str | None = None
    reason: str = ""


def person_view(view: View) -> View:
    """Open a view to anyone who is signed in, before a clinic is chosen."""
    view.door = Door("person")  # type: ignore[attr-defined]
    return view


def open_door(reason: str) -> Callable[[View], View]:
    """Open a view to everybody; the reason is listed by `docs/security.md`'s test."""

    def wrap(view: View) -> View:
        view.door = Door("open", reason=reason)  # type: ignore[attr-defined]
        return view

    return wrap
