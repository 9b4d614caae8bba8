"""A letter on paper: both languages, and either the signatures or lines to sign on."""

from typing import Any

from django.template.loader import render_to_string

from clients.rules.consent import METHODS, SIGNERS, as_lines
from clinic.pages.document import pdf_of
from clinic.tenancy.current import current_clinic, today
from engagement import rules
from engagement.models import Letter, Signature
from engagement.queries.letters import letter_line, sections_of


def pdf_of_letter(letter: Letter) -> bytes:
    """:raises RenderFailed: something in it cannot be set on a page"""
    clinic = current_clinic()
    rows = Signature.objects.filter(letter=letter).select_related("key").order_by("id")
    signatures = [_signed(row) for row in rows]
    sections = sections_of(letter)
    context = {
        "clinic": clinic.name,
        "line": letter_line(letter),
        "letter": letter,
        "sections": sections,
        "translated": any(row.translated for row in sections),
        "signatures": signatures,
        "unsigned": _unsigned(letter, {row.side for row in rows}),
        "mark": (letter.digest or "")[:16],
        "day": letter.signed_on or letter.given_on or today(),
    }
    size = "Letter" if clinic.jurisdiction == "us" else "A4"
    css = f"{render_to_string('engagement/letter.css')}\n@page {{ size: {size}; }}\n"
    return pdf_of(render_to_string("engagement/letter_paper.html", context), css)


def _unsigned(letter: Letter, signed: set[str]) -> list[str]:
    if letter.kind == rules.CLOSING:
        return []
    return [side for side in (rules.CLIENT, rules.ATTORNEY) if side not in signed]


def _signed(row: Signature) -> dict[str, Any]:
    return {
        "row": row,
        "method": METHODS[row.method],
        "signer": SIGNERS.get(row.signer, ""),
        "lines": as_lines(row.strokes),
    }
