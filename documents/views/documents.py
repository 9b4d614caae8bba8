"""Documents: of a case, one with its contents, added, changed, taken out and brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases.rules import readable
from clinic.access.refusals import Blocked, NotVisible
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.looking import NotShown, pages_of, picture_of
from clinic.files.responses import download, shown_picture
from clinic.tenancy.current import clinic_url
from documents import actions, forms, queries
from documents.rules import PART_BYTES

BOTH = ("GET", "POST")


@clinic_view("document.view", of=queries.case_of)
def of_case(request: ClinicRequest, case: Any) -> HttpResponse:
    actor = request.actor
    page = queries.standing_page(actor, case, after=request.GET.get("after"))
    context = {
        "case": case,
        "page": page,
        "lines": queries.lines_of(actor, page.rows),
        "removed": queries.lines_of(actor, queries.documents_of_case(actor, case, removed=True)),
        "originals": queries.originals_of_case(actor, case),
        "lists": queries.lists_of_case(actor, case),
        "may_list": actor.has("exhibit.work") and case.closed_on is None,
        "unfinished": queries.uploads_of_case(actor, case),
        "may_add": actor.has("document.add") and case.closed_on is None,
    }
    return render(request, "documents/of_case.html", context)


@clinic_view("document.add", of=queries.case_of, methods=BOTH)
def add_document(request: ClinicRequest, case: Any) -> HttpResponse:
    form = forms.NewDocumentForm(
        *_sent(request), arrived=_arrived(request, case),
        privileges=readable(request.actor.capabilities),
    )  # fmt: skip
    stop = None
    if request.method == "POST" and form.is_valid():
        said = form.arguments()
        once = said.pop("once")
        try:
            actions.add_document(request.actor, case=case, document_id=once, **said)
            messages.success(request, _("The document is kept."))
        except Blocked as blocked:
            stop = None if blocked.code == actions.SENT_TWICE else blocked.message
        if stop is None:
            return redirect(clinic_url("documents:of_case", case.pk))
    form.done()
    context = {"form": form, "case": case, "stop": stop, "part_bytes": PART_BYTES}
    return render(request, "documents/add.html", context, status=_status(form, stop))


@clinic_view("document.view", of=queries.document_of)
def document(request: ClinicRequest, document: Any) -> HttpResponse:
    return _page(request, document)


def _page(
    request: ClinicRequest, document: Any, *, stop: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "document": document,
        "case": document.case,
        "line": queries.document_line(request.actor, document),
        "revisions": queries.revisions_of(document),
        "language": queries.standing_of(document),
        "is_open": document.case.closed_on is None,
        "stop": stop,
    }
    return render(request, "documents/document.html", context, status=status)


@clinic_view("document.add", of=queries.document_of, methods=BOTH)
def revise_document(request: ClinicRequest, document: Any) -> HttpResponse:
    form = forms.ReviseForm(
        *_sent(request), arrived=_arrived(request, document.case),
        initial={"version": document.version},
    )  # fmt: skip
    stop = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_document(request.actor, document=document, **form.arguments())
            messages.success(request, _("The new version is kept; the earlier ones stay."))
            return redirect(clinic_url("documents:document", document.pk))
        except Blocked as blocked:
            stop = blocked.message
    form.done()
    context = {"form": form, "document": document, "case": document.case, "stop": stop}
    context["part_bytes"] = PART_BYTES
    return render(request, "documents/revise.html", context, status=_status(form, stop))


@clinic_view("document.change", of=queries.document_of, methods=BOTH)
def change_document(request: ClinicRequest, document: Any) -> HttpResponse:
    form = forms.ChangeDocumentForm(
        request.POST if request.method == "POST" else None, initial=forms.as_it_is(document),
        privileges=readable(request.actor.capabilities),
    )  # fmt: skip
    stop = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_document(request.actor, document=document, **form.cleaned_data)
            return redirect(clinic_url("documents:document", document.pk))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "document": document, "case": document.case, "stop": stop}
    return render(request, "documents/change.html", context, status=_status(form, stop))


@clinic_view("document.change", of=queries.document_of, methods=BOTH)
def remove_document(request: ClinicRequest, document: Any) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form, stop = forms.ReasonForm(sent, initial={"version": document.version}), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_document(request.actor, document=document, **form.cleaned_data)
            return redirect(clinic_url("documents:of_case", document.case_id))
        except Blocked as blocked:
            stop = blocked.message
    context = {"form": form, "document": document, "case": document.case, "stop": stop}
    return render(request, "documents/remove.html", context, status=_status(form, stop))


@clinic_view("document.change", of=queries.document_of, methods=("POST",))
def restore_document(request: ClinicRequest, document: Any) -> HttpResponse:
    form = forms.VersionForm(request.POST)
    if not form.is_valid():
        return _page(request, document, status=422)
    try:
        actions.restore_document(request.actor, document=document, **form.cleaned_data)
    except Blocked as blocked:
        return _page(request, document, status=409, stop=blocked.message)
    return redirect(clinic_url("documents:document", document.pk))


@clinic_view("document.download", of=queries.revision_of)
def download_revision(request: ClinicRequest, revision: Any) -> HttpResponseBase:
    actions.download_revision(request.actor, revision=revision)
    return download(revision.file, queries.filename_of(revision))


@clinic_view("document.download", of=queries.revision_of)
def look_at(request: ClinicRequest, revision: Any, number: int = 1) -> HttpResponse:
    """Show one page as a picture, with the way to those beside it."""
    problem, pages = "", 0
    try:
        pages = pages_of(revision.file)
    except NotShown as stop:
        problem = str(stop.words)
    if not problem and not 1 <= number <= pages:
        raise NotVisible("page")
    context = {
        "case": revision.document.case, "document": revision.document, "revision": revision,
        "number": number, "pages": pages, "problem": problem,
        "before": number - 1, "after": number + 1 if number < pages else 0,
    }  # fmt: skip
    return render(request, "documents/look.html", context)


@clinic_view("document.download", of=queries.revision_of)
def page_picture(request: ClinicRequest, revision: Any, number: int) -> HttpResponseBase:
    try:
        picture = picture_of(revision.file, number) if number else b""
    except NotShown:
        picture = b""
    if not picture:
        raise NotVisible("page")
    actions.view_page(request.actor, revision=revision, number=number)
    return shown_picture(picture)


def _sent(request: ClinicRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _arrived(request: ClinicRequest, case: Any) -> forms.Arrived:
    def arrived(pk: UUID) -> tuple[Any, Any] | None:
        upload = queries.upload_in(request.actor, case, pk)
        made = actions.whole(upload) if upload is not None else None
        return (upload, made) if made is not None else None

    return arrived


def _status(form: Any, stop: Any) -> int:
    return 409 if stop else 422 if form.errors else 200
