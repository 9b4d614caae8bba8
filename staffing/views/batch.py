"""A whole waiting list at once: shown first, then given out one case after another."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases import actions as cases
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from staffing import forms, queries


@transaction.non_atomic_requests  # each case is given in a transaction of its own
@clinic_view("case.assign", methods=("GET", "POST"))
def batch(request: ClinicRequest) -> HttpResponse:
    """Show who would take which case; give those that were ticked, each judged anew."""
    form = forms.BatchForm(request.POST if request.method == "POST" else None)
    given: list[str] = []
    refused: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        for case, member in form.cleaned_data["pair"]:
            said = _give(request, case, member)
            if said:
                refused.append(said)
            else:
                given.append(str(case))
    with transaction.atomic():
        context = {
            "form": form,
            "proposal": queries.propose(request.actor),
            "given": len(given),
            "refused": refused,
        }
        status = 422 if form.errors else 409 if refused and not given else 200
        return render(request, "staffing/batch.html", context, status=status)


def _give(request: ClinicRequest, pk: UUID, member: UUID) -> tuple[str, str] | None:
    """Give one case; return its number and why not, where it could not be given."""
    with transaction.atomic():
        found = queries.waiting_pair(request.actor, pk, member)
    if found is None:
        return "", _("This case or this person is not there any more.")
    case, seat = found
    try:
        role = queries.role_of(seat)
        cases.assign_case(request.actor, case=case, membership=seat, role=role, waiting=True)
    except Blocked as refusal:
        return case.number, str(refusal.message)
    return None
