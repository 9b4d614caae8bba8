"""Who is asked for somebody who is away. Pure: who is away today is an argument."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from filings.rules.ladders import climb_order
from filings.rules.reminding import LAST_RESORT

Seat = TypeVar("Seat")
COVER = "cover"


def with_covers(
    asked: Sequence[tuple[Seat, str]],
    seats: Sequence[tuple[Seat, Collection[str]]],
    *,
    away: Mapping[Seat, Seat | None],
    sees: Callable[[Seat], bool],
) -> list[tuple[Seat, str]]:
    """Return whom to ask when some are away: those themselves, and for each their cover.

    A reminder is kept for who is away. Where the cover may not see the case, is away too, or was
    not named, it climbs: to the first step of the climb on which somebody is there.

    :param away: seat -> its cover, if one was named
    :param sees: whether a cover may see the case
    """
    found = dict(asked)
    alone = False
    for seat, _as in asked:
        if seat not in away:
            continue
        cover = away[seat]
        if cover is not None and cover not in away and sees(cover):
            found.setdefault(cover, COVER)
        else:
            alone = True
    if alone:
        for role in (*climb_order(), LAST_RESORT):
            here = [seat for seat, roles in seats if role in roles and seat not in away]
            if here:
                for seat in here:
                    found.setdefault(seat, role)
                break
    return list(found.items())
