"""Reminder ladders: how many days before a date somebody is asked again (domain.md section 2)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FILE = Path(__file__).parent / "packs" / "shared" / "ladders.toml"


@dataclass(frozen=True)
class Ladder:
    """`rungs`: days before, longest first. `climb`: (role, from this rung on) in order: whom a
    reminder that nobody acknowledged reaches as well.
    """

    name: str
    rungs: tuple[int, ...]
    climb: tuple[tuple[str, int], ...]

    def next_after(self, days: int) -> int | None:
        """Return the next nearer rung, or None when there is none."""
        return max((rung for rung in self.rungs if rung < days), default=None)


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def ladders() -> Mapping[str, Ladder]:
    climb = tuple((role, int(days)) for role, days in _read()["climb"].items())
    return MappingProxyType(
        {
            name: Ladder(name, tuple(sorted(map(int, rungs), reverse=True)), climb)
            for name, rungs in _read()["ladder"].items()
        }
    )


@cache
def climb_order() -> tuple[str, ...]:
    """Return the roles of the climb, the first asked first."""
    return tuple(_read()["climb"])


@cache
def weekends_from() -> int:
    """Return from which rung on a mail also leaves on a weekend, whatever somebody wants."""
    return int(_read()["mail"]["weekends_from"])


def reminder_rungs(ladder: str, due: date) -> list[tuple[int, date]]:
    """Give (days before, day) for each rung, first reminder first. Raises KeyError.

    Rungs that already lie in the past are given too: the caller knows what today is, and a
    deadline recorded late must still produce its nearest missed reminder at once.
    """
    return [(days, due - timedelta(days=days)) for days in ladders()[ladder].rungs]
