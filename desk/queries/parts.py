"""What Today is made of: numbers, and lists with a heading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet, Value
from django.utils.functional import Promise

from desk.rules import COUNTED, SHOWN
from filings.queries import Load

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Mark:
    """A short state beside a line."""

    text: str
    tone: str
    symbol: str = ""


@dataclass(frozen=True)
class Stat:
    label: str
    number: int
    url: str = ""
    note: str = ""
    # The number stops at `COUNTED`: there are more.
    capped: bool = False


@dataclass(frozen=True)
class Item:
    """One line of a panel: what, where, and a date or a word beside it."""

    title: str
    url: str
    note: str = ""
    dates: str = ""
    day: date | None = None
    # It binds an agency: asked for, never overdue.
    agency: bool = False
    badge: str | Promise = ""
    tone: str = "quiet"
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Panel:
    """A list with a heading; `empty` says what to do first when nothing is in it.

    `code` names it for programs and in the page's addresses.
    """

    code: str
    heading: str
    empty: str
    items: list[Item] = field(default_factory=list)
    about: str = ""
    number: int = 0
    more_url: str = ""
    first_url: str = ""
    first_label: str = ""

    @property
    def more(self) -> int:
        return self.number - len(self.items)

    @property
    def capped(self) -> bool:
        return self.number >= COUNTED


@dataclass(frozen=True)
class Desk:
    """Numbers on top, then two columns: what the person's own work is, and what else waits."""

    stats: list[Stat]
    first: list[Panel]
    second: list[Panel]
    team: list[Load]
    # How many people stand in no line, for the page is short.
    team_more: int = 0

    @property
    def panels(self) -> list[Panel]:
        return [*self.first, *self.second]


def first_of(found: QuerySet[Row], item: Callable[[Row], Item]) -> tuple[list[Item], int]:
    """Return the first lines and how many there are."""
    rows, number = first_rows(found, SHOWN)
    return [item(row) for row in rows], number


def first_rows(found: QuerySet[Row], shown: int) -> tuple[list[Row], int]:
    """Return the first rows and how many there are.

    Counted only when there are more than `shown`, and no further than `COUNTED`: a number that
    nobody reads must not cost a walk through everything.
    """
    rows = list(found[: shown + 1])
    return rows[:shown], _number(found, rows, shown)


def first_of_each(
    *lists: tuple[QuerySet[Row], Callable[[Row], Item]], key: Callable[[Row], Any]
) -> list[tuple[list[Item], int]]:
    """Return of each list what `first_of` does; lists of one model are read in one statement.

    :param key: says the order of the lists, for a union promises none
    """
    asked = [
        found.annotate(desk_list=Value(place))[: SHOWN + 1]
        for place, (found, _item) in enumerate(lists)
    ]
    told: list[list[Row]] = [[] for _each in lists]
    for row in asked[0].union(*asked[1:], all=True):
        told[vars(row)["desk_list"]].append(row)
    answers = []
    for (found, item), rows in zip(lists, told, strict=True):
        rows.sort(key=key)
        answers.append(([item(row) for row in rows[:SHOWN]], _number(found, rows, SHOWN)))
    return answers


def _number(found: QuerySet[Row], rows: list[Row], shown: int) -> int:
    return len(rows) if len(rows) <= shown else found[:COUNTED].count()
