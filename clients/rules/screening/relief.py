"""From answers to what may be possible, with the reasons. No score, no "not eligible".

What was answered yes shows an element; what nobody asked, skipped or was unsure of stays open, and
an attorney is told what is open. Only a no to every question about an element closes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clients.rules.screening.shape import Alternatives, QuestionSet, Relief, Said
from clients.rules.wording import gettext_noop


class Shown(StrEnum):
    """What is known of an element."""

    YES = "yes"
    OPEN = "open"
    NO = "no"


class Fit(StrEnum):
    """How far what was said reaches. Both say "possible": an attorney decides."""

    SAID = "said"
    OPEN = "open"


FIT_TEXTS: Mapping[Fit, str] = {
    Fit.SAID: gettext_noop("Possible by what was said"),
    Fit.OPEN: gettext_noop("Possible, with questions still open"),
}


class Decision(StrEnum):
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


DECISION_LABELS: Mapping[Decision, str] = {
    Decision.CONFIRMED: gettext_noop("Worth pursuing"),
    Decision.REJECTED: gettext_noop("Not pursued"),
}


@dataclass(frozen=True, slots=True)
class Possible:
    """A relief that may fit, with what was said for it and what is open."""

    relief: Relief
    fit: Fit
    because: tuple[str, ...]
    open: tuple[str, ...]
    notes: tuple[str, ...]


def shown_elements(asked: QuestionSet, said: Mapping[str, str]) -> dict[str, Shown]:
    """Return what is known of every element, those that follow from others among them."""
    answers: dict[str, list[Shown]] = {}
    for section in asked.sections:
        for prompt in section.prompts:
            answer = said.get(prompt.code)
            for name in prompt.yes:
                answers.setdefault(name, []).append(_shown(answer, Said.YES))
            for name in prompt.no:
                answers.setdefault(name, []).append(_shown(answer, Said.NO))
    known = {name: _best(each) for name, each in answers.items()}
    for finding in asked.findings:
        known[finding.code] = _best([_worst(known, each) for each in finding.any])
    return known


def _shown(answer: str | None, shows: Said) -> Shown:
    if answer == shows:
        return Shown.YES
    return Shown.NO if answer in {Said.YES, Said.NO} else Shown.OPEN


def _best(each: list[Shown]) -> Shown:
    if Shown.YES in each:
        return Shown.YES
    return Shown.OPEN if Shown.OPEN in each else Shown.NO


def _worst(known: Mapping[str, Shown], names: tuple[str, ...]) -> Shown:
    states = {known[name] for name in names}
    if Shown.NO in states:
        return Shown.NO
    return Shown.OPEN if Shown.OPEN in states else Shown.YES


def possible_reliefs(asked: QuestionSet, said: Mapping[str, str]) -> list[Possible]:
    """Return what may be possible, what was said for most first.

    Something is listed where nothing needed was answered with no, and something was said for it:
    silence alone points nowhere.
    """
    known = shown_elements(asked, said)
    derived = {finding.code: finding.any for finding in asked.findings}
    found = []
    for relief in asked.reliefs:
        flat = [
            names for names in _flat(relief.any, derived) if _worst(known, names) is not Shown.NO
        ]
        ranked = sorted(flat, key=lambda names: sum(known[name] is not Shown.YES for name in names))
        telling = {name for name in ranked[0] if known[name] is Shown.YES} if ranked else set()
        if not telling - asked.circumstances:
            continue
        best = ranked[0]
        lacking = tuple(asked.elements[name] for name in best if known[name] is Shown.OPEN)
        found.append(
            Possible(
                relief,
                Fit.OPEN if lacking else Fit.SAID,
                tuple(asked.elements[name] for name in best if known[name] is Shown.YES),
                lacking,
                tuple(n.text for n in relief.notes if known.get(n.element) is Shown.YES),
            )
        )
    return sorted(found, key=lambda each: each.fit is Fit.OPEN)


def _flat(alternatives: Alternatives, derived: Mapping[str, Alternatives]) -> list[tuple[str, ...]]:
    """Write out what follows from others, so that reasons name what was said."""
    done: list[tuple[str, ...]] = []
    for names in alternatives:
        rows: list[tuple[str, ...]] = [()]
        for name in names:
            parts = derived.get(name, ((name,),))
            rows = [(*row, *part) for row in rows for part in parts]
        done.extend(tuple(dict.fromkeys(row)) for row in rows)
    return done
