"""What was found for a field, and whether it is sure: one candidate is, two that differ are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filings.rules.reading.pages import Passage

Value = str | int | date


@dataclass(frozen=True)
class Candidate:
    """`value` None: something stands there that cannot be told, such as 03/04 of an unknown hand.

    `strong`: it stands where such a letter prints it; else it only stands somewhere.
    """

    value: Value | None
    passage: Passage
    strong: bool = True


@dataclass(frozen=True)
class Proposal:
    """`value` is None unless it is sure. `found`: every candidate, in the order of the letter.

    `why`: not_found, differ, unclear or not_labelled; "" when sure.
    """

    field: str
    value: Value | None = None
    why: str = "not_found"
    found: tuple[Candidate, ...] = ()

    @property
    def sure(self) -> bool:
        return self.value is not None

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(dict.fromkeys(candidate.passage for candidate in self.found))


def settle(field: str, candidates: Iterable[Candidate]) -> Proposal:
    found = tuple(sorted(set(candidates), key=lambda each: each.passage))
    strong = [each for each in found if each.strong]
    values = {each.value for each in strong}
    if not found:
        return Proposal(field)
    if not strong:
        return Proposal(field, why="not_labelled", found=found)
    if None in values:
        return Proposal(field, why="unclear", found=found)
    if len(values) > 1:
        return Proposal(field, why="differ", found=found)
    kept = tuple(each for each in strong if each.value in values)
    return Proposal(field, next(iter(values)), "", kept)


def doubt(proposal: Proposal, why: str) -> Proposal:
    """Take the value back and keep what was found."""
    return Proposal(proposal.field, None, why, proposal.found) if proposal.sure else proposal
