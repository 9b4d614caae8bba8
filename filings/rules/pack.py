"""How a pack file is read: strictly, and with every fault named by its line.

An unknown key, a missing source, a fact that no spec declares, or two versions in force on the same
day stop the load, because a rule that is read wrongly computes a wrong date for everybody.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from filings.rules.facts import FactSpec
from filings.rules.forums import forums
from filings.rules.shape import Absences, Count, Note, Reading, Rule
from filings.rules.sound import problems_of
from filings.rules.typed import typed

_ROW = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """What is wrong in a pack: the line it begins on (0: the whole), the row, the words."""

    line: int
    row: str
    text: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.row}: {self.text}" if self.row else f"{place}{self.text}"


class PackError(ValueError):
    """A pack that must not be used; `problems` name line, rule and what is wrong."""

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = tuple(
            each if isinstance(each, Problem) else Problem(0, "", each) for each in problems
        )
        super().__init__("; ".join(map(str, self.problems)))


def by_id(found: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Group versions, oldest first; refuse two in force on the same day or named the same."""
    grouped: dict[str, list[Rule]] = {}
    for one in found:
        grouped.setdefault(one.id, []).append(one)
    for rule_id, versions in grouped.items():
        versions.sort(key=lambda version: version.effective_from or date.min)
        for earlier, later in pairwise(versions):
            if earlier.effective_to is None or not (
                later.effective_from and earlier.effective_to < later.effective_from
            ):
                raise PackError(f"{rule_id}: versions {earlier.version}, {later.version} overlap")
        if len({version.version for version in versions}) != len(versions):
            raise PackError(f"{rule_id}: two versions carry the same name")
    return {rule_id: tuple(versions) for rule_id, versions in grouped.items()}


def read_pack(text: str) -> list[Rule]:
    """Read one pack (TOML text) into rules; raises PackError with everything that is wrong."""
    pack = parsed(text)
    return rules_of(pack, text)


def parsed(text: str) -> dict[str, Any]:
    """:raises PackError: it is no TOML"""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        found = re.search(r"at line (\d+)", str(broken))
        raise PackError(Problem(int(found[1]) if found else 0, "", str(broken))) from broken
    except RecursionError as broken:
        raise PackError("it is nested too deeply") from broken
    except ValueError as broken:  # a number with more digits than Python reads
        raise PackError("a number in it is too long") from broken


def rules_of(pack: dict[str, Any], text: str) -> list[Rule]:
    """Take `jurisdiction`, `[[rule]]` and `[fact.*]`, and refuse whatever else is there."""
    jurisdiction, rows = pack.pop("jurisdiction", None), pack.pop("rule", None)
    shared = pack.pop("fact", {})
    if not isinstance(jurisdiction, str) or not re.fullmatch(
        r"[a-z]{2,12}(-[a-z]{2,12})?", jurisdiction
    ):
        raise PackError("jurisdiction is missing; write for example us")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PackError("there is no [[rule]]")
    if not isinstance(shared, dict) or not all(isinstance(each, dict) for each in shared.values()):
        raise PackError("[fact.name] describes a fact; it is something else here")
    if pack:
        raise PackError(f"unknown keys: {', '.join(pack)}")
    lines = [text.count("\n", 0, found.start()) + 1 for found in _ROW.finditer(text)]
    lines += [0] * len(
        rows
    )  # written in a way the pattern does not know: no line is better than a wrong one
    read: list[Rule] = []
    wrong: list[Problem] = []
    for line, row in zip(lines, rows, strict=False):
        name = f"{row.get('id', '?')} {row.get('version', '?')}"[:100]
        try:
            one = _read_rule(jurisdiction, shared, dict(row))
        except (KeyError, TypeError, AttributeError, ValueError) as broken:
            what = f"{broken} is missing" if isinstance(broken, KeyError) else str(broken)
            wrong.append(Problem(line, name, what))
            continue
        wrong += [Problem(line, name, problem) for problem in problems_of(one)]
        read.append(one)
    if wrong:
        raise PackError(*wrong)
    return read


def _read_rule(jurisdiction: str, shared: Mapping[str, Any], row: dict[str, Any]) -> Rule:
    """Take one [[rule]]: `uses` names facts described once for the pack, `facts` its own."""
    described = {fact: shared[fact] for fact in row.pop("uses", [])} | row.pop("facts", {})
    forum = row.get("forum", "none")
    if forum not in forums():
        raise ValueError(f"there is no forum {forum}")
    row.setdefault("roll", forums()[forum].roll)
    return typed(
        Rule,
        {
            **row,
            "jurisdiction": jurisdiction,
            "facts": {name: _read_spec(name, spec) for name, spec in described.items()},
            "outer": _read_counts(row.pop("outer", [])),
            "target": _read_counts(row.pop("target", [])),
            "opens": _read_counts(row.pop("opens", [])),
            "absences": typed(Absences, row.pop("absences")) if "absences" in row else None,
            "notes": tuple(typed(Note, note) for note in row.pop("notes", [])),
            "readings": tuple(
                typed(Reading, {**each, "outer": _read_counts(each["outer"])})
                for each in row.pop("readings", [])
            ),
        },
    )


def _read_spec(name: str, spec: dict[str, Any]) -> FactSpec:
    choices = tuple(spec.get("choices", ()))
    return typed(FactSpec, {**spec, "name": name, "choices": choices})


def _read_counts(rows: Any) -> tuple[Count, ...]:
    return tuple(typed(Count, row) for row in ([rows] if isinstance(rows, dict) else rows))
