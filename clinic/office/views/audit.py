"""The audit trail: read it, verify it, take a copy, check a copy."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.audit.verifying import copy_lines
from clinic.office import actions, queries
from clinic.office.forms import AuditFilterForm, CopyForm
from clinic.tenancy.current import bound_to


@clinic_view("audit.view")
def audit(request: ClinicRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET, people=queries.people_to_choose(request.actor))
    asked = form.cleaned_data if form.is_valid() else {}
    filters = queries.Filters(
        person=UUID(asked["person"]) if asked.get("person") else None,
        group=asked.get("group", ""),
        outcome=asked.get("outcome", ""),
        since=asked.get("since"),
        until=asked.get("until"),
        case_number=asked.get("case_number", "").strip(),
    )
    page = queries.entries(request.actor, filters, after=request.GET.get("after"))
    return render(request, "office/audit.html", _context(request, form, page))


def _context(request: ClinicRequest, form: AuditFilterForm, page: Any) -> dict[str, Any]:
    return {
        "form": form,
        "page": page,
        "rows": queries.rows_of(page),
        "chain": queries.chain_state(request.actor),
        "filtered": any(form.data.get(name) for name in form.fields),
        "may_copy": request.actor.has("audit.copy"),
    }


@clinic_view("audit.view", methods=("POST",))
def verify(request: ClinicRequest) -> HttpResponse:
    verdict = actions.verify_trail(request.actor)
    return render(request, "office/audit_verdict.html", {"verdict": verdict})


@clinic_view("audit.copy", methods=("POST",))
def audit_copy(request: ClinicRequest) -> StreamingHttpResponse:
    actions.copy_trail(request.actor)
    # A neutral name: the file may lie in a folder that others see.
    name = f"audit-{timezone.now():%Y%m%d-%H%M%S}.jsonl"
    return StreamingHttpResponse(
        _lines(request.actor.clinic.pk),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(clinic_id: UUID) -> Iterator[str]:
    """Bind again: a streamed body runs after the request's transaction has ended."""
    with bound_to(clinic_id):
        yield from copy_lines()


@clinic_view("audit.copy", methods=("GET", "POST"))
def check_copy(request: ClinicRequest) -> HttpResponse:
    form = CopyForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["copy"]
        try:
            context["checked"] = actions.check_copy(request.actor, content=upload.chunks())
        except Blocked as blocked:
            form.add_error("copy", blocked.message)
            status = blocked.status
    return render(request, "office/check_copy.html", context, status=status)
