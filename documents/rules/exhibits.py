"""Exhibit lists as tables: marks, where they are filed, what may stand on them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

LETTERS, NUMBERS, TABS = "letters", "numbers", "tabs"
STYLES: Mapping[str, Promise] = MappingProxyType(
    {
        LETTERS: _("Exhibit A, B … Z, AA"),
        NUMBERS: _("Exhibit 1, 2, 3"),
        TABS: _("Tab 1, 2, 3, as in bundles of the United Kingdom"),
    }
)
_MARKS = {
    LETTERS: gettext_noop("Exhibit %(mark)s"),
    NUMBERS: gettext_noop("Exhibit %(mark)s"),
    TABS: gettext_noop("Tab %(mark)s"),
}

DRAFT, FINAL, DISCARDED = "draft", "final", "discarded"
STATES: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        DRAFT: (_("Draft"), "info"),
        FINAL: (_("Final"), "good"),
        DISCARDED: (_("Discarded"), "quiet"),
    }
)


@dataclass(frozen=True)
class Forum:
    """Where it is filed. `most_bytes`: of one file that it takes; 0: none is known to us."""

    label: Promise
    most_bytes: int = 0


MB = 1_000_000
FORUMS: Mapping[str, Forum] = MappingProxyType(
    {
        "eoir": Forum(_("Immigration court or Board (EOIR, ECAS)"), 25 * MB),
        "uscis": Forum(_("USCIS"), 12 * MB),
        "court": Forum(_("Federal or state court")),
        "tribunal": Forum(_("Tribunal (United Kingdom)")),
        "home_office": Forum(_("Home Office (United Kingdom)")),
        "other": Forum(_("Somewhere else")),
    }
)
# Who reads a draft: the team of the case, or attorneys alone.
OPEN, CLOSED_TO_OTHERS = "shared", "attorney"
LIST_PRIVILEGES = (CLOSED_TO_OTHERS, OPEN)
UP, DOWN, FIRST, LAST = "up", "down", "first", "last"
WAYS = (UP, DOWN, FIRST, LAST)
MOST_EXHIBITS = 200
LONGEST_INDEX, LONGEST_HEADING, LONGEST_WHY = 200, 120, 1000


def usual_style(jurisdiction: str) -> str:
    return LETTERS if jurisdiction == "us" else TABS


def usual_forum(jurisdiction: str) -> str:
    return "eoir" if jurisdiction == "us" else "tribunal"


def mark_of(style: str, number: int) -> str:
    """Return the mark of the nth exhibit: A … Z, AA, AB … or 1, 2, 3."""
    if number < 1:
        raise ValueError("Exhibits are counted from one.")
    if style != LETTERS:
        return str(number)
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def label_of(style: str, number: int) -> str:
    """Return the mark as it is called: Exhibit A, Tab 3; in the active language."""
    return _now(_MARKS[style]) % {"mark": mark_of(style, number)}


def moved(order: list[str], one: str, way: str) -> list[str]:
    """Return the order with one of it moved; at its end it stays where it is."""
    at = order.index(one)
    rest = [each for each in order if each != one]
    to = {UP: max(at - 1, 0), DOWN: min(at + 1, len(rest)), FIRST: 0, LAST: len(rest)}[way]
    return [*rest[:to], one, *rest[to:]]
