"""A translator's statement on paper."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from clients.rules.consent import as_lines
from clinic.pages.document import pdf_of
from clinic.tenancy.models import Clinic
from documents.models import Certificate
from documents.rules.bundles import paper_of


def pdf_of_certificate(made: Certificate, clinic: Clinic) -> bytes:
    """Return it in English, whatever the reader's language: it is filed.

    :raises RenderFailed: something in it cannot be set on a page
    """
    context: dict[str, Any] = {
        "it": made,
        "row": made.translation,
        "document": made.translation.document,
        "lines": as_lines(made.strokes),
    }
    css = render_to_string("documents/bundle.css")
    with translation.override("en"):
        html = render_to_string("documents/certificate_paper.html", context)
        return pdf_of(html, f"{css}\n@page {{ size: {paper_of(clinic.jurisdiction)}; }}\n")
