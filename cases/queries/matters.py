"""The matters of a case: how far each is, what is ticked, what waits for a second person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cases.models import Case, Matter, MatterItem, MatterMove
from cases.policy import visible_matters
from cases.rules import CLOSED, MATTERS
from cases.rules.matters import (
    APPROVALS,
    DONE,
    EVIDENCE,
    LAST,
    OPEN,
    TASK,
    Item,
    MatterStage,
    MatterType,
    type_of,
    types,
)
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible


@dataclass(frozen=True)
class Line:
    """A line of the checklist with what became of it."""

    item: Item
    state: str
    row: MatterItem | None

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True)
class StageShown:
    stage: MatterStage
    here: bool
    lines: list[Line]
    evidence: list[Line]

    @property
    def left(self) -> int:
        lines = [*self.lines, *self.evidence]
        return sum(line.item.required and line.state == OPEN for line in lines)


@dataclass(frozen=True)
class MatterShown:
    """A matter in words. `fallen`: preconditions that held once and do not hold now."""

    matter: Matter
    kind: MatterType
    label: Any
    stage: MatterStage
    stages: list[StageShown]
    fallen: tuple[Item, ...]
    asked: MatterMove | None
    moves: list[MatterStage]
    usual: list[Item]
    may_tick: bool = False

    @property
    def asked_stage(self) -> MatterStage | None:
        return self.kind.stage(self.asked.became) if self.asked else None

    @property
    def asked_words(self) -> Any:
        stage = self.asked_stage
        return APPROVALS[stage.approval] if stage and stage.approval else ""


def matter_of(actor: Actor, pk: UUID) -> Matter:
    """Return a matter with its case. :raises NotVisible: there is none for this actor"""
    rows = visible_matters(actor).select_related("case__client__key", "case__key")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible("matter")
    return found


def matters_of(actor: Actor, case: Case) -> list[MatterShown]:
    """Return the matters of a case, the first first, in three statements, or four."""
    rows = list(visible_matters(actor).filter(case=case).order_by("id"))
    for row in rows:
        row.case = case
    return _shown(rows, may_tick=case.stage != CLOSED and actor.has("matter.tick"))


def stages_to_decide(actor: Actor) -> QuerySet[MatterMove]:
    """Return the stages that others asked for and this person may approve, the oldest first."""
    if actor.user_id is None or not actor.has("matter.approve"):
        return MatterMove.objects.none()
    asked = MatterMove.objects.filter(
        state=MatterMove.ASKED, matter__in=visible_matters(actor).values("pk"),
        matter__case__closed_on=None,
    ).exclude(by__user_id=actor.user_id)  # fmt: skip
    return asked.select_related("matter__case__client", "by__user").order_by("id")


def matter_shown(matter: Matter) -> MatterShown:
    return _shown([matter])[0]


def kinds_to_add(case: Case) -> dict[str, Any]:
    """Return the matters that a case does not hold yet."""
    held = set(Matter.objects.filter(case=case).values_list("kind", flat=True))
    return {code: MATTERS[code] for code in types() if code not in held}


def states_of(matter: Matter) -> dict[str, str]:
    rows = MatterItem.objects.filter(matter=matter)
    return dict(rows.values_list("code", "state"))


def moves_of(matter: Matter) -> tuple[str, ...]:
    """Return the stages to which a matter may go from where it stands."""
    return type_of(matter.kind).moves(matter.stage, _left([matter]).get(matter.pk, ""))


def _left(matters: Iterable[Matter]) -> dict[UUID, str]:
    """Return of those that were closed on which stage that was, the last time."""
    closed = [matter.pk for matter in matters if matter.stage == LAST]
    if not closed:
        return {}
    made = (MatterMove.MADE, MatterMove.APPROVED)
    rows = MatterMove.objects.filter(matter__in=closed, became=LAST, state__in=made)
    return dict(rows.order_by("id").values_list("matter_id", "was"))


def _shown(matters: list[Matter], *, may_tick: bool = False) -> list[MatterShown]:
    items: dict[Any, dict[str, MatterItem]] = {matter.pk: {} for matter in matters}
    rows = MatterItem.objects.filter(matter__in=matters)
    for row in rows.select_related("key", "said_by__user"):
        items[row.matter_id][row.code] = row
    moves = MatterMove.objects.filter(matter__in=matters, state=MatterMove.ASKED)
    asked = {move.matter_id: move for move in moves.select_related("key", "by__user")}
    left = _left(matters)
    return [
        _told(
            matter, items[matter.pk], asked.get(matter.pk), may_tick,
            left=left.get(matter.pk, ""),
        )
        for matter in matters
    ]  # fmt: skip


def _told(
    matter: Matter,
    rows: dict[str, MatterItem],
    asked: MatterMove | None,
    may_tick: bool,
    *,
    left: str,
) -> MatterShown:
    kind = type_of(matter.kind)
    states = {code: row.state for code, row in rows.items()}
    stages = [
        StageShown(
            stage,
            stage.code == matter.stage,
            [_line(i, rows) for i in stage.items if i.kind not in (TASK, EVIDENCE)],
            [_line(i, rows) for i in stage.items if i.kind == EVIDENCE],
        )
        for stage in kind.stages
    ]
    here = kind.stage(matter.stage)
    moves = kind.moves(matter.stage, left) if matter.case.stage != CLOSED and not asked else ()
    return MatterShown(
        matter, kind, MATTERS[matter.kind], here, stages, kind.fallen(matter.stage, states), asked,
        [kind.stage(code) for code in moves],
        [item for item in here.items if item.kind == TASK and item.code not in rows],
        may_tick,
    )  # fmt: skip


def _line(item: Item, rows: dict[str, MatterItem]) -> Line:
    row = rows.get(item.code)
    return Line(item, row.state if row else OPEN, row)


def open_kinds(opened_for: Mapping[UUID, str]) -> dict[UUID, tuple[str, ...]]:
    """Return the kinds of the matters that go on in each of these cases; one statement.

    Never none: where no matter goes on, or a case from before has no row of the one it was opened
    for, that one stands for it.

    :param opened_for: case -> the kind it was opened for
    """
    going: dict[UUID, list[str]] = defaultdict(list)
    known: dict[UUID, set[str]] = defaultdict(set)
    rows = Matter.objects.filter(case__in=list(opened_for)).order_by("id")
    for case_id, kind, ended_on in rows.values_list("case_id", "kind", "ended_on"):
        known[case_id].add(kind)
        if ended_on is None:
            going[case_id].append(kind)
    return {
        pk: (*(() if first in known[pk] and going[pk] else (first,)), *going[pk])
        for pk, first in opened_for.items()
    }


def kinds_of(case: Case) -> list[str]:
    """Return the kinds of a case's matters; of a case from before, the one it was opened for."""
    found = list(Matter.objects.filter(case=case).order_by("id").values_list("kind", flat=True))
    return found or [case.matter]
