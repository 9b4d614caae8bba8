"""The mark of a copy: a page of glass with who and when, laid over every page."""

from functools import lru_cache

from django.template.loader import render_to_string

from clinic.pages.document import pdf_of
from packets.rules.stamp import stamped


def stamped_copy(pdf: bytes, *, who: str, when: str, token: str, paper: str) -> bytes:
    """Return `pdf` marked for one reader and moment, in the active language."""
    context = {"who": who, "when": when, "token": token}
    html = render_to_string("packets/copy.html", context)
    return stamped(pdf, pdf_of(html, sheet("packets/copy.css", paper)))


@lru_cache(maxsize=8)
def sheet(template: str, paper: str) -> str:
    """Return a style sheet for paper of this size."""
    return f"{render_to_string(template)}\n@page {{ size: {paper}; }}\n"
