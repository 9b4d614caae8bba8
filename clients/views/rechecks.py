"""The queue of clients to be checked for conflicts again."""

from django.http import HttpResponse

from clients import queries
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page


@clinic_view("conflict.decide")
def rechecks(request: ClinicRequest) -> HttpResponse:
    page = queries.rechecks(request.actor, after=request.GET.get("after"))
    return render_page(request, "clients/rechecks.html", {"page": page})
