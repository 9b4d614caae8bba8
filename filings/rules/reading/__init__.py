"""Read an agency's letter: propose what it says, each with the passage it stands in.

A wrong date proposed is worse than none: whatever stands there twice and differs, or where such a
letter does not print it, is said as unsure and left empty. A person confirms in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from filings.rules.reading.found import Candidate, Proposal, Value, doubt
from filings.rules.reading.letter import Letter
from filings.rules.reading.pages import Page, Passage, pages_from
from filings.rules.reading.what import appointment, hearing_kind, validity
from filings.rules.reading.when import (
    mailed_on,
    notice_date,
    printed_due_date,
    response_days,
    service,
)
from filings.rules.reading.whose import a_number, form, of_one_person, receipt_number

__all__ = ["FIELDS", "Candidate", "Page", "Passage", "Proposal", "Reading", "Value", "pages_from",
           "read", "too_much"]  # fmt: skip

FIELDS = (
    "kind", "form", "receipt_number", "a_number", "notice_date", "mailed_on", "printed_due_date",
    "response_days", "service", "appointment_on", "appointment_time", "appointment_place",
    "hearing_kind", "valid_from", "valid_to", "decision",
)  # fmt: skip
# Fewer letters than these on a page are a stamp or a page number over a picture of the page.
LEAST_LETTERS = 25
# About 4,500 stretches on one page, or 570 on each of 60; a letter has a hundred.
MOST_COMPARED = 20_000_000


@dataclass(frozen=True)
class Reading:
    """`silent`: pages without a text layer, which may say something else."""

    proposals: tuple[Proposal, ...]
    silent: tuple[int, ...]

    def of(self, field: str) -> Proposal:
        return next(each for each in self.proposals if each.field == field)


def has_text(pages: Sequence[Page]) -> bool:
    return any(_letters(page) >= LEAST_LETTERS for page in pages)


def too_much(pages: Sequence[Page]) -> bool:
    """Tell whether it would take long: each stretch is held against all others of its page."""
    return sum(len(page.stretches) ** 2 for page in pages) > MOST_COMPARED


def read(pages: Sequence[Page]) -> Reading:
    """Propose every field of `FIELDS`; pure, and the same for the same pages."""
    letter = Letter(tuple(pages))
    dated = notice_date(letter)
    met = appointment(letter)
    held = validity(letter)
    filed = form(letter)
    found = [
        letter.kind, filed, receipt_number(letter), of_one_person(a_number(letter), filed), dated,
        mailed_on(letter), printed_due_date(letter, dated), response_days(letter), service(letter),
        *met, hearing_kind(letter), *_in_order(*held), letter.decision,
    ]  # fmt: skip
    silent = tuple(page.number for page in pages if _letters(page) < LEAST_LETTERS)
    return Reading(tuple(_not_before(dated, each) for each in found), silent)


def _in_order(first: Proposal, last: Proposal) -> tuple[Proposal, Proposal]:
    """A time that ends before it begins was read wrongly, whichever end."""
    if isinstance(first.value, date) and isinstance(last.value, date) and first.value > last.value:
        return doubt(first, "unlikely"), doubt(last, "unlikely")
    return first, last


def _not_before(dated: Proposal, proposal: Proposal) -> Proposal:
    """An appointment before the letter that sets it was read wrongly, or is another one."""
    if proposal.field not in {"appointment_on", "mailed_on"}:
        return proposal
    began, day = dated.value, proposal.value
    if isinstance(began, date) and isinstance(day, date) and day < began:
        return doubt(proposal, "unlikely")
    return proposal


def _letters(page: Page) -> int:
    return sum(letter.isalpha() for letter in page.text)
