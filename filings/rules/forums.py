"""Forums: who receives a filing, and what that does to a last day on a weekend or holiday."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from filings.rules.shape import Roll

_FILE = Path(__file__).parent / "packs" / "shared" / "forums.toml"


@dataclass(frozen=True)
class Forum:
    name: str
    roll: Roll
    source: str


@cache
def forums() -> Mapping[str, Forum]:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({name: Forum(name, **row) for name, row in read["forum"].items()})
