"""What changed rules propose: how far the comparison is, the rows, one verdict for many."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import render_page
from clinic.pages.paging import page_of
from clinic.tenancy.current import clinic_url
from filings import actions, forms, queries
from filings.views.pages import POST


@clinic_view("deadline.view")
def review(request: ClinicRequest) -> HttpResponse:
    return _page(request)


@clinic_view("deadline.recompute", methods=POST)
def start_recompute(request: ClinicRequest) -> HttpResponse:
    try:
        actions.start_recompute(request.actor, cause="button")
    except Blocked as refusal:
        messages.error(request, str(refusal.message))
        return _page(request, status=409)
    return redirect(clinic_url("filings:review"))


@clinic_view("deadline.change", methods=POST)
def review_proposals(request: ClinicRequest) -> HttpResponse:
    form = forms.ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, form=form, chosen=request.POST.getlist("proposals"))
    try:
        done = actions.review_proposals(request.actor, **form.cleaned_data)
    except Blocked as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, status=409, form=form, chosen=request.POST.getlist("proposals"))
    _say(request, done)
    return redirect(clinic_url("filings:review"))


def _say(request: ClinicRequest, done: Any) -> None:
    said = (
        (messages.success, done.decided, ngettext(
            "%(count)s deadline decided.", "%(count)s deadlines decided.", done.decided)),
        (messages.warning, done.waiting, ngettext(
            "%(count)s waits for a second person: it ends a right and would fall later.",
            "%(count)s wait for a second person: they end a right and would fall later.",
            done.waiting)),
        (messages.error, done.left, ngettext(
            "%(count)s was left as it is: it has changed meanwhile, or cannot be computed.",
            "%(count)s were left as they are: they have changed meanwhile, or cannot be computed.",
            done.left)),
    )  # fmt: skip
    for tell, count, text in said:
        if count:
            tell(request, text % {"count": count})


def _page(request: ClinicRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    run = queries.last_run()
    if "poll" in request.GET or request.headers.get("HX-Target") == "progress":
        return render(request, "filings/_comparison.html", _of_run(run))
    page = page_of(
        queries.proposals_to_review(request.actor), order=("id",), after=request.GET.get("after")
    )
    context = {
        "rows": [queries.review_row(row) for row in page.rows],
        "page": page,
        "form": forms.ReviewForm(),
        **_of_run(run),
        **more,
    }
    return render_page(
        request, "filings/review.html", context, fragment="filings/_comparison.html", status=status
    )


def _of_run(run: Any) -> dict[str, Any]:
    return {"run": run, "done": queries.compared_until_now(run) if run else 0}
