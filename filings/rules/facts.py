"""Facts a person gives to a rule: checked strictly, never guessed, never repaired."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from filings.rules.calendar import FIRST_YEAR, LAST_YEAR
from filings.rules.texts import Said, label, said

Kind = Literal["date", "birth_date", "choice", "count", "spans"]
KINDS: tuple[str, ...] = get_args(Kind)
# A survivor may be old; a birth date is counted on from, never looked up in a holiday table.
FIRST_BIRTH_YEAR = 1900
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 40


class FactError(ValueError):
    """A fact is missing, malformed, unknown or impossible. `str()` is one line of plain English.

    `said` carries the same sentence for translation; `fact` is the key, for the form field.
    """

    def __init__(self, message: Said, fact: str) -> None:
        super().__init__(message.text)
        self.said = message
        self.fact = fact


@dataclass(frozen=True)
class Span:
    """A time during which a clock stood still: from the first day up to, not including, `end`.

    Without `end` it goes on still.
    """

    start: date
    end: date | None


@dataclass(frozen=True)
class FactSpec:
    """What one fact of a rule may look like; `maximum` is the ceiling the law sets."""

    name: str
    label: str
    kind: Kind
    required: bool = True
    # Not required when this other fact is given.
    unless: str | None = None
    choices: tuple[str, ...] = ()
    maximum: int | None = None
    not_before: str | None = None
    not_after: str | None = None
    # A period whose `to` is left out goes on still.
    open_ended: bool = False
    help: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts after checking: what is here is of the kind its spec says."""

    days: Mapping[str, date] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return any(name in part for part in (self.days, self.choices, self.counts, self.spans))


def read_facts(
    specs: Mapping[str, FactSpec], given: Mapping[str, object], *, today: date | None
) -> Facts:
    """Check every given fact against the rule's specs; raise FactError at the first that fails."""
    for name in given:
        if name not in specs:
            raise FactError(
                said("fact_unknown", fact=shown(name), known=", ".join(specs)), str(name)
            )
    days: dict[str, date] = {}
    choices: dict[str, str] = {}
    counts: dict[str, int] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    for name, spec in specs.items():
        if name not in given:
            if spec.required and (spec.unless is None or spec.unless not in given):
                raise FactError(said("fact_missing", fact=name), name)
            continue
        value = given[name]
        if value is None:
            raise FactError(said("fact_null", fact=name), name)
        if spec.kind == "date":
            days[name] = read_day(name, value)
        elif spec.kind == "birth_date":
            days[name] = _read_birth_date(spec, value, today=today)
        elif spec.kind == "choice":
            choices[name] = _read_choice(spec, value)
        elif spec.kind == "count":
            counts[name] = _read_count(spec, value)
        else:
            spans[name] = _read_spans(spec, value)
    facts = Facts(days=days, choices=choices, counts=counts, spans=spans)
    _refuse_impossible_order(specs, facts)
    return facts


def first_year_of(spec: FactSpec) -> int:
    return FIRST_BIRTH_YEAR if spec.kind == "birth_date" else FIRST_YEAR


def read_day(name: str, value: object, *, first_year: int = FIRST_YEAR) -> date:
    """Take a `date`, or text in exactly YYYY-MM-DD. A date with a time is refused: whose zone?"""
    if isinstance(value, date) and not isinstance(value, datetime):
        day = value
    elif isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError as impossible:
            raise FactError(said("fact_no_such_day", fact=name, value=value), name) from impossible
    else:
        raise FactError(said("fact_not_date", fact=name, value=shown(value)), name)
    if not first_year <= day.year <= LAST_YEAR:
        raise FactError(
            said(
                "fact_out_of_range",
                fact=name,
                value=day.isoformat(),
                first=first_year,
                last=LAST_YEAR,
            ),
            name,
        )
    return day


def shown(value: object) -> str:
    """Show a refused value back in one short ASCII line, whatever it holds."""
    try:
        text = json.dumps(value, default=str)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def outside_table(fact: str) -> FactError:
    return FactError(said("result_out_of_range", fact=fact, first=FIRST_YEAR, last=LAST_YEAR), fact)


def _read_birth_date(spec: FactSpec, value: object, *, today: date | None) -> date:
    name = spec.name
    day = read_day(name, value, first_year=first_year_of(spec))
    if today is not None and day > today:
        raise FactError(said("fact_future_birth", fact=name, value=day.isoformat()), name)
    return day


def _read_choice(spec: FactSpec, value: object) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        raise FactError(
            said(
                "fact_not_choice",
                fact=spec.name,
                known=label(" | ".join(spec.choices)),
                value=shown(value),
            ),
            spec.name,
        )
    return value


def _read_count(spec: FactSpec, value: object) -> int:
    # bool is an int in Python: `true` must not become one day.
    if isinstance(value, bool) or not isinstance(value, int):
        raise FactError(said("fact_not_count", fact=spec.name, value=shown(value)), spec.name)
    if value < 1:
        raise FactError(said("fact_not_positive", fact=spec.name, value=shown(value)), spec.name)
    if spec.maximum is not None and value > spec.maximum:
        raise FactError(
            said("fact_above_ceiling", fact=spec.name, value=shown(value), ceiling=spec.maximum),
            spec.name,
        )
    return value


def _read_spans(spec: FactSpec, value: object) -> tuple[Span, ...]:
    name = spec.name
    if not isinstance(value, (list, tuple)):
        raise FactError(said("fact_not_spans", fact=name, value=shown(value)), name)
    needed = {"from"} if spec.open_ended else {"from", "to"}
    spans: list[Span] = []
    for item in value:
        if not isinstance(item, Mapping) or not needed <= set(item) <= {"from", "to"}:
            raise FactError(said("fact_not_spans", fact=name, value=shown(item)), name)
        start = read_day(f"{name}.from", item["from"])
        end = read_day(f"{name}.to", item["to"]) if "to" in item else None
        if end is not None and end < start:
            raise FactError(said("fact_span_reversed", fact=name), name)
        spans.append(Span(start, end))
    return tuple(spans)


def _refuse_impossible_order(specs: Mapping[str, FactSpec], facts: Facts) -> None:
    for name, spec in specs.items():
        own = [facts.days[name]] if name in facts.days else []
        own += [span.start for span in facts.spans.get(name, ())]
        for code, fact in (("fact_before", spec.not_before), ("fact_after", spec.not_after)):
            other = facts.days.get(fact) if fact else None
            if fact is None or other is None:
                continue
            for day in own:
                if day < other if code == "fact_before" else day > other:
                    raise FactError(
                        said(
                            code,
                            fact=name,
                            value=day.isoformat(),
                            other=fact,
                            other_value=other.isoformat(),
                        ),
                        name,
                    )
