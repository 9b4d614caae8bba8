"""Which evidence the matter of an exhibit list asks for, and what of it stands on the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cases.queries.matters import states_of
from cases.rules.matters import EVIDENCE, OPEN, WAIVED, Item, type_of
from documents.models import ExhibitList

THERE, MISSING, NOT_NEEDED = "there", "missing", "waived"


@dataclass(frozen=True)
class Wanted:
    """A line of the evidence that the matter asks for, and which exhibits serve it."""

    item: Item
    state: str
    marks: list[str] = field(default_factory=list)


def evidence_of(exhibit_list: ExhibitList) -> list[Item]:
    """Return the evidence that the matter of a list asks for, the first stage first."""
    if exhibit_list.matter is None:
        return []
    stages = type_of(exhibit_list.matter.kind).stages
    return [item for stage in stages for item in stage.items if item.kind == EVIDENCE]


def wanted_by(exhibit_list: ExhibitList, *lines: Sequence[Any]) -> list[Wanted]:
    """Return the evidence that the matter asks for, with the exhibits that serve each line."""
    items = evidence_of(exhibit_list)
    if not items or exhibit_list.matter is None:
        return []
    marks: dict[str, list[str]] = {}
    for line in (each for some in lines for each in some):
        if line.row.evidence:
            marks.setdefault(line.row.evidence, []).append(line.label)
    states: Mapping[str, str] = states_of(exhibit_list.matter)
    return [Wanted(item, _state(item, states, marks), marks.get(item.code, [])) for item in items]


def _state(item: Item, states: Mapping[str, str], marks: Mapping[str, Sequence[str]]) -> str:
    if marks.get(item.code):
        return THERE
    return NOT_NEEDED if states.get(item.code, OPEN) == WAIVED else MISSING
