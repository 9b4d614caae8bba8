"""Rules as data: what a rule is, and how a pack file is read.

A pack is a TOML file in `packs/`. Reading is strict: an unknown key, a missing source, a fact that
no spec declares, or two versions in force on the same day stop the load, because a rule that is
read wrongly computes a wrong date for everybody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

from filings.rules.calendar import CALENDAR_NAMES
from filings.rules.facts import KINDS, FactSpec
from filings.rules.ladders import ladders
from filings.rules.texts import Said, said

PACKS = Path(__file__).parent / "packs"

Unit = Literal["days", "business_days", "weeks", "months", "years"]
Roll = Literal["never", "response", "always"]
Received = Literal["receipt", "postmark"]
Binds = Literal["us", "agency"]


class PackError(ValueError):
    """A pack file that must not be used; the message names the rule and what is wrong."""


class UnknownRule(LookupError):
    """`said` carries the sentence for translation."""

    def __init__(self, message: Said) -> None:
        super().__init__(message.text)
        self.said = message

    def __str__(self) -> str:
        return self.said.text


@dataclass(frozen=True)
class Count:
    """From a fact, so many units on (back, if negative); `n_from` takes the number from a fact.

    `after_years`: first to that birthday, then count. `day_before`: the day reached is itself too
    late. `pauses`: the fact with the times during which the clock stood still.
    """

    start: str
    n: int = 0
    n_from: str | None = None
    unit: Unit = "days"
    after_years: int = 0
    day_before: bool = False
    pauses: str | None = None


@dataclass(frozen=True)
class Note:
    """A warning the pack attaches: to trigger days from/to, or only when a fact is absent."""

    text: str
    since: date | None = None
    until: date | None = None
    absent: str | None = None


@dataclass(frozen=True)
class Reading:
    """One way to read a law that is contested, for trigger days from/to; counted like the rule.

    A rule with readings shows each of them; its own dates stay the ones that cost the client
    nothing, whichever reading wins.
    """

    name: str
    source: str
    outer: tuple[Count, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Rule:
    """One version of one rule.

    `jurisdictional`: missing the day ends a right that no tribunal or agency can give back at its
    discretion; `jurisdictional_because` says why, or why not.

    `outer`, `target` and `opens` follow domain.md section 2: of several counts the latest is the
    outer day, the earliest is the opening day. Without `target` the day to plan for is the last
    working day strictly before the un-rolled outer day.
    """

    id: str
    version: str
    name: str
    jurisdiction: str
    trigger: str
    source: str
    verify_with_counsel: bool
    facts: Mapping[str, FactSpec]
    ladder: str
    consequence: str
    jurisdictional: bool
    jurisdictional_because: str
    effective_from: date | None = None
    effective_to: date | None = None
    outer: tuple[Count, ...] = ()
    target: tuple[Count, ...] = ()
    opens: tuple[Count, ...] = ()
    mail_add: int = 0
    roll: Roll = "never"
    receipt_or_postmark: Received = "receipt"
    printed: str | None = None
    binds: Binds = "us"
    calendar: str = "us-federal"
    calendar_fact: str | None = None
    notes: tuple[Note, ...] = ()
    readings: tuple[Reading, ...] = ()

    def in_force_on(self, day: date) -> bool:
        began = self.effective_from is None or self.effective_from <= day
        return began and (self.effective_to is None or day <= self.effective_to)


def rule(rule_id: str, *, on: date | None = None) -> Rule:
    """Give the version in force on a day; without a day, the newest. Raises UnknownRule."""
    versions = versions_of(rule_id)
    if on is None:
        return versions[-1]
    for version in versions:
        if version.in_force_on(on):
            return version
    raise UnknownRule(said("rule_unknown", value=f"{rule_id} in force on {on.isoformat()}"))


def rules() -> tuple[Rule, ...]:
    """Give the newest version of every rule, by id."""
    return tuple(versions[-1] for _, versions in sorted(_catalogue().items()))


def versions_of(rule_id: str) -> tuple[Rule, ...]:
    """Give every version of a rule, oldest first."""
    try:
        return _catalogue()[rule_id]
    except (KeyError, TypeError):
        name = ascii(rule_id)[:60]
        raise UnknownRule(said("rule_unknown", value=name)) from None


@cache
def _catalogue() -> Mapping[str, tuple[Rule, ...]]:
    found: list[Rule] = []
    for path in sorted(PACKS.glob("*.toml")):
        found += read_pack(path.read_text(encoding="utf-8"))
    return by_id(found)


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
    """Read one pack (TOML text) into rules; raises PackError."""
    try:
        pack = tomllib.loads(text)
        jurisdiction, rows = str(pack.pop("jurisdiction")), list(pack.pop("rule"))
        shared = dict(pack.pop("fact", {}))
    except (tomllib.TOMLDecodeError, KeyError) as broken:
        raise PackError(f"not a pack: {broken}") from broken
    if pack:
        raise PackError(f"unknown keys: {', '.join(pack)}")
    return [_read_rule(jurisdiction, shared, dict(row)) for row in rows]


def _read_rule(jurisdiction: str, shared: Mapping[str, Any], row: dict[str, Any]) -> Rule:
    """Take one [[rule]]: `uses` names facts described once for the pack, `facts` its own."""
    name = f"{row.get('id', '?')} {row.get('version', '?')}"
    try:
        described = {fact: shared[fact] for fact in row.pop("uses", [])} | row.pop("facts", {})
        specs = {
            fact: FactSpec(name=fact, **{**spec, "choices": tuple(spec.get("choices", ()))})
            for fact, spec in described.items()
        }
        read = Rule(
            jurisdiction=jurisdiction,
            facts=specs,
            outer=_read_counts(row.pop("outer", [])),
            target=_read_counts(row.pop("target", [])),
            opens=_read_counts(row.pop("opens", [])),
            notes=tuple(Note(**note) for note in row.pop("notes", [])),
            readings=tuple(
                Reading(outer=_read_counts(reading.pop("outer")), **reading)
                for reading in row.pop("readings", [])
            ),
            **row,
        )
    except (KeyError, TypeError, AttributeError) as broken:
        raise PackError(f"{name}: {broken}") from broken
    for problem in _problems(read):
        raise PackError(f"{name}: {problem}")
    return read


def _read_counts(rows: Any) -> tuple[Count, ...]:
    return tuple(Count(**row) for row in ([rows] if isinstance(rows, dict) else rows))


def _problems(read: Rule) -> Iterable[str]:
    counts = (*read.outer, *read.target, *read.opens)
    counts += tuple(count for reading in read.readings for count in reading.outer)
    used = [read.trigger, read.printed, read.calendar_fact]
    used += [name for count in counts for name in (count.start, count.n_from, count.pauses)]
    used += ["service"] if read.mail_add else []
    used += ["response"] if read.roll == "response" else []
    used += [note.absent for note in read.notes]
    used += [name for spec in read.facts.values() for name in (spec.unless, spec.not_before)]
    for name in used:
        if name is not None and name not in read.facts:
            yield f"fact {name} is used but not declared"
    if not read.source.strip() or not isinstance(read.verify_with_counsel, bool):
        yield "source and verify_with_counsel are required"
    if not isinstance(read.jurisdictional, bool) or not read.jurisdictional_because.strip():
        yield "jurisdictional and jurisdictional_because are required"
    if len(read.readings) == 1 or not all(each.name and each.source for each in read.readings):
        yield "a contested law has two readings or more, each with its name and source"
    if read.binds == "us" and not counts:
        yield "it computes nothing"
    if read.ladder not in ladders():
        yield f"there is no ladder {read.ladder}"
    if read.calendar not in CALENDAR_NAMES:
        yield f"there is no calendar {read.calendar}"
    closed: tuple[tuple[str, object], ...] = (
        (read.roll, Roll),
        (read.receipt_or_postmark, Received),
        (read.binds, Binds),
        *((count.unit, Unit) for count in counts),
    )
    for value, allowed in closed:
        if value not in get_args(allowed):
            yield f"{value!r} is not one of {get_args(allowed)}"
    for spec in read.facts.values():
        if spec.kind not in KINDS or (spec.kind == "choice") != bool(spec.choices):
            yield f"fact {spec.name} has a wrong kind or choices"
        if spec.name == read.calendar_fact and not set(spec.choices) <= CALENDAR_NAMES:
            yield f"fact {spec.name} names a calendar that does not exist"
