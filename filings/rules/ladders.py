"""Reminder ladders: how many days before a date somebody is asked again (domain.md section 2)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "packs" / "shared" / "ladders.toml"


@dataclass(frozen=True)
class Ladder:
    """`rungs`: days before, longest first. `escalate_from`: at this rung or a nearer one, a
    reminder nobody acknowledged goes to the supervisor as well.
    """

    name: str
    rungs: tuple[int, ...]
    escalate_from: int


@cache
def ladders() -> Mapping[str, Ladder]:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    escalate_from = int(read["escalate_from"])
    return MappingProxyType(
        {
            name: Ladder(name, tuple(sorted(map(int, rungs), reverse=True)), escalate_from)
            for name, rungs in read["ladder"].items()
        }
    )


def reminder_rungs(ladder: str, due: date) -> list[tuple[int, date]]:
    """Give (days before, day) for each rung, first reminder first. Raises KeyError.

    Rungs that already lie in the past are given too: the caller knows what today is, and a
    deadline recorded late must still produce its nearest missed reminder at once.
    """
    return [(days, due - timedelta(days=days)) for days in ladders()[ladder].rungs]
