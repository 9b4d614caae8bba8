"""The board: put a case there after looking at it, see what is open, say that one would take it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of, kinds_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url
from staffing import actions, forms, queries
from staffing.policy import taken_as

BOTH = ("GET", "POST")


@clinic_view("board.view")
def board(request: ClinicRequest) -> HttpResponse:
    page = queries.board_page(request.actor, request.GET.get("after"))
    context = {"lines": page.rows, "page": page}
    return render(request, "staffing/board.html", context)


@clinic_view("board.view", of=queries.opportunity_of)
def opportunity(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    return _page(request, opportunity)


@clinic_view("board.post", of=case_of, methods=BOTH)
def post_case(request: ClinicRequest, case: Any) -> HttpResponse:
    """Show a case as volunteers would see it; put it there once it was looked at."""
    form = forms.SummaryForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds_of(case),
        faults=lambda text: queries.faults_of(case, text),
        initial={"urgency": queries.proposed_urgency(case), "region": queries.usual_region()},
    )
    context: dict[str, Any] = {
        "case": case, "form": form, "there": queries.on_board(case), "preview": None,
    }  # fmt: skip
    status = 200
    if form.is_bound and form.is_valid():
        if form.was_shown():
            try:
                made = actions.post_opportunity(
                    request.actor, case=case, opportunity_id=form.cleaned_data["form_token"],
                    said=form.said(),
                )  # fmt: skip
            except Blocked as blocked:
                context["stop"], status = blocked.message, 409
            else:
                messages.success(request, _("On the board. Volunteers see it now."))
                return redirect(clinic_url("staffing:interested", made.pk))
        context["preview"] = form.summary()
        form.looked_at()
    elif form.is_bound:
        status = 422
    return render(request, "staffing/post_case.html", context, status=status)


@clinic_view("board.take", of=queries.opportunity_of, methods=("POST",))
def show_interest(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    form = forms.InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, opportunity, form=form, status=422)
    try:
        actions.show_interest(request.actor, opportunity=opportunity, **form.cleaned_data)
    except Blocked as blocked:
        return _page(request, opportunity, form=form, stop=blocked.words, status=409)
    messages.success(request, _("Thank you. Who offers the case was told."))
    return redirect(clinic_url("staffing:opportunity", opportunity.pk))


@clinic_view("board.take", of=queries.opportunity_of, methods=("POST",))
def withdraw_interest(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    try:
        actions.withdraw_interest(request.actor, opportunity=opportunity)
    except Blocked as blocked:
        return _page(request, opportunity, stop=blocked.message, status=409)
    messages.success(request, _("Taken back."))
    return redirect(clinic_url("staffing:opportunity", opportunity.pk))


@clinic_view("board.take", of=queries.opportunity_of, methods=("POST",))
def accept_offer(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    """Take the case: from here on, and not before, its page opens."""
    try:
        made = actions.accept_offer(request.actor, opportunity=opportunity)
    except Blocked as blocked:
        fresh = queries.opportunity_of(request.actor, opportunity.pk)
        return _page(request, fresh, stop=blocked.message, status=409)
    messages.success(request, _("The case is yours. Thank you."))
    return redirect(clinic_url("cases:case", made.case_id))


@clinic_view("board.take", of=queries.opportunity_of, methods=("POST",))
def decline_offer(request: ClinicRequest, opportunity: Any) -> HttpResponse:
    try:
        actions.decline_offer(request.actor, opportunity=opportunity)
    except Blocked as blocked:
        return _page(request, opportunity, stop=blocked.message, status=409)
    messages.success(request, _("Declined. Nobody asks why."))
    return redirect(clinic_url("staffing:board"))


def _page(
    request: ClinicRequest, opportunity: Any, *, form: Any = None, stop: Any = "", status: int = 200
) -> HttpResponse:
    line = queries.board_line(request.actor, opportunity)
    context = {
        "line": line,
        "form": form or forms.InterestForm(),
        "stop": stop,
        "may_take": (
            request.actor.has("board.take")
            and bool(taken_as(opportunity.role, request.actor.roles))
        ),
    }
    return render(request, "staffing/opportunity.html", context, status=status)
