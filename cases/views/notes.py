"""Notes: written, read one by one with what they said before, corrected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cases import actions, forms, queries
from cases.rules import readable
from cases.views.pages import form_page, stopped
from clinic.access.refusals import Blocked
from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import clinic_url

BOTH = ("GET", "POST")


@clinic_view("note.add", of=queries.case_of, methods=BOTH)
def add_note(request: ClinicRequest, case: Any) -> HttpResponse:
    privileges = readable(request.actor.capabilities)
    form = forms.NoteForm(
        request.POST or None, privileges=privileges, initial={
            "privilege": "shared", "for_handover": "handover" in request.GET,
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        there = queries.note_exists(request.actor, case, given["once"])
        try:
            if not there:
                actions.add_note(
                    request.actor, case=case, privilege=given["privilege"], body=given["body"],
                    for_handover=given["for_handover"], note_id=given["once"],
                )  # fmt: skip
        except Blocked as refusal:
            return stopped(request, "cases/add_note.html", form, refusal, case=case)
        return redirect(clinic_url("cases:timeline", case.pk))
    return form_page(request, "cases/add_note.html", form, case=case)


@clinic_view("case.view", of=queries.note_of)
def note(request: ClinicRequest, note: Any) -> HttpResponse:
    shown = queries.note_shown(request.actor, note)
    return render(request, "cases/note.html", {"case": note.case, "note": note, "shown": shown})


@clinic_view("note.correct", of=queries.note_of, methods=BOTH)
def correct_note(request: ClinicRequest, note: Any) -> HttpResponse:
    form = forms.CorrectNoteForm(
        request.POST if request.method == "POST" else None,
        privileges=readable(request.actor.capabilities),
        initial={"privilege": note.privilege, "body": note.body, "version": note.version},
    )
    page, about = "cases/correct_note.html", {"case": note.case, "note": note}
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_note(request.actor, note=note, **form.cleaned_data)
        except Blocked as refusal:
            form.add_error(None, str(refusal.message))
            if refusal.code == "changed_meanwhile":
                # Read again by the person, sent once more: an answer to what is there now.
                about["note"] = fresh = queries.note_of(request.actor, note.pk)
                form.data = {**request.POST.dict(), "version": fresh.version}
            return render(request, page, {"form": form, **about}, status=409)
        messages.success(request, _("Corrected. What it said before is kept."))
        return redirect(clinic_url("cases:note", note.pk))
    return form_page(request, page, form, **about)
