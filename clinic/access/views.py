"""Doors: every view says who may come in; the middleware refuses one that does not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Refused, note_for, settle
from clinic.access.roles import known

View = Callable[..., HttpResponseBase]


class ClinicRequest(HttpRequest):
    actor: Actor


@dataclass(frozen=True)
class Door:
    """`clinic`: members of the clinic in the path; `person`: anyone signed in; `open`: anyone."""

    kind: str
    capability: str | None = None
    reason: str = ""


def clinic_view(
    capability: str,
    *,
    of: Callable[[Actor, Any], Any] | None = None,
    methods: Sequence[str] = ("GET",),
) -> Callable[[View], View]:
    """Open a view to members with `capability`.

    :param of: takes the actor and the route's `pk`, returns the object the view gets in its place,
        or raises NotVisible; so the answer is 404 before it is 403
    """
    known(capability)

    def wrap(view: View) -> View:
        @wraps(view)
        def run(request: ClinicRequest, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            found = [of(actor, kwargs.pop("pk"))] if of else []
            try:
                require(actor, capability, *found)
            except Refused as refusal:
                note_for(actor, capability, refusal)
                settle(refusal)
                raise
            if request.method not in methods and request.method != "HEAD":
                return HttpResponseNotAllowed(methods)
            return view(request, *found, **kwargs)

        run.door = Door("clinic", capability)  # type: ignore[attr-defined]
        return run

    return wrap


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
