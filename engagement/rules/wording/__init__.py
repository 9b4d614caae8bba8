"""The words that ship, read strictly: what is missing here would be missing in a signed letter."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from engagement.rules import KINDS, PLACEHOLDERS, SECTIONS

FOLDER = Path(__file__).parent
_KEYS = {"jurisdiction", "version", "source", "verify_with_counsel", "section"}


class WordingError(ValueError):
    """Words that must not be used; says which and why."""


@dataclass(frozen=True)
class Shipped:
    """A letter of one kind as it ships; `code` and `version` are what a letter remembers."""

    code: str
    kind: str
    version: int
    source: str
    verify_with_counsel: bool
    sections: tuple[Mapping[str, str], ...]


@cache
def shipped() -> Mapping[tuple[str, str], Shipped]:
    """Return every shipped letter by jurisdiction and kind."""
    found: dict[tuple[str, str], Shipped] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        place, letters = read_wording(path.read_text(encoding="utf-8"), path.name)
        found |= {(place, letter.kind): letter for letter in letters}
    return found


def shipped_for(jurisdiction: str, kind: str) -> Shipped:
    """Return the words of a jurisdiction; where none ship, those of the United States."""
    letters = shipped()
    return letters.get((jurisdiction, kind)) or letters[("us", kind)]


def read_wording(text: str, name: str = "wording") -> tuple[str, list[Shipped]]:
    """:raises WordingError: with the file and what is wrong in it"""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise WordingError(f"{name}: {broken}") from broken
    if said.keys() != _KEYS:
        raise WordingError(f"{name}: unknown or missing keys: {sorted(said.keys() ^ _KEYS)}")
    if type(said["version"]) is not int or said["version"] < 1:
        raise WordingError(f"{name}: version must be a number from 1")
    if said["verify_with_counsel"] is not True:
        raise WordingError(f"{name}: what ships is verified by no counsel yet, and says so")
    place = said["jurisdiction"]
    rows = [_section(row, name) for row in said["section"]]
    return place, [_letter(place, kind, said, rows, name) for kind in KINDS]


def _letter(
    place: str, kind: str, said: Mapping[str, Any], rows: list[dict[str, Any]], name: str
) -> Shipped:
    mine = [row for row in rows if kind in row["kinds"]]
    codes = tuple(row["code"] for row in mine)
    if codes != SECTIONS[kind]:
        raise WordingError(f"{name}: {kind} must have these sections: {', '.join(SECTIONS[kind])}")
    sections = tuple({key: row[key] for key in ("code", "heading", "text")} for row in mine)
    for row in sections:
        unknown_placeholders(kind, row["text"], f"{name}: {row['code']}")
    return Shipped(
        f"{place}-{kind}", kind, said["version"], said["source"], said["verify_with_counsel"],
        sections,
    )  # fmt: skip


def unknown_placeholders(kind: str, text: str, name: str) -> None:
    """:raises WordingError: a placeholder that nothing fills, which would stand in a letter"""
    for part in text.split("{")[1:]:
        word = part.partition("}")[0]
        if word not in PLACEHOLDERS[kind]:
            raise WordingError(f"{name}: nothing fills {{{word}}}")


def _section(row: dict[str, Any], name: str) -> dict[str, Any]:
    if row.keys() != {"code", "kinds", "heading", "text"}:
        code = row.get("code", "?")
        raise WordingError(f"{name}: {code}: a section has code, kinds, heading, text")
    if not row["heading"].strip() or not row["text"].strip():
        raise WordingError(f"{name}: {row['code']}: nothing is said")
    if not set(row["kinds"]) <= set(KINDS):
        raise WordingError(f"{name}: {row['code']}: there is no such letter")
    return {**row, "text": row["text"].strip()}
