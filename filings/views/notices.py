"""What an agency sent."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.views.pages import BOTH, about, notice_recorded, stopped


@clinic_view("notice.record", of=queries.filing_of, methods=BOTH)
def record_notice(request: ClinicRequest, filing: Any) -> HttpResponse:
    kind = request.POST.get("kind") or request.GET.get("kind") or ""
    offered = dict(queries.offered_notices(filing))
    context = {**about(filing), "kinds": offered, "kind": kind, "kind_label": offered.get(kind)}
    if kind not in offered:
        context["waits_for_receipt"] = queries.awaits_receipt(filing)
        status = 409 if kind else 200
        return render(request, "filings/choose_notice.html", context, status=status)
    bound = request.method == "POST"
    form = forms.NoticeForm(
        request.POST if bound else None,
        request.FILES if bound else None,
        kind=kind,
        form=queries.row_of(filing).form,
        last=queries.last_day_of(filing),
        today=today(),
    )
    if bound and form.is_valid() and "preview" not in request.POST:
        return _record_notice(request, filing, form, context)
    if bound and form.computed:
        context["why"] = queries.preview(form.computed, form.facts)
    status = 422 if bound and form.errors else 200
    return render_page(
        request, "filings/record_notice.html", {"form": form, **context},
        fragment="filings/_preview.html", status=status,
    )  # fmt: skip


def _record_notice(
    request: ClinicRequest, filing: Any, form: forms.NoticeForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        notice = actions.record_notice(
            request.actor, filing=filing, kind=form.kind, **form.for_action()
        )
    except Blocked as refusal:
        if refusal.code == "sent_twice":
            return redirect(clinic_url("filings:filing", filing.pk))
        return stopped(request, "filings/record_notice.html", form, refusal, **context)
    return notice_recorded(request, notice)


@clinic_view("notice.download", of=queries.notice_of)
def notice_file(request: ClinicRequest, notice: Any) -> HttpResponseBase:
    if notice.document is None:
        raise Http404
    actions.download_notice(request.actor, notice=notice)
    return download(notice.document, queries.filename_of(notice))
