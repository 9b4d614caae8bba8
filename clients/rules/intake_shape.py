"""The shape of an intake: questions with their reason, standing in steps."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The shape of an answer."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    NAMES = "names"
    BIRTH = "birth"
    DATE = "date"
    LANGUAGE = "language"
    IDENTIFIERS = "identifiers"
    CONTACT_RULES = "contact_rules"
    PARTIES = "parties"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; `text` is an English source string."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, and why, which the person is told as well.

    `topic` names what it touches; topics of `intake.NEVER_FIRST` cannot stand in a first contact.
    """

    code: str
    text: str
    why: str
    kind: Kind
    choices: tuple[Choice, ...] = ()
    skippable: bool = True
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Questions that stand on one page. `before_rights`: may be asked before rights are told."""

    code: str
    title: str
    lead: str
    questions: tuple[Question, ...] = ()
    before_rights: bool = False
