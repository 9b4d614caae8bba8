"""What a person sees first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from clinic.access.views import ClinicRequest, clinic_view
from clinic.notices.queries import trouble
from clinic.tenancy.current import clinic_url
from clinic.tenancy.current import today as today_here
from desk import queries

TEAM = (_("Who"), _("Open cases"), _("Overdue"), _("Due in 7 days"), _("Unanswered"))


@clinic_view("desk.today")
def today(request: ClinicRequest) -> HttpResponse:
    """Show what waits; who reaches no case lands on the page of their own work."""
    actor = request.actor
    if not actor.has("case.view"):
        home = "office:members" if actor.has("member.view") else "office:audit"
        return redirect(clinic_url(home))
    asked = request.GET.get("for", "")
    desk = queries.desk_of(actor, asked, everybody=request.GET.get("people") == "all")
    context: dict[str, Any] = {"desk": desk, "day": today_here()}
    if queries.sees_team(actor):
        context["team_head"], context["team_numbers"] = TEAM, range(2, len(TEAM) + 1)
        context["tabs"] = _tabs(for_me=queries.stands_alone(actor, asked))
    if actor.has("case.assign"):
        context["trouble"] = trouble()
    return render(request, "desk/today.html", context)


def _tabs(*, for_me: bool) -> list[dict[str, object]]:
    return [
        {"label": _("For me"), "url": "?for=me", "current": for_me},
        {"label": _("For my team"), "url": "?for=team", "current": not for_me},
    ]
