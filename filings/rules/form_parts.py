"""Parts of a filing in the catalogue: editions, fees, what its steps open, start and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Edition:
    """An edition of a form as it is printed on its foot, and the days on which it is accepted."""

    edition: str
    valid_from: date
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Fee:
    amount: Decimal
    currency: str
    since: date | None = None
    until: date | None = None

    def due_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Proposal:
    """What a step of one filing opens the way to; a person accepts or dismisses it."""

    on: tuple[str, ...]
    form: str
    text: str


@dataclass(frozen=True)
class Starts:
    """A rule that a step sets going; `day`: the fact that the day of the step answers, or ""."""

    on: str
    rule: str
    day: str


@dataclass(frozen=True)
class Ends:
    """Rules whose open deadlines a step answers, so that nobody is reminded of them any more."""

    on: tuple[str, ...]
    rules: tuple[str, ...]
