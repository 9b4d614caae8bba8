"""What is behind an interpreter's link: time, language, way, a code name; after a yes the place.

No account. A link that was never there, was called off, answered no or has run out looks the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access.actor import Actor, acting_in
from clinic.access.refusals import Blocked
from clinic.access.views import open_door
from interpreters import actions, queries

PUBLIC = open_door("an interpreter has no account; the link's 256 random bits are the key")


@contextmanager
def _behind(token: str) -> Iterator[tuple[Actor, Any] | None]:
    """Bind the clinic of an open link and yield the interpreter's actor with the offer."""
    now = timezone.now()
    clinic_id = queries.offer_clinic(token, now)
    if clinic_id is None:
        yield None
        return
    with acting_in(clinic_id, "interpreter_link") as actor:
        offer = queries.offer_by_token(token, now)
        yield (actor, offer) if offer else None


@PUBLIC
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        with _behind(token) as found:
            if found is None:
                return _closed(request)
            actor, offer = found
            if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
                confirmed = request.POST["answer"] == "yes"
                actions.answer_offer(actor, offer=offer, confirmed=confirmed)
                if confirmed:
                    return redirect("interpreter:open", token)
                return render(request, "interpreters/link_thanks.html", {"clinic": actor.clinic})
            context = {"clinic": actor.clinic, "told": queries.told_to_interpreter(offer)}
            return render(request, "interpreters/link.html", context)
    except Blocked as blocked:
        return _closed(request, str(blocked.message))


def _closed(request: HttpRequest, message: str = "") -> HttpResponse:
    return render(request, "interpreters/link_closed.html", {"message": message}, status=404)
