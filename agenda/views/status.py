"""The question of a month behind its link: no case, no name; a button answers, once.

A link that was never there, was used, taken back or has run out looks the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agenda import actions, forms, queries
from agenda.rules import status as rules
from clinic.access.actor import Actor, acting_in
from clinic.access.refusals import Blocked
from clinic.access.views import open_door

PUBLIC = open_door("whoever is asked need not sign in; the link's 256 random bits are the key")


@contextmanager
def _behind(token: str) -> Iterator[tuple[Actor, Any] | None]:
    """Bind the clinic of an open link and yield the link's actor with the question."""
    now = timezone.now()
    clinic_id = queries.status_clinic(token, now)
    if clinic_id is None:
        yield None
        return
    with acting_in(clinic_id, "status_link") as actor:
        ask = queries.status_by_token(token, now)
        yield (actor, ask) if ask else None


@PUBLIC
@require_http_methods(["GET", "POST"])
def open_status(request: HttpRequest, token: str) -> HttpResponse:
    if _too_often(request):
        return _closed(request)
    try:
        with _behind(token) as found:
            if found is None:
                return _closed(request)
            actor, ask = found
            form = forms.StatusForm(request.POST if request.method == "POST" else None)
            if request.method == "POST" and form.is_valid():
                actions.answer_status(actor, ask=ask, **form.cleaned_data)
                return render(request, "agenda/status_thanks.html")
            context = {"form": form, "answers": rules.ANSWERS.items()}
            status = 422 if form.errors else 200
            return render(request, "agenda/status.html", context, status=status)
    except Blocked:
        return _closed(request)


def _too_often(request: HttpRequest) -> bool:
    """Count the tries of one address: whoever guesses is told nothing more for an hour."""
    key = f"status-link:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=rules.TRIES_FOR)
    try:
        return bool(cache.incr(key) > rules.TRIES)
    except ValueError:  # it ran out between the two
        return False


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "agenda/status_closed.html", status=404)
