"""A document's language, its translation, and the translator's statement."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url, today
from documents import actions, forms, queries
from documents.rules.translations import ENGLISH, statement

BOTH = ("GET", "POST")
# What a refusal is about, where it has a field of its own on the form.
AT = {"signature_missing": "method", "scan_missing": "upload", "same_language": "source_language",
      "other_privilege": "translated", "other_document": "translated"}  # fmt: skip


@clinic_view("document.add", of=queries.document_of, methods=BOTH)
def say_translation(request: ClinicRequest, document: Any) -> HttpResponse:
    now = queries.standing_of(document)
    start = {"version": document.version, "target_language": ENGLISH}
    if now is not None:
        start |= {
            "source_language": now.row.source_language,
            "target_language": now.row.target_language,
            "translated": str(now.row.translated_id or ""),
        }
    form = forms.TranslationForm(
        sent(request), documents=queries.translations_to_choose(request.actor, document),
        initial=start,
    )  # fmt: skip
    about = about_document(document, _("Language and translation"), _("Save"))
    return over(request, form, document, about, actions.say_translation)


@clinic_view("document.add", of=queries.document_of, methods=BOTH)
def remove_translation(request: ClinicRequest, document: Any) -> HttpResponse:
    form = forms.RemoveTranslationForm(sent(request), initial={"version": document.version})
    about = about_document(document, _("It is in no other language"), _("Take it back"))
    return over(request, form, document, about, actions.remove_translation)


@clinic_view("document.add", of=queries.document_of, methods=BOTH)
def certify_translation(request: ClinicRequest, document: Any) -> HttpResponse:
    now = queries.standing_of(document)
    source = (now.row.source_language or "") if now else ""
    target = (now.row.target_language or "") if now else ""
    words = statement(request.actor.clinic.jurisdiction, source, target)
    form = forms.CertifyForm(
        sent(request), request.FILES if request.method == "POST" else None,
        translators=queries.translators(request.actor, document, source),
        initial={"version": document.version, "signed_on": today(), "words": words},
    )  # fmt: skip
    about = about_document(document, _("The translator certifies"), _("Record the signature"))
    about |= {
        "files": True,
        "text": _(
            "The statement is over the latest version of the document and of its translation. "
            "What is signed is kept as a document of the case and cannot be changed."
        ),
    }
    return over(request, form, document, about, actions.certify_translation)


def over(
    request: ClinicRequest, form: Any, document: Any, about: dict[str, Any], do: Callable[..., Any]
) -> HttpResponse:
    status = 200
    if form.is_bound and form.is_valid():
        try:
            do(request.actor, document=document, **form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect(about["back"])
        except Blocked as stop:
            at = AT.get(stop.code)
            form.add_error(at if at in form.fields else None, str(stop.message))
            status = 409
            if stop.code == "changed_meanwhile" and stop.target is not None:
                form.data = {**request.POST.dict(), "version": stop.target.version}  # type: ignore[attr-defined]
    elif form.is_bound:
        status = 422
    return render(request, "documents/exhibit_form.html", {"form": form, **about}, status=status)


def about_document(document: Any, heading: str, submit: str) -> dict[str, Any]:
    return {
        "case": document.case, "heading": heading, "submit": submit, "row": document,
        "back": clinic_url("documents:document", document.pk),
    }  # fmt: skip


def sent(request: ClinicRequest) -> Any:
    return request.POST if request.method == "POST" else None
