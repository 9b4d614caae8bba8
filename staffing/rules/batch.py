"""A whole waiting list at once: which cases go to whom, so that all together fit best. Pure."""

from collections.abc import Callable, Sequence

import numpy
from scipy.optimize import linear_sum_assignment

# One more case placed is worth more than any order of the others: no sum of what follows reaches it
# for as many cases as a list takes.
PLACED = 1_000_000
MOST_CASES = 500
_MOST_WAIT, _NEAR = 60, 30


def urgency(*, waited: int, days_left: int | None) -> int:
    """Return what speaks for placing this case rather than another, in points of a suggestion.

    :param waited: days since it was opened
    :param days_left: until its next deadline, none where it has none
    """
    near = 0 if days_left is None else max(0, _NEAR - max(0, days_left))
    return min(max(0, waited), _MOST_WAIT) + near


def best_matching(values: Sequence[Sequence[int | None]]) -> list[int | None]:
    """Return for each case whom it goes to; everybody gets one case at most.

    As many cases as can be are placed; among all ways to do so, the sum of the values is greatest.

    :param values: a row for each case, in it one value for each person; None where nobody may
    """
    people = len(values[0]) if values else 0
    if not people:
        return [None] * len(values)
    worth = numpy.array(
        [[0 if value is None else PLACED + value for value in row] for row in values], dtype=float
    )
    chosen: list[int | None] = [None] * len(values)
    for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        if values[row][column] is not None:
            chosen[int(row)] = int(column)
    return chosen


def matching_checked(
    values: list[list[int | None]], stands_against: Callable[[int, int], bool]
) -> list[int | None]:
    """Return the best matching of pairs that nothing stands against, asking only of those chosen.

    What is dear to ask is asked of few: a matching is made, its pairs are asked for, those that do
    not hold are struck out of `values`, until all hold. It is the best there is, for it is the best
    of a table that still holds every pair that nothing stands against.
    """
    asked: set[tuple[int, int]] = set()
    while True:
        chosen = best_matching(values)
        new = {(row, at) for row, at in enumerate(chosen) if at is not None} - asked
        asked |= new
        struck = [pair for pair in sorted(new) if stands_against(*pair)]
        if not struck:
            return chosen
        for row, at in struck:
            values[row][at] = None
