"""Who would take a case of the board, and to whom it is offered: for those who put it there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, forms, queries


@clinic_view("board.post", of=queries.opportunity_of)
def interested(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    return _page(request, opportunity)


@clinic_view("board.post", of=queries.opportunity_of, methods=("POST",))
def offer(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    """Offer a case to one of those interested; what stands against it stops it here."""
    form = forms.OfferForm(request.POST)
    if not form.is_valid():
        stop = _("Choose one of those interested, and 1 to 14 days to answer.")
        return _page(request, opportunity, stop=stop, status=422)
    member = queries.one_interested(opportunity, form.chosen())
    if member is None:
        stop = _("This person is not interested any more.")
        return _page(request, opportunity, stop=stop, status=409)
    said = form.cleaned_data
    try:
        actions.offer_opportunity(
            request.actor, opportunity=opportunity, membership=member, days=said["days"],
            reason=said["reason"],
        )  # fmt: skip
    except Blocked as blocked:
        return _page(request, opportunity, stop=blocked.message, status=409)
    messages.success(request, _("Offered to %(person)s.") % {"person": member.user.name})
    return redirect(clinic_url("staffing:interested", opportunity.pk))


@clinic_view("board.post", of=queries.opportunity_of, methods=("POST",))
def take_offer_back(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    try:
        actions.take_offer_back(request.actor, opportunity=opportunity)
    except Blocked as blocked:
        return _page(request, opportunity, stop=blocked.message, status=409)
    messages.success(request, _("Taken back. The case is open on the board again."))
    return redirect(clinic_url("staffing:interested", opportunity.pk))


@clinic_view("board.post", of=queries.opportunity_of, methods=("POST",))
def withdraw_opportunity(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    try:
        actions.withdraw_opportunity(request.actor, opportunity=opportunity)
    except Blocked as blocked:
        return _page(request, opportunity, stop=blocked.message, status=409)
    messages.success(request, _("Taken off the board. Who was interested is told."))
    return redirect(clinic_url("staffing:interested", opportunity.pk))


def _page(
    request: ClinicRequest, opportunity: Any, *, stop: Any = "", status: int = 200
) -> HttpResponse:
    opportunity = queries.opportunity_of(request.actor, opportunity.pk)
    context = {
        "line": queries.shown_to_all(opportunity),
        "case": opportunity.case,
        "people": queries.interested_in(request.actor, opportunity),
        "offer": queries.open_offer_of(opportunity),
        "may_override": request.actor.has("assign.override"),
        "stop": stop,
    }
    return render(request, "staffing/interested.html", context, status=status)
