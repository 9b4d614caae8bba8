"""The day of a letter, the day it was sent, how, and the last day and the days it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from filings.rules.reading.found import Candidate, Proposal, doubt, settle
from filings.rules.reading.labels import plain
from filings.rules.reading.layouts import layouts
from filings.rules.reading.letter import Letter, place
from filings.rules.reading.pages import Page

_BOXED = frozenset({"notice date", "received date", "receipt date", "priority date"})
ANSWERED = frozenset({"rfe", "noid"})
_MAIL_DAYS = 3
# No agency gives longer for an answer; a later day in such a sentence is about something else.
_LONGEST = timedelta(days=200)
_DAYS = re.compile(
    r"(?<![\w-])(?:(?:thirty|sixty|eighty|ninety|twenty|fifteen|ten|fourteen|three)"
    r"(?:-[a-z]+)?\s{1,3})?\(?(?P<n>\d{1,3})\)?[\s-]{1,3}"
    r"(?:calendar[\s-]{1,3}|business[\s-]{1,3})?days?\b",
    re.IGNORECASE,
)
# What stands right before or behind the days of an answer; "signed no more than 60 days before" is
# not one.
_GIVES = re.compile(
    r"\b(within|you have|you had|allott?ed|afforded|given|granted|allows?( you)?|period of"
    r"|window of|maximum( period)? of)( you)?( a( maximum)?( period of)?)?( up to)?\s{1,3}$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^\s{1,3}(from|after|of) (the )?(date|day|receipt|service)"
    r"|^\s{1,3}(to|in which to|for you to) (submit|respond|reply|provide|answer|send)",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(appeal|motion|fee|business days|effective|biometric|address)", re.IGNORECASE
)
_MAIL = re.compile(r"\bmail", re.IGNORECASE)
_IF = re.compile(r"\b(if|when|where|unless|should|may)\b", re.IGNORECASE)
_BOX = re.compile(
    r"(?P<how>electronic|personal|mail)(?:\s+service)?\s*\[\s?(?P<mark>[A-Z]?)\s?\]", re.IGNORECASE
)
_RECIPIENT = re.compile(
    r"\[\s?(?P<mark>[A-Z]?)\s?\]\s*(?:alien|noncitizen|respondent)\b", re.IGNORECASE
)
_HOW = {"mail": "mail", "electronic": "electronic"}
_LINES = {"by email": "electronic", "by e-mail": "electronic", "by post": "mail",
          "by first class post": "mail", "by mail": "mail"}  # fmt: skip


def notice_date(letter: Letter) -> Proposal:
    found = [
        candidate
        for each in letter.of("notice_date")
        for value in each.values
        if (candidate := letter.day(value))
    ]
    body = min(letter.title, letter.served)
    found += [
        candidate
        for each in letter.of("date")
        for value in each.values[:1]
        if place(each.label) < body and (candidate := letter.day(value))
    ]
    if not found:
        found = list(_date_of_letter(letter))
    return settle("notice_date", found)


def _date_of_letter(letter: Letter) -> Iterator[Candidate]:
    """Give the days that stand by themselves above the greeting of a letter without boxes."""
    if any(plain(each.label.text) in _BOXED for each in letter.labels):
        return  # it prints its days in boxes, and the box of this one is empty or not understood
    valued = {value.passage for each in letter.labels for value in each.values}
    end = min(max(letter.title, letter.greeting), letter.served)
    for stretch in letter.stretches():
        if stretch.page == 1 and place(stretch) < end and stretch.passage not in valued:
            candidate = letter.day(stretch)
            if candidate:
                yield candidate


def mailed_on(letter: Letter) -> Proposal:
    found = [
        candidate
        for each in letter.of("mailed_on")
        for value in each.values
        if (candidate := letter.day(value))
    ]
    found += [
        candidate
        for each in letter.of("date")
        for value in each.values[:1]
        if place(each.label) > letter.served and (candidate := letter.day(value))
    ]
    return settle("mailed_on", found)


def printed_due_date(letter: Letter, dated: Proposal) -> Proposal:
    kind = letter.kind.value
    found: list[Candidate] = []
    if kind in ANSWERED or kind == "briefing":
        found += [
            candidate
            for each in letter.of("printed_due_date")
            for value in each.values
            if (candidate := letter.day(value))
        ]
    for due in layouts().due:
        if kind in due.kinds:
            for page, said in letter.said(due.says):
                passage = page.words.passage(said.start("day"), said.end("day"))
                candidate = letter.day_in(passage)
                found.append(candidate or Candidate(None, passage))
    told = settle("printed_due_date", found)
    if told.sure and isinstance(told.value, date):
        began = dated.value
        if not isinstance(began, date) or not began < told.value <= began + _LONGEST:
            return doubt(told, "unlikely")
    return told


def response_days(letter: Letter) -> Proposal:
    """Take the days that an RFE or NOID gives, without those that only the mail adds."""
    if letter.kind.value not in ANSWERED:
        return Proposal("response_days")
    given: list[tuple[int, Page, re.Match[str]]] = []
    added = False
    for page in letter.pages:
        for found in page.words.find(_DAYS):
            told = letter.sentence(page, found.start())
            number = int(found["n"])
            if number == _MAIL_DAYS and _MAIL.search(told):
                added = True
            elif not _ELSE.search(told) and _is_given(page, found):
                given.append((number, page, found))
    numbers = {number for number, _page, _found in given}
    with_mail = {n for n in numbers if n - _MAIL_DAYS in numbers}
    kept = [each for each in given if each[0] not in with_mail]
    told_all = settle(
        "response_days",
        [Candidate(n, page.words.passage(it.start("n"), it.end())) for n, page, it in kept],
    )
    mail_said = any(_MAIL.search(letter.sentence(page, it.start())) for _n, page, it in kept)
    if told_all.sure and mail_said and not added and not with_mail:
        # "33 days, which includes mailing": how many of them the mail has is not said.
        return doubt(told_all, "with_mail")
    if told_all.value in {33, 87}:
        return doubt(told_all, "with_mail")
    return told_all


def _is_given(page: Page, found: re.Match[str]) -> bool:
    text = page.words.text
    before = re.sub(r"\s+", " ", text[max(0, found.start() - 60) : found.start()])
    behind = re.sub(r"\s+", " ", text[found.end() : found.end() + 60])
    return bool(_GIVES.search(before) or _FOR.match(behind))


def service(letter: Letter) -> Proposal:
    found = list(_of_court(letter)) if letter.agency == "eoir" else []
    for how, patterns in layouts().service.items():
        for page, said in letter.said(patterns):
            if not _IF.search(letter.sentence(page, said.start())):
                found.append(Candidate(how, page.words.passage(said.start(), said.end())))
    for stretch in letter.stretches():
        how = _LINES.get(stretch.text.strip().rstrip(".").casefold(), "")
        if how and stretch.page == 1:
            found.append(Candidate(how, stretch.passage))
    return settle("service", found)


def _of_court(letter: Letter) -> Iterator[Candidate]:
    """Read the certificate of service: a cross at how, or at each recipient the letter of how."""
    for page in letter.pages:
        boxes = [
            it for it in page.words.find(_BOX)
            if (page.number, page.words.places[it.start()]) > letter.served
        ]  # fmt: skip
        crossed = [it for it in boxes if it["mark"].upper() == "X"]
        letters = {it["mark"].upper(): it["how"].lower() for it in boxes if it["mark"]}
        if len(crossed) == 1 and set(letters) == {"X"}:
            yield _how(page, crossed[0], crossed[0]["how"].lower())
        elif len(crossed) > 1:
            yield Candidate(None, page.words.passage(crossed[0].start(), crossed[-1].end()))
        elif letters and "X" not in letters:
            marks = [it for it in page.words.find(_RECIPIENT) if it["mark"]]
            for it in marks:
                yield _how(page, it, letters.get(it["mark"].upper(), ""))


def _how(page: Page, found: re.Match[str], how: str) -> Candidate:
    return Candidate(_HOW.get(how), page.words.passage(found.start(), found.end()))
