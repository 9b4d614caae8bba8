"""Lists come in: upload, say what columns mean, watch, decide, be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import NO_SCRIPT
from clinic.pages.fragments import render_page
from clinic.tenancy.current import clinic_url
from clinic.vault.keyring import TamperedError
from exchange import actions, forms, queries

BOTH, POST = ("GET", "POST"), ("POST",)


@clinic_view("import.run")
def imports(request: ClinicRequest) -> HttpResponse:
    page = queries.imports_page(request.actor, after=request.GET.get("after"))
    rows = [(run, *queries.state_words(run)) for run in page.rows]
    return render(request, "exchange/imports.html", {"page": page, "rows": rows})


@clinic_view("import.run", methods=BOTH)
def upload(request: ClinicRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "exchange/upload.html", {"form": forms.UploadForm()})
    form = forms.UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "exchange/upload.html", {"form": form}, status=422)
    try:
        run = actions.upload_list(
            request.actor, upload=form.cleaned_data["file"], import_id=form.import_id()
        )
    except Blocked as blocked:
        form.add_error("file", blocked.message)
        return render(request, "exchange/upload.html", {"form": form}, status=blocked.status)
    return redirect(clinic_url("exchange:columns", run.pk))


@clinic_view("import.run", of=queries.import_of, methods=BOTH)
def columns(request: ClinicRequest, run: Any) -> HttpResponse:
    """Show what would come in; only the other button lets it."""
    if run.status != run.UPLOADED or run.file is None:
        return redirect(clinic_url("exchange:import", run.pk))
    try:
        return _columns(request, run)
    except TamperedError:
        text = _("The stored file was changed or is missing, so it was not read. Upload it again.")
        messages.error(request, text)
        return redirect(clinic_url("exchange:import", run.pk))


def _columns(request: ClinicRequest, run: Any) -> HttpResponse:
    seen = _seen(request, run)
    form = forms.ColumnsForm(request.POST if request.method == "POST" else None, seen=seen)
    valid = form.is_valid()
    reading = form.reading() if valid else seen
    context = {"form": form, "run": run, "preview": queries.preview(run, reading)}
    if not valid:
        status = 422 if request.method == "POST" else 200
        return render(request, "exchange/columns.html", context, status=status)
    context["total"] = queries.count_rows(run, reading)
    if "start" not in request.POST:
        return render(request, "exchange/columns.html", context)
    try:
        actions.confirm_import(request.actor, run=run, reading=reading, total=context["total"])
    except Blocked as blocked:
        form.add_error(None, blocked.message)
        return render(request, "exchange/columns.html", context, status=blocked.status)
    return redirect(clinic_url("exchange:import", run.pk))


def _seen(request: ClinicRequest, run: Any) -> dict[str, Any]:
    """Return how the list seems to be written; another encoding gives other headings."""
    if request.method != "POST":
        return queries.seen_again(run, "", "")
    chosen = forms.ColumnsForm(request.POST, seen=dict(run.reading))
    chosen.is_valid()
    said = chosen.cleaned_data
    return queries.seen_again(run, said.get("encoding", ""), said.get("delimiter", ""))


@clinic_view("import.run", of=queries.import_of)
def one_import(request: ClinicRequest, run: Any) -> HttpResponse:
    words, tone = queries.state_words(run)
    context = {
        "run": run, "words": words, "tone": tone, "note": queries.note_on(run),
        "ends": queries.ends_at(run),
    }  # fmt: skip
    return render_page(request, "exchange/import.html", context, fragment="exchange/_progress.html")


@clinic_view("import.run", of=queries.import_of, methods=POST)
def stop(request: ClinicRequest, run: Any) -> HttpResponse:
    return _do(request, run, actions.stop_import, _("Stopped. What came in stays."))


@clinic_view("import.run", of=queries.import_of, methods=POST)
def resume(request: ClinicRequest, run: Any) -> HttpResponse:
    return _do(request, run, actions.resume_import, _("It goes on."))


@clinic_view("import.run", of=queries.import_of, methods=BOTH)
def close(request: ClinicRequest, run: Any) -> HttpResponse:
    if request.method != "POST":
        return render(request, "exchange/close.html", {"run": run})
    return _do(request, run, actions.close_import, _("The list is gone. What came in stays."))


def _do(request: ClinicRequest, run: Any, act: Any, done: str) -> HttpResponse:
    try:
        act(request.actor, run=run)
        messages.success(request, done)
    except Blocked as blocked:
        messages.error(request, str(blocked.message))
    return redirect(clinic_url("exchange:import", run.pk))


@clinic_view("import.run", of=queries.import_of)
def report(request: ClinicRequest, run: Any) -> HttpResponseBase:
    return sent_report(request.actor, run)


def sent_report(actor: Any, run: Any) -> HttpResponseBase:
    """Record that the report goes out, and send it while it is read."""
    actions.download_report(actor, run=run)
    header = list((run.reading or {}).get("header", ()))
    content = queries.report(run.pk, actor.clinic.pk, header, queries.kept_from(actor))
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-not-imported.csv"'
    response["Content-Security-Policy"] = NO_SCRIPT
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@clinic_view("import.run", of=queries.import_of)
def rows(request: ClinicRequest, run: Any) -> HttpResponse:
    """Show the rows that wait for a person, or those that are bad."""
    state = "bad" if request.GET.get("state") == "bad" else "held"
    page = queries.rows_page(request.actor, run, state=state, after=request.GET.get("after"))
    context = {"run": run, "page": page, "state": state, "rows": queries.row_lines(page.rows)}
    return render(request, "exchange/rows.html", context)


@clinic_view("import.decide", of=queries.row_of, methods=BOTH)
def decide(request: ClinicRequest, row: Any) -> HttpResponse:
    form = forms.DecideForm(request.POST if request.method == "POST" else None)
    context = {"row": row, "form": form, "line": queries.row_lines([row])[0]}
    if not form.is_valid():
        context["cells"] = queries.shown_cells(row)
        status = 422 if request.method == "POST" else 200
        return render(request, "exchange/decide.html", context, status=status)
    try:
        actions.decide_row(request.actor, row=row, decision=form.cleaned_data["decision"])
        messages.success(request, _("Decided."))
    except Blocked as blocked:
        messages.error(request, str(blocked.message))
    return redirect(clinic_url("exchange:rows", row.run_id))
