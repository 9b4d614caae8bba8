"""Whether a step of a filing is lawful, and on that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from filings.rules.calendar import FIRST_YEAR
from filings.rules.lifecycle import (
    CLIENT_REVIEW,
    CLOSED,
    DRAFT,
    LIFECYCLES,
    SIGNED,
    WITHDRAWN,
)
from filings.rules.texts import Said, said

_INSIDE = frozenset({DRAFT, CLIENT_REVIEW, SIGNED})


class MoveError(ValueError):
    """A step that is not lawful; `said` tells why, `field` is `to` or `on`."""

    def __init__(self, message: Said, field: str) -> None:
        super().__init__(message.text)
        self.said = message
        self.code = message.code
        self.field = field


def moves_from(lifecycle: str, was: str, begins: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what may follow; a draft takes only the steps its filing begins with."""
    moves = LIFECYCLES[lifecycle][was].moves
    if was != DRAFT or not begins:
        return moves
    return tuple(to for to in moves if to in begins or to == WITHDRAWN)


def check_move(
    lifecycle: str, *, was: str, to: str, door: str = "", begins: Sequence[str] = ()
) -> None:
    """Refuse a step that may not follow, or that has a door of its own. :raises MoveError:"""
    if to not in moves_from(lifecycle, was, begins):
        raise MoveError(said("move_unlawful"), "to")
    needs = LIFECYCLES[lifecycle][to].door
    if needs and needs != door:
        raise MoveError(said(f"move_needs_{needs}"), "to")


def check_day(on: date, *, last: date | None, today: date) -> None:
    """Refuse a step in the future, or before the step it follows. :raises MoveError:"""
    if on > today:
        raise MoveError(said("day_in_future", day=on), "on")
    if on.year < FIRST_YEAR:
        raise MoveError(said("day_too_old", first=FIRST_YEAR), "on")
    if last is not None and on < last:
        raise MoveError(said("day_before_last_step", day=last), "on")


def plain_moves(lifecycle: str, was: str, begins: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the steps that may be chosen by hand."""
    statuses = LIFECYCLES[lifecycle]
    return tuple(to for to in moves_from(lifecycle, was, begins) if not statuses[to].door)


def leaves_house(was: str, to: str) -> bool:
    """Tell whether a step is the first act towards others, or a new one after a refusal."""
    return was in _INSIDE and to not in _INSIDE | {WITHDRAWN, CLOSED}
