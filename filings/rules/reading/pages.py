"""The text layer of a letter: its words in order, and where on the page each stretch stands.

A stretch is what the PDF drew in one go, or several that follow one another on a line. Words in
order lie about tables (labels first, then values; an empty box moves all values up by one), so a
value is taken for a label's only by where both stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# One sign for one sign, so that a place in the text stays the same place.
_SIGNS = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "\u2011": "-", "\u2012": "-",
     "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\u2018": "'"}
)  # fmt: skip
# What a typesetter put where a word is broken; a plain hyphen may belong to a number.
_BROKEN_WORD = re.compile("[\u2010\u00ad]\n")
_GAP = re.compile(r" {3,}")
# Letters are about half as wide as they are high.
_WIDTH = 0.5
_SAME_LINE = 2.0
_SAME_COLUMN = 8.0
MOST_BELOW = 30.0
MOST_IN_CELL = 16.0


@dataclass(frozen=True, order=True)
class Passage:
    """A stretch of a page's text; pages count from 1."""

    page: int
    start: int
    end: int


@dataclass(frozen=True)
class Stretch:
    page: int
    start: int
    end: int
    text: str
    x: float
    y: float
    size: float

    @property
    def passage(self) -> Passage:
        return Passage(self.page, self.start, self.end)

    @property
    def right(self) -> float:
        return self.x + len(self.text) * self.size * _WIDTH


@dataclass(frozen=True)
class Page:
    """`runs`: start, x, y and size of each stretch drawn, in the order of the text."""

    number: int
    text: str
    runs: tuple[tuple[int, float, float, float], ...] = ()

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        found: list[Stretch] = []
        for stretch in self._drawn():
            last = found[-1] if found else None
            if last is not None and _follows(last, stretch, self.text):
                text = self.text[last.start : stretch.end]
                found[-1] = Stretch(
                    self.number, last.start, stretch.end, text, last.x, last.y, last.size
                )
            else:
                found.append(stretch)
        return tuple(found)

    @cached_property
    def words(self) -> Words:
        return Words.of(self)

    def _drawn(self) -> Iterator[Stretch]:
        ends = [*(run[0] for run in self.runs[1:]), len(self.text)][: len(self.runs)]
        for (start, x, y, size), end in zip(self.runs, ends, strict=True):
            for part, at in _parts(self.text, start, end):
                left = x + (at - start) * size * _WIDTH
                yield Stretch(self.number, at, at + len(part), part, left, y, size)


@dataclass(frozen=True)
class Words:
    """A page's text with broken words joined again, and where each sign of it came from."""

    page: int
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, page: Page) -> Words:
        kept: list[str] = []
        places: list[int] = []
        at = 0
        for broken in _BROKEN_WORD.finditer(page.text):
            kept.append(page.text[at : broken.start()])
            places += range(at, broken.start())
            at = broken.end()
        kept.append(page.text[at:])
        places += range(at, len(page.text))
        return cls(page.number, "".join(kept), tuple(places))

    def passage(self, start: int, end: int) -> Passage:
        return Passage(self.page, self.places[start], self.places[end - 1] + 1)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text)


def pages_from(raw: Sequence[Mapping[str, Any]]) -> tuple[Page, ...]:
    """Take what was drawn from a PDF: for each page `text` and `runs`."""
    return tuple(
        Page(
            number,
            str(page["text"]).translate(_SIGNS),
            tuple((int(at), float(x), float(y), float(size)) for at, x, y, size in page["runs"]),
        )
        for number, page in enumerate(raw, start=1)
    )


def on_line(page: Page, of: Stretch) -> list[Stretch]:
    """Return what stands right of it on the same line, nearest first."""
    found = [
        each
        for each in page.stretches
        if abs(each.y - of.y) <= _SAME_LINE and each.x > of.x and each is not of
    ]
    return sorted(found, key=lambda each: each.x)


def below(page: Page, of: Stretch, *, most: float = MOST_BELOW) -> Stretch | None:
    """Return what stands next under it in the same column."""
    found = [
        each
        for each in page.stretches
        if abs(each.x - of.x) <= _SAME_COLUMN and _SAME_LINE < of.y - each.y <= most
    ]
    return max(found, key=lambda each: each.y, default=None)


def cell(page: Page, label: Stretch, *, first: Stretch | None = None) -> list[Stretch]:
    """Return the lines that stand under a label, until something leaves more room than a line."""
    lines: list[Stretch] = []
    following = first or below(page, label)
    while following is not None and len(lines) < 6:
        lines.append(following)
        following = below(page, following, most=MOST_IN_CELL)
    return lines


def _parts(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Split a run where it leaves a wide gap, as letters set in one width do instead of a table."""
    at = start
    for gap in [*_GAP.finditer(text, start, end), None]:
        until = gap.start() if gap else end
        part = text[at:until]
        inner = part.strip()
        if inner:
            yield inner, at + part.index(inner)
        if gap:
            at = gap.end()


def _follows(last: Stretch, new: Stretch, text: str) -> bool:
    between = text[last.end : new.start]
    gap = new.x - last.right
    near = abs(gap) <= last.size if between else gap <= last.size
    return (
        abs(last.y - new.y) <= _SAME_LINE
        and len(between) <= 1
        and "\n" not in between
        and new.x >= last.x
        and near
    )
