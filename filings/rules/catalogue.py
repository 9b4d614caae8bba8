"""The rules that Alcove ships: every pack in `packs/`, by id, each with all its versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from filings.rules.pack import PackError, by_id, read_pack
from filings.rules.shape import Rule
from filings.rules.texts import Said, said

__all__ = ["PACKS", "Book", "PackError", "Rule", "UnknownRule", "rule", "rules", "versions_of"]

PACKS = Path(__file__).parent / "packs"

# Rules by id, each with its versions, oldest first. A clinic's book holds its own packs as well.
Book = Mapping[str, tuple[Rule, ...]]


class UnknownRule(LookupError):
    """`said` carries the sentence for translation."""

    def __init__(self, message: Said) -> None:
        super().__init__(message.text)
        self.said = message

    def __str__(self) -> str:
        return self.said.text


def rule(rule_id: str, *, on: date | None = None, book: Book | None = None) -> Rule:
    """Give the version in force on a day; without a day, the newest. Raises UnknownRule."""
    versions = versions_of(rule_id, book=book)
    if on is None:
        return versions[-1]
    for version in versions:
        if version.in_force_on(on):
            return version
    raise UnknownRule(said("rule_unknown", value=f"{rule_id} in force on {on.isoformat()}"))


def rules(*, book: Book | None = None) -> tuple[Rule, ...]:
    """Give the newest version of every rule, by id."""
    chosen = shipped() if book is None else book
    return tuple(versions[-1] for _, versions in sorted(chosen.items()))


def versions_of(rule_id: str, *, book: Book | None = None) -> tuple[Rule, ...]:
    """Give every version of a rule, oldest first."""
    chosen = shipped() if book is None else book
    try:
        return chosen[rule_id]
    except (KeyError, TypeError):
        name = ascii(rule_id)[:60]
        raise UnknownRule(said("rule_unknown", value=name)) from None


@cache
def shipped() -> Book:
    found: list[Rule] = []
    for path in sorted(PACKS.glob("*.toml")):
        found += read_pack(path.read_text(encoding="utf-8"))
    return by_id(found)
