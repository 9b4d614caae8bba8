"""More about a person, hidden until asked for; a new code name; links to other clients."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, queries
from clients.forms import REASONS, RevealForm
from clients.forms.details import DetailsForm, LinkForm, details_initial
from clients.queries import details as reads
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url


@clinic_view("client.edit", of=queries.client_of, methods=("GET", "POST"))
def details(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    if request.method != "POST":
        return _page(request, client, locked=True)
    form = DetailsForm(request.POST, aliases=reads.alias_lines(client))
    if not form.is_valid():
        return _again(request, client, form, status=422)
    try:
        actions.change_details(request.actor, client=client, **form.arguments())
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(queries.client_of(request.actor, client.pk).version)
        form = DetailsForm(typed, aliases=reads.alias_lines(client))
        return _again(request, client, form, status=409, stop=stop.message)
    messages.success(request, _("The record is corrected."))
    return redirect(clinic_url("clients:client", client.pk))


def _again(
    request: ClinicRequest, client: queries.Client, form: DetailsForm, **more: Any
) -> HttpResponse:
    """Show what was typed. Other names stand beside it only where a look at them was recorded."""
    if form.aliases:
        actions.reveal_identity(request.actor, client=client, reason="record")
    return _page(request, client, form=form, **more)


@clinic_view("client.edit", of=queries.client_of, methods=("POST",))
def show_details(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    """Show what is kept, ready to be changed; the look is recorded."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _page(request, client, locked=True, reason_error=why.said, status=422)
    actions.reveal_identity(request.actor, client=client, reason=why.cleaned_data["reason"])
    aliases = reads.alias_lines(client)
    initial = details_initial(reads.details_of(client), aliases)
    form = DetailsForm(aliases=aliases, initial={**initial, "version": client.version})
    return _page(request, client, form=form)


def _page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"client": client, "reasons": REASONS, **more}
    return render(request, "clients/details.html", context, status=status)


@clinic_view("client.edit", of=queries.client_of, methods=("POST",))
def change_code_name(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    try:
        actions.change_code_name(request.actor, client=client)
    except Blocked as stop:
        return _page(request, client, locked=True, stop=stop.message, status=409)
    messages.success(request, _("A new code name was drawn. Tell it to those who need it."))
    return redirect(clinic_url("clients:client", client.pk))


@clinic_view("client.edit", of=queries.client_of, methods=("GET", "POST"))
def links(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    """Link another client. One who is out of reach and one who does not exist look the same."""
    if request.method != "POST":
        return _links(request, client, LinkForm())
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _links(request, client, form, status=422)
    other = reads.client_named(request.actor, form.cleaned_data["code_name"])
    if other is None:
        form.add_error("code_name", _("You reach no client with this code name."))
        return _links(request, client, form, status=422)
    try:
        actions.link_clients(
            request.actor, client=client, other=other,
            relation=form.cleaned_data["relation"], note=form.cleaned_data["note"],
        )  # fmt: skip
    except Blocked as stop:
        return _links(request, client, form, status=409, stop=stop.message)
    messages.success(request, _("The two are linked."))
    return redirect(clinic_url("clients:links", client.pk))


def _links(
    request: ClinicRequest,
    client: queries.Client,
    form: LinkForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    lines = reads.links_of(request.actor, client)
    context = {"client": client, "form": form, "lines": lines, **more}
    return render(request, "clients/links.html", context, status=status)


@clinic_view("client.edit", of=reads.link_of, methods=("POST",))
def end_link(request: ClinicRequest, link: Any) -> HttpResponse:
    try:
        actions.end_link(request.actor, link=link)
    except Blocked as stop:
        return _links(request, link.client, LinkForm(), status=409, stop=stop.message)
    messages.success(request, _("The link is taken back."))
    return redirect(clinic_url("clients:links", link.client_id))
