"""The shape of a question set: sections of plain questions, and what their answers may point to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clients.rules.wording import gettext_noop


class Said(StrEnum):
    """What may be answered. Nothing else can be stored: the story is not told here."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    SKIP = "skip"


SAID_LABELS: Mapping[Said, str] = {
    Said.YES: gettext_noop("Yes"),
    Said.NO: gettext_noop("No"),
    Said.UNSURE: gettext_noop("Not sure"),
    Said.SKIP: gettext_noop("I would rather not say"),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question. `yes` and `no` name the elements that such an answer shows.

    `topic` is a code of `intake.NEVER_FIRST` or empty.
    """

    code: str
    text: str
    why: str
    topic: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    lead: str
    prompts: tuple[Prompt, ...]


Alternatives = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An element that follows from others: all of one alternative."""

    code: str
    any: Alternatives


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the attorney that stands where an element was said."""

    element: str
    text: str


@dataclass(frozen=True, slots=True)
class Relief:
    """A kind of help that may be possible; an attorney decides."""

    code: str
    label: str
    forms: tuple[str, ...]
    any: Alternatives
    source: str
    mark: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A set in another language, by the codes of its sections, questions and answers."""

    language: str
    name: str
    reviewed: str
    sections: Mapping[str, tuple[str, str]]
    questions: Mapping[str, tuple[str, str]]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One version of one jurisdiction's questions. Never changed once it was asked."""

    code: str
    version: int
    jurisdiction: str
    title: str
    source: str
    mark: str
    verify_with_counsel: bool
    imminent_days: int
    # Elements that alone point nowhere: where, how old, which status.
    circumstances: frozenset[str]
    elements: Mapping[str, str]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    reliefs: tuple[Relief, ...]
    wordings: Mapping[str, Wording]

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)
