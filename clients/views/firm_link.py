"""What an outside firm sees behind its link: a form, once; then whether the clinic will call.

Nothing here says whom the matter is about. The answer comes after a set time, by one path, with the
same rows read, whatever was found.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import actions, queries
from clients.forms import FirmNamesForm
from clinic.access.actor import Actor, acting_in
from clinic.access.refusals import Blocked
from clinic.access.views import open_door

PUBLIC = open_door("a firm has no account; the link's 256 random bits are the key")


@contextmanager
def _behind(token: str) -> Iterator[tuple[Actor, queries.FirmCheck] | None]:
    """Bind the clinic of an open link and yield the firm's actor with its check."""
    now = timezone.now()
    clinic_id = queries.firm_clinic(token, now)
    if clinic_id is None:
        yield None
        return
    with acting_in(clinic_id, "firm_link") as actor:
        check = queries.firm_check_by_token(token, now)
        yield (actor, check) if check else None


@PUBLIC
@require_http_methods(["GET", "POST"])
def firm_link(request: HttpRequest, token: str) -> HttpResponse:
    try:
        with _behind(token) as found:
            if found is None:
                return _closed(request)
            actor, check = found
            if request.method == "POST":
                return _submitted(request, actor, check, token)
            context = {
                "clinic": actor.clinic,
                "form": FirmNamesForm() if check.status == check.SENT else None,
                "answer": queries.firm_answer(check, timezone.now()),
            }
            return render(request, "clients/firm_link.html", context)
    except Blocked:
        return redirect("firm:open", token)  # sent already: what became of it stands there


def _submitted(
    request: HttpRequest, actor: Actor, check: queries.FirmCheck, token: str
) -> HttpResponse:
    form = FirmNamesForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"clinic": actor.clinic, "form": form}
        return render(request, "clients/firm_link.html", context, status=422)
    actions.submit_firm_names(actor, check=check, names=form.cleaned_data["names"])
    return redirect("firm:open", token)


def _closed(request: HttpRequest) -> HttpResponse:
    """Say the same whether the link never was, was taken back, or has run out."""
    return render(request, "clients/firm_closed.html", status=404)
