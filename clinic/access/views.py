"""The doors of a clinic's views; those before a clinic are `clinic.people.doors`."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from clinic.access.actor import Actor
from clinic.access.looking import opened
from clinic.access.policy import require
from clinic.access.refusals import Refused, note_for, settle
from clinic.access.roles import known
from clinic.people.doors import Door, View
from clinic.people.doors import open_door as open_door
from clinic.people.doors import person_view as person_view


class ClinicRequest(HttpRequest):
    actor: Actor


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
            try:
                found = [of(actor, kwargs.pop("pk"))] if of else []
                require(actor, capability, *found)
                # HEAD is a GET without a body; elsewhere it would act with no CSRF check.
                if ("GET" if request.method == "HEAD" else request.method) not in methods:
                    return HttpResponseNotAllowed(methods)
                if request.method in ("GET", "HEAD"):
                    for one in found:
                        opened(actor, one)
                return view(request, *found, **kwargs)
            except Refused as refusal:
                note_for(actor, capability, refusal)  # unless an action within has named itself
                settle(refusal)
                raise

        run.door = Door("clinic", capability)  # type: ignore[attr-defined]
        run.of = of  # type: ignore[attr-defined]
        return run

    return wrap
