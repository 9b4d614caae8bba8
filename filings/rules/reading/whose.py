"""Whose filing a letter is about: receipt number, A-number, form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.rules.reading.found import Candidate, Proposal, doubt, settle
from filings.rules.reading.layouts import sentence
from filings.rules.reading.letter import Letter, part
from filings.rules.reading.pages import Stretch
from filings.rules.reading.values import a_number_in, form_in, receipt_in

_RE = re.compile(r"^re\s?:", re.IGNORECASE)
_MOST_RE_LINES = 6
FOR_FAMILY = frozenset({"I-914A", "I-918A", "I-929", "I-130", "I-730"})
_FILED = sentence(
    r"you (submitted|filed)( a| your| the)?( completed)?( form)? (?P<form>I-?\d{3}[A-Z]?)"
)


def receipt_number(letter: Letter) -> Proposal:
    found = [
        Candidate(number, part(value, start, end))
        for each in letter.of("receipt_number")
        for value in each.values
        for number, start, end in receipt_in(value.text)
        if (start, end) == (0, len(value.text))
    ]
    found += [
        Candidate(number, part(stretch, start, end))
        for stretch in _subject(letter)
        for number, start, end in receipt_in(stretch.text)
    ]
    seen = {each.passage for each in found}
    for page in letter.pages:
        for number, start, end in receipt_in(page.words.text):
            passage = page.words.passage(start, end)
            if not any(
                passage.page == it.page and passage.start < it.end and it.start < passage.end
                for it in seen
            ):
                found.append(Candidate(number, passage, strong=False))
    return settle("receipt_number", found)


def a_number(letter: Letter) -> Proposal:
    bare = letter.agency == "eoir"
    found = [
        Candidate(number, part(value, start, end))
        for each in letter.of("a_number", "person")
        for value in each.values
        for number, start, end in a_number_in(value.text, bare=bare or each.field == "a_number")
        if start == 0
    ]
    # The court sets the number on the line of the name, in a column of its own.
    found += [
        Candidate(number, stretch.passage)
        for stretch in letter.stretches()
        for number, start, end in a_number_in(stretch.text)
        if stretch.page == 1 and (start, end) == (0, len(stretch.text))
    ]
    found += [
        Candidate(number, part(stretch, start, end))
        for stretch in _subject(letter)
        for number, start, end in a_number_in(stretch.text, bare=bare)
    ]
    if not found:
        found = [
            Candidate(number, page.words.passage(start, end), strong=False)
            for page in letter.pages
            for number, start, end in a_number_in(page.words.text)
        ]
    return settle("a_number", found)


def of_one_person(a_number: Proposal, form: Proposal) -> Proposal:
    """A letter about a family member names two people; whose number one is, a person must say."""
    return doubt(a_number, "two_people") if form.value in FOR_FAMILY else a_number


def form(letter: Letter) -> Proposal:
    if letter.agency != "uscis":
        return Proposal("form")
    found = [
        Candidate(code, part(value, start, end))
        for each in letter.of("form")
        for value in each.values
        for code, start, end in list(form_in(value.text))[:1]
        if value.text[:start].casefold().strip() in {"", "form"}
    ]
    found += [
        Candidate(code, part(stretch, start, end))
        for stretch in _subject(letter)
        for code, start, end in list(form_in(stretch.text))[:1]
    ]
    if not found:
        found = list(_filed(letter))
    return settle("form", found)


def _filed(letter: Letter) -> Iterator[Candidate]:
    for page, said in letter.said([_FILED]):
        text = page.words.text[said.start("form") : said.start("form") + 30]
        for code, start, end in list(form_in(text))[:1]:
            at = said.start("form")
            yield Candidate(code, page.words.passage(at + start, at + end))


def _subject(letter: Letter) -> Iterator[Stretch]:
    """Give the lines of the block that begins with "RE:", up to the greeting or the title."""
    lines = 0
    inside = False
    for stretch in letter.stretches():
        if stretch.page > 1:
            return
        if _RE.match(stretch.text):
            inside, lines = True, 0
        elif inside:
            lines += 1
            ended = (stretch.page, stretch.start) >= letter.title
            if ended or lines > _MOST_RE_LINES or stretch.text.lower().startswith("dear"):
                return
        if inside:
            yield stretch
