"""What a person sees first."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from clinic.access.views import ClinicRequest, clinic_view
from clinic.notices.queries import trouble
from clinic.tenancy.current import clinic_url
from clinic.tenancy.current import today as today_here
from desk import queries


@clinic_view("desk.today")
def today(request: ClinicRequest) -> HttpResponse:
    """Show what waits; who reaches no case lands on the page of their own work."""
    actor = request.actor
    if not actor.has("case.view"):
        home = "office:members" if actor.has("member.view") else "office:audit"
        return redirect(clinic_url(home))
    context = {"desk": queries.desk_of(actor), "day": today_here()}
    if actor.has("case.assign"):
        context["trouble"] = trouble()
    return render(request, "desk/today.html", context)
