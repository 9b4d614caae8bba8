"""Every lifecycle by itself: what can be reached, what can be left, and walks at random."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from filings.rules.forms import FORMS
from filings.rules.lifecycle import (
    CLOSED,
    DECIDED,
    DRAFT,
    ENDED,
    LIFECYCLES,
    road_of,
)
from filings.rules.steps import MoveError, check_day, check_move, moves_from, plain_moves

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize("code", LIFECYCLES)
def test_every_status_can_be_reached_and_all_but_closed_can_be_left(code: str) -> None:
    statuses = LIFECYCLES[code]
    reached, ahead = {DRAFT}, [DRAFT]
    while ahead:
        new = set(statuses[ahead.pop()].moves) - reached
        reached |= new
        ahead += new
    assert reached == set(statuses)
    assert [status for status, each in statuses.items() if not each.moves] == [CLOSED]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_the_usual_road_of_every_filing_is_lawful(form: object) -> None:
    road = road_of(form.lifecycle, form.begins)  # type: ignore[attr-defined]
    for was, to in pairwise(road):
        assert to in moves_from(form.lifecycle, was, form.begins)  # type: ignore[attr-defined]


def test_decisions_and_ends_are_statuses() -> None:
    known = {status for statuses in LIFECYCLES.values() for status in statuses}
    assert known > DECIDED
    assert known > ENDED


@given(
    form=some.sampled_from(list(FORMS.values())),
    tries=some.lists(
        some.tuples(some.integers(0, 40), some.integers(-3, 60), some.booleans()), max_size=12
    ),
)
def test_a_walk_at_random_keeps_to_the_table(
    form: object, tries: list[tuple[int, int, bool]]
) -> None:
    lifecycle, begins = form.lifecycle, form.begins  # type: ignore[attr-defined]
    statuses = list(LIFECYCLES[lifecycle])
    at, last = DRAFT, None
    for choice, days, by_door in tries:
        to, on = statuses[choice % len(statuses)], (last or date(2026, 1, 1)) + timedelta(days)
        door = LIFECYCLES[lifecycle][to].door if by_door else ""
        lawful = to in moves_from(lifecycle, at, begins)
        plain = to in plain_moves(lifecycle, at, begins)
        try:
            check_move(lifecycle, was=at, to=to, door=door, begins=begins)
            check_day(on, last=last, today=TODAY)
        except MoveError as refused:
            if refused.field == "on":
                assert on > TODAY or (last is not None and on < last)
            else:
                assert not lawful or (not plain and not by_door)
            continue
        assert lawful
        assert plain or by_door
        assert on <= TODAY
        assert last is None or last <= on
        at, last = to, on
