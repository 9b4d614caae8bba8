"""The list of the clinic's deadlines."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as lazy

from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from filings import forms, queries

# The day second: a phone shows two columns without a swipe.
COLUMNS = (
    lazy("Deadline"), lazy("Due"), lazy("Case"), lazy("Last day"), lazy("Plan for"),
    lazy("Opens"), lazy("Attorney"),
)  # fmt: skip


@clinic_view("deadline.view")
def deadlines(request: ClinicRequest) -> HttpResponse:
    """List what is open in the cases within reach, soonest first."""
    filters = forms.DeadlineFilterForm(request.GET, actor=request.actor)
    wanted = filters.wanted()
    found = queries.deadline_list(request.actor, wanted, after=request.GET.get("after"))
    context = {"filters": filters, "wanted": wanted, "list": found, "head": COLUMNS}
    return render_page(request, "filings/deadlines.html", context, fragment="filings/_list.html")
