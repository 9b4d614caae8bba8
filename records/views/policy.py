"""The clinic's policy, what is due, and the certificates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.pages.dates import due
from clinic.tenancy.current import clinic_url, today
from records import actions, queries
from records.forms import PurgeForm, RetentionForm
from records.rules import REASONS


@clinic_view("retention.view")
def retention(request: ClinicRequest) -> HttpResponse:
    return _retention_page(request)


@clinic_view("retention.change", methods=("POST",))
def change_retention(request: ClinicRequest) -> HttpResponse:
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _retention_page(request, status=422, form=form)
    try:
        actions.change_retention(request.actor, **form.cleaned_data)
    except Blocked as stop:
        form.add_error("months", str(stop.message))
        return _retention_page(request, status=409, form=form)
    messages.success(request, _("Saved."))
    return redirect(clinic_url("records:retention"))


@clinic_view("client.shred", methods=("POST",))
def purge(request: ClinicRequest) -> HttpResponse:
    """Erase what was chosen of the preview; what a hold keeps cannot be chosen."""
    form = PurgeForm(request.POST, rows=queries.due_rows(request.actor))
    if not form.is_valid():
        return _retention_page(request, status=422, purge_form=form)
    chosen = [UUID(pk) for pk in form.cleaned_data["chosen"]]
    try:
        done = actions.purge(request.actor, chosen=chosen)
    except Blocked as stop:
        form.add_error(None, str(stop.message))
        return _retention_page(request, status=409, purge_form=form)
    said = ngettext("%(count)s record was erased.", "%(count)s records were erased.", done)
    messages.success(request, said % {"count": done})
    return redirect(clinic_url("records:retention"))


def _waiting(actor: Any) -> list[tuple[Any, Any]]:
    return [(row, due(row.answer_by, today())) for row in queries.waiting_requests(actor)]


def _retention_page(request: ClinicRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    actor = request.actor
    rows = queries.due_rows(actor)
    page = queries.certificates_page(actor, after=request.GET.get("after"))
    context = {
        "lines": queries.retention_lines(),
        "due": rows,
        "may_change": actor.has("retention.change"),
        "may_purge": actor.has("client.shred") and any(not row.stays for row in rows),
        "form": RetentionForm(),
        "purge_form": PurgeForm(rows=rows),
        "certificates": page.rows,
        "waiting": _waiting(actor) if actor.has("erasure.decide") else None,
        "page": page,
        "reasons": REASONS,
        **more,
    }
    return render(request, "records/retention.html", context, status=status)
