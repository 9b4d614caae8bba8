"""What a rule is: counts, notes, readings, and the rule itself. Plain data, read from packs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from filings.rules.facts import FactSpec

Unit = Literal["days", "business_days", "weeks", "months", "years"]
# never: not even from a holiday. response: on when the answer goes in on paper. later: to the next
# working day. earlier: to the one before, for what is counted back from a hearing.
Roll = Literal["never", "response", "later", "earlier"]
Received = Literal["receipt", "postmark"]
Binds = Literal["us", "agency"]


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
class Absences:
    """How long somebody may be away: no single absence longer, and not more in total."""

    fact: str
    single: int
    total: int


@dataclass(frozen=True)
class Note:
    """A warning the pack attaches: to trigger days from/to, only when a fact is absent, or only
    when a choice (`fact`) was answered so (`equals`).
    """

    text: str
    since: date | None = None
    until: date | None = None
    absent: str | None = None
    fact: str | None = None
    equals: str | None = None


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

    `forum` gives the roll unless the rule names one. `fixed_by`: the fact with the day on which it
    was done; from then on the clock no longer runs. `no_date`: the law was searched and sets no
    day; this sentence is the whole answer.
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
    absences: Absences | None = None
    no_date: str = ""
    mail_add: int = 0
    forum: str = "none"
    roll: Roll = "never"
    receipt_or_postmark: Received = "receipt"
    printed: str | None = None
    fixed_by: str | None = None
    binds: Binds = "us"
    calendar: str = "us-federal"
    calendar_fact: str | None = None
    notes: tuple[Note, ...] = ()
    readings: tuple[Reading, ...] = ()

    def in_force_on(self, day: date) -> bool:
        began = self.effective_from is None or self.effective_from <= day
        return began and (self.effective_to is None or day <= self.effective_to)

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every count, of the readings as well."""
        of_readings = tuple(count for reading in self.readings for count in reading.outer)
        return (*self.outer, *self.target, *self.opens, *of_readings)
