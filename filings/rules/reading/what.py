"""What a letter sets: an appointment or hearing with its day, time and place; how long it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from filings.rules.reading.dates import dates_in, only_date, time_in
from filings.rules.reading.found import Candidate, Proposal, settle
from filings.rules.reading.labels import lines_below
from filings.rules.reading.layouts import sentence
from filings.rules.reading.letter import Letter, part, place
from filings.rules.reading.pages import Passage, Stretch

MET = frozenset({"biometrics", "interview", "hearing"})
_TIME = r"(?P<time>\d{1,2}[:.]\d{2}\s{0,2}(?:[ap]\.?\s?m\b\.?)?)"
_HEARING = sentence(
    r"scheduled for an? (?P<which>master|individual)( calendar)? hearing"
    r"[^.;]{0,80}? on DATE,? at " + _TIME
)
_WHICH = sentence(r"scheduled for an? (?P<which>master|individual)( calendar)? hearing")
_APPEAR = sentence(r"(interview|appointment|appear)[^.;]{0,80}? on DATE,? at " + _TIME)
_VALID = (
    sentence(r"valid(ity)?( dates?| period)?:? (from:? )?DATE (to|until|through|thru|-|and) DATE"),
)
_ZIP = re.compile(r"\b[A-Z]{2},? \d{5}(-\d{4})?$")
_AT = re.compile(r"\s{0,3}at:?\s{1,4}", re.IGNORECASE)
_MOST_LINES = 5


def hearing_kind(letter: Letter) -> Proposal:
    if letter.kind.value != "hearing":
        return Proposal("hearing_kind")
    return settle(
        "hearing_kind",
        [
            Candidate(said["which"].lower(), page.words.passage(*said.span("which")))
            for page, said in letter.said([_WHICH])
        ],
    )


def appointment(letter: Letter) -> tuple[Proposal, Proposal, Proposal]:
    """Return the day, the time and the place."""
    if letter.kind.value not in MET:
        return (
            Proposal("appointment_on"), Proposal("appointment_time"), Proposal("appointment_place"),
        )  # fmt: skip
    days, times, places = list(_days(letter)), list(_times(letter)), list(_places(letter))
    for page, said in letter.said([_HEARING, _APPEAR]):
        on = page.words.passage(*said.span("day"))
        days.append(letter.day_in(on) or Candidate(None, on))
        times.append(_time(said["time"], page.words.passage(*said.span("time"))))
        if at := _AT.match(page.words.text, said.end()):
            places += _place_after(letter, page.number, page.words.places[at.end() - 1])
    return (
        settle("appointment_on", days),
        settle("appointment_time", times),
        settle("appointment_place", places),
    )


def validity(letter: Letter) -> tuple[Proposal, Proposal]:
    if letter.kind.value != "approval":
        return Proposal("valid_from"), Proposal("valid_to")
    begins: list[Candidate] = []
    ends: list[Candidate] = []
    for page, said in letter.said(_VALID):
        whole = page.words.passage(*said.span())
        text = page.text[whole.start : whole.end]
        found = list(dates_in(text, day_first=letter.day_first))
        if len(found) == 2:
            for where, day in zip((begins, ends), found, strict=True):
                at = Passage(page.number, whole.start + day.start, whole.start + day.end)
                where.append(Candidate(day.day, at))
    for field, where in (("valid_from", begins), ("valid_to", ends)):
        for each in letter.of(field):
            for value in each.values:
                if candidate := letter.day(value):
                    where.append(candidate)
                elif field == "valid_from":
                    _both(letter, value, begins, ends)
    first, last = settle("valid_from", begins), settle("valid_to", ends)
    return first, last


def _both(letter: Letter, value: Stretch, begins: list[Candidate], ends: list[Candidate]) -> None:
    found = list(dates_in(value.text, day_first=letter.day_first))
    if len(found) == 2:
        begins.append(Candidate(found[0].day, part(value, found[0].start, found[0].end)))
        ends.append(Candidate(found[1].day, part(value, found[1].start, found[1].end)))


def _days(letter: Letter) -> Iterator[Candidate]:
    for each in letter.of("appointment"):
        lines = [*each.values, *lines_below(each)]
        for line in dict.fromkeys(lines):
            for found in list(dates_in(line.text, day_first=letter.day_first)):
                yield Candidate(found.day, part(line, found.start, found.end))
    for each in letter.of("date"):
        if letter.title < place(each.label) < letter.served:
            for value in each.values[:1]:
                if candidate := letter.day(value):
                    yield candidate


def _times(letter: Letter) -> Iterator[Candidate]:
    boxes = [(each, lines_below(each)) for each in letter.of("appointment")]
    boxes += [
        (each, [])
        for each in letter.of("appointment_time")
        if place(each.label) > letter.title or letter.title[0] > len(letter.pages)
    ]
    for each, under in boxes:
        for line in dict.fromkeys([*each.values, *under]):
            found = time_in(line.text)
            if found and (only_date(line.text, day_first=letter.day_first) is None):
                told, start, end = found
                yield Candidate(told, part(line, start, end))


def _places(letter: Letter) -> Iterator[Candidate]:
    for each in letter.of("appointment_place"):
        if place(each.label) > letter.served:
            continue
        under = lines_below(each)
        beside = [value for value in each.values if value not in under][:1]
        yield from _address([*beside, *under] if each.inline or not under else under)


def _place_after(letter: Letter, page: int, at: int) -> Iterator[Candidate]:
    """Take the lines after "… at:" up to the one that ends with a ZIP code."""
    lines = [each for each in letter.pages[page - 1].stretches if each.start > at][:_MOST_LINES]
    yield from _address(lines)


def _address(lines: list[Stretch]) -> Iterator[Candidate]:
    """Join lines up to a ZIP code; without one nobody knows where the address ends."""
    for count, line in enumerate(lines[:_MOST_LINES], start=1):
        if _ZIP.search(line.text):
            yield _joined(lines[:count])
            return
    if lines:
        yield replace(_joined(lines[:1]), strong=False)


def _joined(lines: list[Stretch]) -> Candidate:
    text = ", ".join(_tidy(line.text).rstrip(",") for line in lines)
    return Candidate(text, Passage(lines[0].page, lines[0].start, lines[-1].end))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _time(text: str, passage: Passage) -> Candidate:
    found = time_in(text)
    return Candidate(found[0] if found else None, passage)
