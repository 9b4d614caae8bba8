"""One's calendar for other programs: the page that makes and takes back its address, and the file.

The file has no account behind it: whoever holds the address reads it. An address that was never
there, was taken back, or whose person left looks the same.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from agenda import actions, queries
from agenda.queries.calendar_file import calendar_file
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view, open_door
from clinic.tenancy.current import bound_to, clinic_url

PUBLIC = open_door("a calendar program has no account; the link's 256 random bits are the key")


@clinic_view("feed.own")
def feed(request: ClinicRequest) -> HttpResponse:
    context = {"feed": queries.own_feed(request.actor)}
    return render(request, "agenda/feed.html", context)


@clinic_view("feed.own", methods=("POST",))
def make_feed(request: ClinicRequest) -> HttpResponse:
    """Show the new address, this once."""
    made, secret = actions.make_feed(request.actor)
    url = settings.ALCOVE_BASE_URL + reverse("feed:open", args=[secret])
    return render(request, "agenda/feed.html", {"feed": made, "address": url})


@clinic_view("feed.own", methods=("POST",))
def revoke_feed(request: ClinicRequest) -> HttpResponse:
    try:
        actions.revoke_feed(request.actor)
    except Blocked as blocked:
        context = {"feed": None, "stop": blocked.message}
        return render(request, "agenda/feed.html", context, status=409)
    return redirect(clinic_url("agenda:feed"))


@PUBLIC
@require_http_methods(["GET", "HEAD", "POST"])
def open_feed(request: HttpRequest, secret: str) -> HttpResponse:
    text = None if request.method == "POST" else _file_of(secret)
    if text is None:
        return HttpResponse("Not found.\n", status=404, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="alcove.ics"'
    return answer


def _file_of(secret: str) -> bytes | None:
    clinic_id = queries.feed_clinic(secret)
    if clinic_id is None:
        return None
    with bound_to(clinic_id) as clinic:
        found = queries.feed_by_secret(secret)
        if found is None:
            return None
        found.membership.clinic = clinic
        actor = Actor.member(found.membership)
        if not actor.has("feed.own"):
            return None
        if queries.should_record_reading(found):
            actions.note_reading(actor, feed=found)
        actions.mark_used(found)
        # The program that asks has no language of its own.
        with translation.override(found.membership.user.language or clinic.language):
            return calendar_file(queries.feed_entries(actor), secret=secret, now=timezone.now())
