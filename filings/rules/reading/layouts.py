"""`letters.toml`, read strictly and made ready to be looked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filings.rules.reading.dates import WRITTEN

_TABLE = Path(__file__).with_name("letters.toml")
_KEYS = {"agencies", "labels", "kind", "unsure_if", "due", "service"}


@dataclass(frozen=True)
class KindOfLetter:
    code: str
    agency: str
    types: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    says: tuple[re.Pattern[str], ...] = ()
    decision: str = ""


@dataclass(frozen=True)
class Due:
    kinds: tuple[str, ...]
    says: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Layouts:
    """`labels`: what is printed -> the field it is the label of, "none" where it only is one."""

    agencies: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    kinds: tuple[KindOfLetter, ...]
    unsure_if: Mapping[str, tuple[re.Pattern[str], ...]]
    due: tuple[Due, ...]
    service: Mapping[str, tuple[re.Pattern[str], ...]]


@cache
def layouts() -> Layouts:
    raw = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    if set(raw) != _KEYS:
        raise ValueError(f"letters.toml has other parts than {sorted(_KEYS)}")
    return Layouts(
        agencies={name: tuple(signs) for name, signs in raw["agencies"].items()},
        labels={text: field for field, texts in raw["labels"].items() for text in texts},
        kinds=tuple(_kind(row) for row in raw["kind"]),
        unsure_if={name: sentences(said) for name, said in raw["unsure_if"].items()},
        due=tuple(Due(tuple(row["kinds"]), sentences(row["says"])) for row in raw["due"]),
        service={how: sentences(said) for how, said in raw["service"].items()},
    )


def sentences(said: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(sentence(each) for each in said)


def sentence(said: str) -> re.Pattern[str]:
    """Make a pattern of a sentence: any white space for a space, the group `day` for a DATE."""
    parts = []
    for piece in re.split(r"(DATE| )", said):
        if piece == " ":
            parts.append(r"\s{1,4}")
        elif piece == "DATE":
            name = "?:" if "(?P<day>" in "".join(parts) else "?P<day>"
            parts.append(f"({name}{unnamed(WRITTEN)})")
        else:
            parts.append(piece)
    return re.compile("".join(parts), re.IGNORECASE)


def unnamed(pattern: str) -> str:
    """Take the groups' names off, so that the pattern can stand in another."""
    return re.sub(r"\?P<\w+>", "?:", pattern).replace("(?P=s4)", "[/.-]")


def _kind(row: dict[str, Any]) -> KindOfLetter:
    return KindOfLetter(
        code=row["code"],
        agency=row["agency"],
        types=tuple(row.get("types", ())),
        titles=tuple(row.get("titles", ())),
        says=sentences(row.get("says", ())),
        decision=row.get("decision", ""),
    )
