"""The page of a client's own copy: look at what is in it, then make it."""

import json
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from clients.queries import client_of
from clinic.access.views import ClinicRequest, clinic_view
from clinic.files.responses import as_download
from clinic.pages.document import pdf_of
from clinic.tenancy.current import current_clinic
from records import actions
from records.queries.copy import Part


class MakeForm(forms.Form):
    form = forms.ChoiceField(choices=[("pdf", "PDF"), ("json", "JSON")])


@clinic_view("copy.make", of=client_of, methods=("GET", "POST"))
def copy(request: ClinicRequest, client: Any) -> HttpResponseBase:
    """Say what the copy is and what it leaves out; making it is recorded."""
    asked = MakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and asked.is_valid():
        form = asked.cleaned_data["form"]
        parts = actions.make_copy(request.actor, client=client, form=form)
        return as_pdf(parts) if form == "pdf" else as_json(parts)
    status = 422 if asked.errors else 200
    return render(request, "records/copy.html", {"client": client}, status=status)


def as_pdf(parts: list[Part]) -> HttpResponseBase:
    """Set it in words that tell nobody who finds it what it is about."""
    clinic = current_clinic()
    size = "Letter" if clinic.jurisdiction == "us" else "A4"
    css = f"{render_to_string('referrals/sheet.css')}\n@page {{ size: {size}; }}\n"
    return _sent(pdf_of(render_to_string("records/own_copy.html", {"parts": parts}), css), "pdf")


def as_json(parts: list[Part]) -> HttpResponseBase:
    return _sent(json.dumps(said_of(parts), ensure_ascii=False, indent=2).encode(), "json")


def said_of(parts: list[Part]) -> dict[str, Any]:
    return {
        "format": "alcove-own-copy/1",
        "parts": [
            {
                "title": part.title,
                "items": [
                    {"label": piece.label, "text": piece.text, "withheld": piece.withheld}
                    for piece in part.pieces
                ],
            }
            for part in parts
        ],
    }


def _sent(content: bytes, kind: str) -> HttpResponseBase:
    name, media_type = f"papers.{kind}", f"application/{kind}"
    return as_download([content], filename=name, media_type=media_type, size=len(content))
