"""Whose letter it is and what it says happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filings.rules.reading.found import Candidate, Proposal, doubt, settle
from filings.rules.reading.labels import Labelled, plain
from filings.rules.reading.layouts import KindOfLetter, layouts
from filings.rules.reading.pages import Page

_HEAD = 1500
# Before what a sentence says happened: then it did not happen by this letter.
_IF = re.compile(
    r"\b(if|once|when|unless|until|should|whether|before|may|might|previously|earlier|not yet"
    r"|in the event)\b[^.;:]*$",
    re.IGNORECASE,
)
_SENTENCE = 160


def agency_of(pages: Sequence[Page]) -> str:
    """Return whose letter it is, or "" when none or more than one is named at its head."""
    head = plain(pages[0].text[:_HEAD]) if pages else ""
    named = [
        agency
        for agency, signs in layouts().agencies.items()
        if any(sign in head.replace("|", "").replace("  ", " ") for sign in signs)
    ]
    return named[0] if len(named) == 1 else ""


def kind_of(pages: Sequence[Page], labels: Sequence[Labelled], agency: str) -> Proposal:
    kinds = [kind for kind in layouts().kinds if kind.agency == agency]
    types = list(_by_type(labels, kinds))
    titles = list(_by_title(pages, kinds))
    said = list(_by_sentence(pages, kinds))
    told = settle("kind", [*types, *titles, *said])
    for page in pages:
        for pattern in layouts().unsure_if.get(agency, ()):
            for found in page.words.find(pattern):
                passage = page.words.passage(found.start(), found.end())
                again = Candidate(None, passage, strong=False)
                told = Proposal("kind", None, "takes_back", (*told.found, again))
    return told


def decision_of(pages: Sequence[Page], kind: Proposal, agency: str) -> Proposal:
    """Return which way it was decided, where a kind can go both."""
    found = []
    for each in layouts().kinds:
        if each.agency == agency and each.decision and each.code == kind.value:
            found += [
                Candidate(each.decision, candidate.passage)
                for candidate in _by_sentence(pages, [each])
            ]
    told = settle("decision", found)
    return told if kind.sure else doubt(told, "kind_unsure")


def title_place(pages: Sequence[Page], agency: str) -> tuple[int, int]:
    """Return page and place where the title stands; past the end when there is none."""
    kinds = [kind for kind in layouts().kinds if kind.agency == agency]
    places = [(each.passage.page, each.passage.start) for each in _by_title(pages, kinds)]
    return min(places, default=(len(pages) + 1, 0))


def _by_type(labels: Sequence[Labelled], kinds: Sequence[KindOfLetter]) -> Iterator[Candidate]:
    for each in labels:
        if each.field == "kind":
            for value in each.values[:1]:
                told = [kind.code for kind in kinds if plain(value.text) in kind.types]
                # A type of notice that is not known here is none of those that are.
                yield Candidate(told[0] if told else None, value.passage)


def _by_title(pages: Sequence[Page], kinds: Sequence[KindOfLetter]) -> Iterator[Candidate]:
    for page in pages:
        for stretch in page.stretches:
            for kind in kinds:
                if plain(stretch.text) in kind.titles:
                    yield Candidate(kind.code, stretch.passage)


def _by_sentence(pages: Sequence[Page], kinds: Sequence[KindOfLetter]) -> Iterator[Candidate]:
    for page in pages:
        for kind in kinds:
            for pattern in kind.says:
                for found in page.words.find(pattern):
                    before = page.words.text[max(0, found.start() - _SENTENCE) : found.start()]
                    if not _IF.search(before):
                        yield Candidate(kind.code, page.words.passage(found.start(), found.end()))
