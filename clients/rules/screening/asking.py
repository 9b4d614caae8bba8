"""What may be asked when, in which words. Held here, so that no page or program gets past it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clients.rules.intake import NEVER_FIRST, may_ask_on_first_contact
from clients.rules.screening.shape import SAID_LABELS, Prompt, QuestionSet, Said, Section
from clients.rules.wording import gettext_noop


class ScreeningStatus(StrEnum):
    STARTED = "started"
    STOPPED = "stopped"
    DONE = "done"


STATUS_LABELS: Mapping[ScreeningStatus, str] = {
    ScreeningStatus.STARTED: gettext_noop("In progress"),
    ScreeningStatus.STOPPED: gettext_noop("Stopped by the person"),
    ScreeningStatus.DONE: gettext_noop("Asked to the end"),
}
MOVES: Mapping[ScreeningStatus, frozenset[ScreeningStatus]] = {
    ScreeningStatus.STARTED: frozenset({ScreeningStatus.STOPPED, ScreeningStatus.DONE}),
    ScreeningStatus.STOPPED: frozenset({ScreeningStatus.STARTED}),
    ScreeningStatus.DONE: frozenset({ScreeningStatus.STARTED}),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is asked: the first day somebody was told their rights is the first contact."""

    first_contact: bool
    deadline_imminent: bool = False


def is_first_contact(rights_told_on: date | None, today: date) -> bool:
    """Tell whether this is still the first contact: the whole day on which rights were told.

    An earlier call that was not safe, or ended before that, was none: nobody had been heard yet.
    """
    return rights_told_on is None or today <= rights_told_on


def is_imminent(day: date | None, today: date, *, days: int) -> bool:
    """Tell whether a date that was named cannot wait; one just missed cannot either."""
    return day is not None and abs(day - today) <= timedelta(days=days)


def may_put(prompt: Prompt, moment: Moment) -> bool:
    if not prompt.topic or not moment.first_contact:
        return True
    return may_ask_on_first_contact(prompt.topic, deadline_imminent=moment.deadline_imminent)


def why_not(prompt: Prompt) -> str:
    return NEVER_FIRST[prompt.topic]


def open_prompts(section: Section, moment: Moment) -> tuple[Prompt, ...]:
    return tuple(prompt for prompt in section.prompts if may_put(prompt, moment))


def open_sections(asked: QuestionSet, moment: Moment) -> tuple[Section, ...]:
    return tuple(section for section in asked.sections if open_prompts(section, moment))


def next_section(asked: QuestionSet, moment: Moment, done: Collection[str]) -> Section | None:
    """Return the first section with a question that was neither answered nor skipped yet.

    `done` holds codes of questions: what a later meeting opens is asked then, and only that.
    """
    for section in open_sections(asked, moment):
        if any(prompt.code not in done for prompt in open_prompts(section, moment)):
            return section
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words in which it is put."""

    prompt: Prompt
    text: str
    why: str
    answers: tuple[tuple[str, str], ...]


def section_words(asked: QuestionSet, section: Section, language: str) -> tuple[str, str]:
    """Return title and lead in a language of the set, else as they were written."""
    wording = asked.wordings.get(language)
    return wording.sections[section.code] if wording else (section.title, section.lead)


def in_words(asked: QuestionSet, prompt: Prompt, language: str) -> Asked:
    wording = asked.wordings.get(language)
    if wording is None:
        said = tuple((each.value, SAID_LABELS[each]) for each in Said)
        return Asked(prompt, prompt.text, prompt.why, said)
    text, why = wording.questions[prompt.code]
    return Asked(prompt, text, why, tuple((each.value, wording.answers[each]) for each in Said))
