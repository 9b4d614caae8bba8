"""Pages of subpoenas and demands: what came, who answers, what is kept back, what was seen."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients.queries import client_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.tenancy.current import clinic_url, today
from records import actions, queries
from records.forms import demands as forms
from records.rules import demands as rules
from records.views.logs import as_csv, as_pdf

BOTH = ("GET", "POST")


@clinic_view("demand.view")
def demands(request: ClinicRequest) -> HttpResponse:
    chosen = forms.DemandFilterForm(request.GET or {"state": rules.OPEN})
    state = chosen.cleaned_data["state"] if chosen.is_valid() else rules.OPEN
    page = queries.demands_page(request.actor, state=state, after=request.GET.get("after"))
    context = {
        "filter": chosen,
        "state": state,
        "page": page,
        "lines": [queries.line_of(row) for row in page.rows],
    }
    return render(request, "records/demands.html", context)


@clinic_view("demand.log", of=client_of, methods=BOTH)
def log_demand(request: ClinicRequest, client: Any) -> HttpResponse:
    page = "records/log_demand.html"
    about = {"client": client, "kinds": rules.KINDS}
    start = {"served_on": today()}
    form = forms.LogDemandForm(
        _sent(request),
        request.FILES or None,
        cases=queries.cases_of(request.actor, client),
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        demand_id = said.pop("once")
        try:
            actions.log_demand(request.actor, client=client, demand_id=demand_id, **said)
        except Blocked as refusal:
            if refusal.code != "sent_twice":
                return _stopped(request, page, form, refusal, **about)
        else:
            messages.success(request, _("Recorded. Nothing of this client is erased now."))
        return redirect(clinic_url("records:demand", demand_id))
    return _page(request, page, form, **about)


@clinic_view("demand.view", of=queries.demand_of)
def demand(request: ClinicRequest, demand: Any) -> HttpResponse:
    actor = request.actor
    works, sorts = actor.has("demand.work"), actor.has("demand.sort")
    items = queries.items_of(actor, demand) if sorts else []
    context = {
        "demand": demand,
        "line": queries.line_of(demand),
        "way": rules.WAYS[demand.served_how],
        "objection_by": queries.objection_day(demand),
        "is_held": queries.is_held(demand.client),
        "works": works,
        "items": items,
        "more_items": queries.more_items(items),
        "sorts": sorts,
        "keeps_log": works and queries.keeps_log(actor, demand),
        "logs": queries.logs_of(demand) if works else [],
        "log_form": forms.LogForm(),
    }
    return render(request, "records/demand.html", context)


@clinic_view("demand.view", of=queries.demand_of, methods=("POST",))
def download_demand_scan(request: ClinicRequest, demand: Any) -> HttpResponseBase:
    stored = actions.download_demand_scan(request.actor, demand=demand)
    return download(stored, f"paper.{stored.media_type.rpartition('/')[2]}")


@clinic_view("demand.change", of=queries.demand_of, methods=BOTH)
def change_demand(request: ClinicRequest, demand: Any) -> HttpResponse:
    start = {
        "demanded_by": demand.demanded_by, "reference": demand.reference or "",
        "wanted": demand.wanted, "due_on": demand.due_on, "version": demand.version,
    }  # fmt: skip
    form = forms.ChangeDemandForm(_sent(request), served_on=demand.served_on, initial=start)

    def act(said: dict[str, Any]) -> None:
        version, due_on = said.pop("version"), said.pop("due_on")
        actions.change_demand(
            request.actor, demand=demand, version=version, due_on=due_on, said=said
        )

    title, submit = _("Correct what came"), _("Save")
    return _form(request, demand, form, act, title=title, submit=submit)


@clinic_view("demand.assign", of=queries.demand_of, methods=BOTH)
def assign_counsel(request: ClinicRequest, demand: Any) -> HttpResponse:
    start = {"version": demand.version, "counsel": demand.counsel_id or ""}
    form = forms.CounselForm(_sent(request), seats=queries.counsel_for(demand), initial=start)

    def act(said: dict[str, Any]) -> None:
        actions.assign_counsel(request.actor, demand=demand, **said)

    title, submit = _("Who answers for the clinic"), _("Save")
    return _form(request, demand, form, act, title=title, submit=submit)


@clinic_view("demand.work", of=queries.demand_of, methods=BOTH)
def end_demand(request: ClinicRequest, demand: Any) -> HttpResponse:
    form = forms.EndDemandForm(_sent(request), initial={"version": demand.version})

    def act(said: dict[str, Any]) -> None:
        actions.end_demand(request.actor, demand=demand, **said)

    title, submit = _("Say how it ended"), _("Record it")
    return _form(request, demand, form, act, title=title, submit=submit)


@clinic_view("demand.sort", of=queries.demand_of, methods=BOTH)
def sort_item(request: ClinicRequest, demand: Any, kind: str, item: UUID) -> HttpResponse:
    shown = queries.item_of(request.actor, demand, kind, item)
    form = forms.SortForm(_sent(request), initial=forms.SortForm.start(shown.decided))

    def act(said: dict[str, Any]) -> None:
        actions.sort_item(request.actor, demand=demand, item=shown, **said)

    submit = _("Save")
    return _form(request, demand, form, act, title=shown.title, submit=submit, item=shown)


@clinic_view("demand.work", of=queries.demand_of, methods=("POST",))
def make_log(request: ClinicRequest, demand: Any) -> HttpResponse:
    form = forms.LogForm(request.POST)

    def act(said: dict[str, Any]) -> None:
        actions.make_log(request.actor, demand=demand, **said)

    title, submit = _("Make the log"), _("Make the log")
    return _form(request, demand, form, act, title=title, submit=submit)


@clinic_view("demand.work", of=queries.log_of, methods=("POST",))
def download_log(request: ClinicRequest, log: Any) -> HttpResponseBase:
    asked = forms.DownloadForm(request.POST)
    if not asked.is_valid():
        return HttpResponse(status=422)
    form = asked.cleaned_data["form"]
    log = actions.download_log(request.actor, log=log, form=form)
    return as_pdf(log) if form == "pdf" else as_csv(log)


def _sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form(
    request: ClinicRequest, demand: Any, form: Any, act: Any, *, title: str, **about: Any
) -> HttpResponse:
    """Show a form of one demand, or do what it says and go back to the demand."""
    page = "records/demand_form.html"
    about = {"demand": demand, "line": queries.line_of(demand), "title": title, **about}
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Blocked as refusal:
            return _stopped(request, page, form, refusal, **about)
        messages.success(request, _("Recorded."))
        return redirect(clinic_url("records:demand", demand.pk))
    return _page(request, page, form, **about)


def _page(request: ClinicRequest, page: str, form: Any, **about: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, page, {"form": form, **about}, status=status)


def _stopped(
    request: ClinicRequest, page: str, form: Any, refusal: Blocked, **about: Any
) -> HttpResponse:
    form.add_error(None, str(refusal.message))
    fresh: Any = refusal.target
    if refusal.code == "changed_meanwhile" and fresh is not None:
        # Read again by the person, sent once more: that is an answer to what is there now.
        form.data = {**request.POST.dict(), "version": fresh.version}
    return render(request, page, {"form": form, **about}, status=409)
