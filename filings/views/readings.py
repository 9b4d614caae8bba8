"""Upload a letter, look at what was read in it, and confirm or dismiss it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.queries import case_of
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import download
from clinic.pages.fragments import render_page, wants_fragment
from clinic.tenancy.current import clinic_url, today
from filings import actions, forms, queries
from filings.views.pages import BOTH, POST, about, form_page, notice_recorded, stopped

PAGE = "filings/reading.html"


@clinic_view("notice.record", of=case_of, methods=BOTH)
def begin_reading(request: ClinicRequest, case: Any) -> HttpResponse:
    return _begin(request, case, None)


@clinic_view("notice.record", of=queries.filing_of, methods=BOTH)
def begin_reading_of(request: ClinicRequest, filing: Any) -> HttpResponse:
    return _begin(request, filing.case, filing)


def _begin(request: ClinicRequest, case: Any, filing: Any) -> HttpResponse:
    form = forms.LetterForm(request.POST or None, request.FILES or None)
    context = {"case": case, "about": about(filing) if filing else None}
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"]
        try:
            actions.begin_reading(
                request.actor, case=case, filing=filing, upload=form.cleaned_data["document"],
                reading_id=once,
            )  # fmt: skip
        except Blocked as refusal:
            if refusal.code != "sent_twice":
                return stopped(request, "filings/begin_reading.html", form, refusal, **context)
        return redirect(clinic_url("filings:reading", once))
    return form_page(request, "filings/begin_reading.html", form, **context)


@clinic_view("notice.record", of=queries.reading_of, methods=BOTH)
def reading(request: ClinicRequest, reading: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "case": reading.case, "reading": reading, "problem": queries.problem_of(reading),
    }  # fmt: skip
    if reading.status not in ("ready", "unreadable"):
        return render_page(request, PAGE, context, fragment="filings/_reading_state.html")
    if wants_fragment(request):
        return render(request, "filings/_reading_state.html", context)
    actions.view_reading(request.actor, reading=reading)
    review = queries.review_of(reading)
    filing = queries.filing_of_reading(request.actor, reading, review.sure)
    context |= {
        "review": review,
        "elsewhere": queries.belongs_elsewhere(request.actor, reading, review.sure),
    }
    if filing is None:
        rows = queries.filings_of(request.actor, reading.case)
        context |= {"form": _match_form(None, reading, rows), "filings": rows, "asks": True}
        return render(request, PAGE, context, status=409 if request.method == "POST" else 200)
    kinds = queries.kinds_of_reading(filing)
    kind = request.POST.get("kind") or request.GET.get("kind") or review.kind
    context |= {
        **about(filing), "kinds": kinds, "kind": kind, "kind_label": kinds.get(kind),
        "differs": queries.number_differs(filing, review.sure),
    }  # fmt: skip
    if kind not in kinds:
        return render(request, PAGE, context, status=409 if request.method == "POST" else 200)
    return _review(request, reading, filing, context)


def _review(
    request: ClinicRequest, reading: Any, filing: Any, context: dict[str, Any]
) -> HttpResponse:
    bound = request.method == "POST"
    form = _confirm_form(
        request.POST if bound else None, reading, filing, context["kind"], context["review"]
    )
    notes = context["review"].notes
    if bound and form.is_valid() and "preview" not in request.POST:
        try:
            notice = actions.confirm_reading(
                request.actor, reading=reading, filing=filing, kind=context["kind"], **form.said()
            )
        except Blocked as refusal:
            context["rows"] = _rows(form, notes)
            return stopped(request, PAGE, form, refusal, **context)
        return notice_recorded(request, notice)
    if form.computed:
        context["why"] = queries.preview(form.computed, form.facts)
    context |= {"form": form, "rows": _rows(form, notes), "others": _others(form, notes)}
    return render(request, PAGE, context, status=422 if bound and form.errors else 200)


def _confirm_form(data: Any, reading: Any, filing: Any, kind: str, review: Any) -> Any:
    last = queries.last_day_of(filing)
    known = {**review.sure, "version": reading.version}
    if kind == "receipt" and queries.awaits_receipt(filing):
        initial = {**known, "on": review.sure.get("notice_date")}
        return forms.ConfirmReceiptForm(data, last=last, today=today(), initial=initial)
    return forms.ConfirmForm(
        data, kind=kind, form=queries.row_of(filing).form, last=last, today=today(), initial=known
    )


def _rows(form: Any, notes: Any) -> list[tuple[Any, Any]]:
    """Return the fields of the form, each with what was read for it."""
    return [
        (field, notes.get("notice_date" if field.name == "on" else field.name))
        for field in form.visible_fields()
    ]


def _others(form: Any, notes: Any) -> list[Any]:
    """Return what else was found, to compare: no field of this form asks for it."""
    asked = set(form.fields) | {"kind"} | ({"notice_date"} if "on" in form.fields else set())
    return [note for name, note in notes.items() if name not in asked and note.places]


def _match_form(data: Any, reading: Any, rows: list[Any]) -> Any:
    choices = [(str(row.filing.pk), f"{row.form.code} · {row.name}") for row in rows]
    return forms.MatchForm(data, filings=choices, initial={"version": reading.version})


@clinic_view("notice.record", of=queries.reading_of, methods=POST)
def match_reading(request: ClinicRequest, reading: Any) -> HttpResponse:
    rows = queries.filings_of(request.actor, reading.case)
    form = _match_form(request.POST, reading, rows)
    if form.is_valid():
        chosen = {str(row.filing.pk): row.filing for row in rows}[form.cleaned_data["filing"]]
        try:
            actions.match_reading(
                request.actor, reading=reading, filing=chosen, version=form.cleaned_data["version"]
            )
        except Blocked as refusal:
            messages.error(request, str(refusal.message))
    else:
        messages.error(request, _("Choose one of the list."))
    return redirect(clinic_url("filings:reading", reading.pk))


@clinic_view("notice.record", of=queries.reading_of, methods=BOTH)
def dismiss_reading(request: ClinicRequest, reading: Any) -> HttpResponse:
    form = forms.DismissForm(
        request.POST or None, initial={"version": reading.version, "keep_file": "keep"}
    )
    context = {"case": reading.case, "reading": reading}
    if request.method == "POST" and form.is_valid():
        try:
            actions.dismiss_reading(request.actor, reading=reading, **form.cleaned_data)
        except Blocked as refusal:
            return stopped(request, "filings/dismiss_reading.html", form, refusal, **context)
        messages.success(request, _("The letter is set aside; no notice was recorded."))
        return redirect(clinic_url("filings:of_case", reading.case_id))
    return form_page(request, "filings/dismiss_reading.html", form, **context)


@clinic_view("notice.download", of=queries.reading_of)
def reading_file(request: ClinicRequest, reading: Any) -> HttpResponseBase:
    if reading.document is None:
        raise Http404
    actions.download_reading(request.actor, reading=reading)
    return download(reading.document, queries.filename_of_reading(reading))
