"""Find the printed labels of a letter and what stands in their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filings.rules.reading.layouts import layouts
from filings.rules.reading.pages import Page, Stretch, below, cell, on_line

_LONGEST = 48
_LABEL = re.compile(r"\s([A-Z][A-Za-z .#/'-]{0,30}):")


@dataclass(frozen=True)
class Labelled:
    """A label and what may be its value: the rest of its line, its neighbour, or what is below.

    `inline`: the value follows the label's colon.
    """

    field: str
    label: Stretch
    values: tuple[Stretch, ...]
    page: Page
    inline: bool = False


def labelled(pages: Sequence[Page]) -> tuple[Labelled, ...]:
    return tuple(found for page in pages for found in _on(page))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().rstrip(":").strip().casefold()


def field_of(text: str) -> str:
    """Return the field that a text is the label of, "none" if no field of ours, "" if no label."""
    return layouts().labels.get(plain(text), "") if len(text) <= _LONGEST else ""


def lines_below(found: Labelled) -> list[Stretch]:
    """Return what stands in the box under a label, line by line; another label ends it."""
    lines: list[Stretch] = []
    for line in cell(found.page, found.label):
        if field_of(line.text) or _before_colon(line):
            break
        lines.append(line)
    return lines


def _on(page: Page) -> Iterator[Labelled]:
    for stretch in page.stretches:
        whole = field_of(stretch.text)
        if whole:
            yield Labelled(whole, stretch, _around(page, stretch), page)
        elif split := _before_colon(stretch):
            field, rest = split
            yield Labelled(field, stretch, (rest,), page, inline=True)
        elif two := _over_two_lines(page, stretch):
            yield Labelled(field_of(f"{stretch.text} {two.text}"), two, _around(page, two), page)


def _around(page: Page, label: Stretch) -> tuple[Stretch, ...]:
    beside = on_line(page, label)[:1]
    under = below(page, label)
    found = [*beside, *([under] if under else [])]
    return tuple(each for each in found if not field_of(each.text) and not _before_colon(each))


def _before_colon(stretch: Stretch) -> tuple[str, Stretch] | None:
    """Split `Receipt Number: IOE…`; prose says "receipt number" too, with no colon behind it."""
    head, colon, tail = stretch.text.partition(":")
    if not colon or not tail.strip() or not head[:1].isupper():
        return None
    field = field_of(head)
    if not field:
        return None
    rest = tail.strip()
    # Another label on the same line: DATE: 03/04/2026 BY: …
    for following in _LABEL.finditer(rest):
        if field_of(following[1]):
            rest = rest[: following.start()].rstrip()
            break
    start = stretch.start + len(head) + 1 + tail.index(rest)
    return field, replace(stretch, start=start, end=start + len(rest), text=rest)


def _over_two_lines(page: Page, stretch: Stretch) -> Stretch | None:
    if len(stretch.text) > _LONGEST or not stretch.text[:1].isupper():
        return None
    under = below(page, stretch, most=stretch.size * 1.5)
    return under if under and field_of(f"{stretch.text} {under.text}") else None
