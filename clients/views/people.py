"""A client: who it is (hidden until asked), how to reach them safely, and the search."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clients import actions, hooks, queries
from clients.forms import REASONS, ContactForm, RevealForm, SearchForm, contact_initial
from clients.queries.merging import joined_records, stays_in
from clients.rules.disclosure import FIELDS
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.fragments import wants_fragment
from clinic.tenancy.current import clinic_url


@clinic_view("client.view", of=queries.client_of)
def client(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    return _client_page(request, client)


def _client_page(
    request: ClinicRequest, client: queries.Client, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "client": client,
        "channels": queries.channel_lines(client),
        "joined": joined_records(request.actor, client),
        "stays": stays_in(request.actor, client),
        "conflict": queries.state_line(client),
        "parties": queries.party_lines(client) if request.actor.has("party.view") else [],
        "intakes": [
            {"intake": intake, "status": queries.status_label(intake.status)}
            for intake in queries.intakes_of(request.actor, client)
        ],
        "cases": [link for cases in hooks.cases for link in cases(request.actor, client)],
        "moves": [each for ask in hooks.moves_to_tell for each in ask(request.actor, client)],
        "address_changed": request.GET.get("address") == "changed",
        "reasons": REASONS,
        **more,
    }
    return render(request, "clients/client.html", context, status=status)


@clinic_view("client.reveal", of=queries.client_of, methods=("POST",))
def reveal(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    """Answer with the identity: a fragment for htmx, the whole page without script."""
    form = RevealForm(request.POST)
    box = "clients/_identity.html"
    if request.POST.get("box") != "identity":
        box = "clients/_masked_name.html"
    shown: dict[str, Any] = {"reason_error": form.said}
    if form.is_valid():
        known = actions.reveal_identity(
            request.actor, client=client, reason=form.cleaned_data["reason"]
        )
        shown = {"name": _name_of(known), "identity": _in_words(known)}
    status = 200 if form.is_valid() else 422
    if wants_fragment(request):
        context = {"client": client, "reasons": REASONS, **shown}
        return render(request, box, context, status=status)
    return _client_page(request, client, status=status, **shown)


def _name_of(known: dict[str, object]) -> str:
    names = dict.fromkeys(known[code] for code in ("name_to_use", "legal_name") if code in known)
    return " · ".join(str(name) for name in names) or _("No name was given yet")


def _in_words(known: dict[str, Any]) -> list[tuple[str, str]]:
    facts = [(_(label), str(known[code])) for code, label in FIELDS.items() if code in known]
    facts += known["identifiers"]
    return facts or [(_("Identity"), _("Nothing was given yet"))]


@clinic_view("contact.confirm", of=queries.client_of, methods=("GET", "POST"))
def contact(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    if request.method == "POST":
        return _save_contact(request, client)
    if queries.contact_rows(client):
        return _contact_page(request, client, locked=True)
    return _contact_page(request, client, form=ContactForm(initial={"version": client.version}))


def _save_contact(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _contact_page(request, client, form=form, status=422)
    before = queries.postal_address(client)
    try:
        actions.change_contact(
            request.actor,
            client=client,
            rules=form.contact_rules(),
            code_word=form.cleaned_data["code_word"],
            version=form.cleaned_data["version"],
        )
    except Blocked as stop:
        typed = request.POST.copy()
        typed["version"] = str(queries.client_of(request.actor, client.pk).version)
        return _contact_page(
            request, client, form=ContactForm(typed), stop=stop.message, status=409
        )
    messages.success(request, _("The safe-contact rule is saved."))
    changed = "?address=changed" if queries.postal_address(client) != before else ""
    return redirect(clinic_url("clients:client", client.pk) + changed)


@clinic_view("contact.confirm", of=queries.client_of, methods=("POST",))
def show_contact(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    """Show addresses and the code word, ready to be changed; the look is recorded."""
    why = RevealForm(request.POST)
    if not why.is_valid():
        return _contact_page(request, client, locked=True, reason_error=why.said, status=422)
    rows = actions.reveal_contact(request.actor, client=client, reason=why.cleaned_data["reason"])
    initial = {**contact_initial(rows), "version": client.version}
    return _contact_page(request, client, form=ContactForm(initial=initial))


def _contact_page(
    request: ClinicRequest,
    client: queries.Client,
    *,
    form: ContactForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "client": client,
        "form": form,
        "channels": queries.channel_lines(client),
        "reasons": REASONS,
        **more,
    }
    return render(request, "clients/contact.html", context, status=status)


@clinic_view("contact.confirm", of=queries.client_of, methods=("POST",))
def confirm_contact(request: ClinicRequest, client: queries.Client) -> HttpResponse:
    actions.confirm_contact(request.actor, client=client)
    messages.success(request, _("Recorded: the rule was checked with the client today."))
    return redirect(clinic_url("clients:client", client.pk))


@clinic_view("client.search", methods=("GET", "POST"))
def search(request: ClinicRequest) -> HttpResponse:
    """Find by name or number. Only a POST searches: an address is kept, logged and seen."""
    if request.method != "POST":
        return render(request, "clients/search.html", {"form": SearchForm()})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "clients/search.html", {"form": form}, status=422)
    hits = actions.search_clients(request.actor, text=form.cleaned_data["text"])
    return render(request, "clients/search.html", {"form": form, "hits": hits, "searched": True})
