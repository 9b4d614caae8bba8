"""One letter while it is read: its pages and labels, whose it is, and where its parts begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from filings.rules.reading.dates import dates_in, only_date
from filings.rules.reading.found import Candidate, Proposal
from filings.rules.reading.kinds import agency_of, decision_of, kind_of, title_place
from filings.rules.reading.labels import Labelled, labelled
from filings.rules.reading.pages import Page, Passage, Stretch

_SERVED = re.compile(r"certificate\s+of\s+service", re.IGNORECASE)
_GREETING = re.compile(r"^(dear\b|re:|to whom)", re.IGNORECASE)
# How days in figures are written by each agency; of an unknown one nobody knows.
_DAY_FIRST = {"uscis": False, "eoir": False, "home_office": True}


@dataclass(frozen=True)
class Letter:
    pages: tuple[Page, ...]

    @cached_property
    def agency(self) -> str:
        return agency_of(self.pages)

    @cached_property
    def labels(self) -> tuple[Labelled, ...]:
        return labelled(self.pages)

    @cached_property
    def kind(self) -> Proposal:
        return kind_of(self.pages, self.labels, self.agency)

    @cached_property
    def decision(self) -> Proposal:
        return decision_of(self.pages, self.kind, self.agency)

    @property
    def day_first(self) -> bool | None:
        return _DAY_FIRST.get(self.agency)

    @cached_property
    def title(self) -> tuple[int, int]:
        return title_place(self.pages, self.agency)

    @cached_property
    def served(self) -> tuple[int, int]:
        """Where the certificate of service begins; past the end when there is none."""
        for page in self.pages:
            for found in page.words.find(_SERVED):
                return page.number, page.words.places[found.start()]
        return len(self.pages) + 1, 0

    @cached_property
    def greeting(self) -> tuple[int, int]:
        for stretch in self.stretches():
            if _GREETING.match(stretch.text):
                return stretch.page, stretch.start
        return len(self.pages) + 1, 0

    def stretches(self) -> Iterator[Stretch]:
        for page in self.pages:
            yield from page.stretches

    def of(self, *fields: str) -> Iterator[Labelled]:
        return (each for each in self.labels if each.field in fields)

    def day(self, stretch: Stretch) -> Candidate | None:
        """Return the day that a stretch is, if it is nothing else."""
        found = only_date(stretch.text, day_first=self.day_first)
        if found is None:
            return None
        return Candidate(found.day, part(stretch, found.start, found.end))

    def day_in(self, passage: Passage) -> Candidate | None:
        text = self.pages[passage.page - 1].text[passage.start : passage.end]
        found = list(dates_in(text, day_first=self.day_first))
        if len(found) != 1:
            return None
        start = passage.start + found[0].start
        return Candidate(
            found[0].day, Passage(passage.page, start, start + found[0].end - found[0].start)
        )

    def said(self, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[Page, re.Match[str]]]:
        for page in self.pages:
            for pattern in patterns:
                for found in page.words.find(pattern):
                    yield page, found

    def sentence(self, page: Page, at: int) -> str:
        """Return the sentence around a place of a page's words; a full stop of 8 CFR is none."""
        text = page.words.text
        start = max((text.rfind(end, 0, at) for end in (". ", ".\n", ";")), default=-1) + 1
        ends = [found for end in (". ", ".\n", ";") if (found := text.find(end, at)) >= 0]
        return text[start : min(ends, default=len(text))]


def place(stretch: Stretch) -> tuple[int, int]:
    return stretch.page, stretch.start


def part(stretch: Stretch, start: int, end: int) -> Passage:
    return Passage(stretch.page, stretch.start + start, stretch.start + end)
