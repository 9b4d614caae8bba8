"""What was signed of a document, and the page that stands behind it then."""

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from clients.rules.consent import as_lines
from clinic.files.altered import refuse_altered
from clinic.files.bundling import NotBundled, Part, Source, bundled
from clinic.files.queries import read_all
from clinic.pages.document import pdf_of
from clinic.tenancy.models import Clinic
from documents.models import Document, Revision, Signing
from documents.rules import signings as rules
from documents.rules.bundles import paper_of

PDF = "application/pdf"


class NotSignable(Exception):
    """`code` is one of `rules.signings.PROBLEMS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def latest_revision(document: Document) -> Revision:
    rows = Revision.objects.filter(document=document).select_related("key", "file__key")
    return rows.order_by("-number")[0]


def content_to_sign(revision: Revision) -> bytes:
    """:raises NotSignable: no page can be put behind it; Blocked: it was changed or is missing"""
    if revision.file.media_type not in rules.SIGNABLE:
        raise NotSignable("other_type")
    if revision.file.size > rules.MOST_BYTES:
        raise NotSignable("too_large")
    with refuse_altered(revision.file):
        return read_all(revision.file)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def signed_pdf(made: Signing, content: bytes, clinic: Clinic, witness: str) -> bytes:
    """Return the content as PDF, its pages as they were, with the page of the signature behind it.

    :param made: not saved yet; `witness`: the name of whoever recorded it
    :raises NotSignable: the content cannot be read
    :raises RenderFailed: something that was said cannot be set on a page
    """
    paper = paper_of(clinic.jurisdiction)
    sources = [
        Source(made.signed.file.media_type, content),
        Source(PDF, _page(made, paper, witness)),
    ]
    title = made.signed.document.title or ""
    try:
        _pages, pdf = bundled(
            sources, [Part(0, stamp=None), Part(1, stamp=None)], paper=paper, first=1, title=title
        )
    except NotBundled as error:
        raise NotSignable(error.code) from None
    return pdf


def _page(made: Signing, paper: str, witness: str) -> bytes:
    """In English, whatever the reader's language: it is filed."""
    context: dict[str, Any] = {
        "it": made,
        "document": made.signed.document,
        "lines": as_lines(made.strokes),
        "witness": witness,
    }
    css = render_to_string("documents/bundle.css")
    with translation.override("en"):
        html = render_to_string("documents/signature_paper.html", context)
        return pdf_of(html, f"{css}\n@page {{ size: {paper}; }}\n")
