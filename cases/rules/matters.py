"""Matter types as data: their stages, what is settled on each, evidence, usual tasks. Pure.

Every file in `packs/` is read strictly: whatever is unknown, missing or said twice stops the load
and is named, because a precondition that is read wrongly would let somebody go on without it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS

PACKS = Path(__file__).parent / "packs"
CHECK, EVIDENCE, TASK = "check", "evidence", "task"
KINDS = (CHECK, EVIDENCE, TASK)
OPEN, DONE, WAIVED = "open", "done", "waived"
STATES: Mapping[str, Promise] = MappingProxyType(
    {OPEN: _("Open"), DONE: _("Done"), WAIVED: _("Waived")}
)
APPROVALS: Mapping[str, Promise] = MappingProxyType(
    {
        "plan": _("The plan"),
        "filing": _("The filing"),
        "dialogue": _("Bringing both sides together"),
        "closing": _("The closing"),
    }
)
LAST = "closed"
_CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")


class MatterTypeError(ValueError):
    """A matter type that must not be used; says which and why."""


@dataclass(frozen=True)
class Item:
    """What is ticked on a stage.

    `required`: nothing goes on before it is done or waived. `standing`: it has to hold from then
    on at every later stage. `anew`: it is open again each time its stage is entered. `days`: until
    when a usual task is due, counted from its adding.
    """

    code: str
    text: str
    kind: str = CHECK
    required: bool = False
    waivable: bool = True
    standing: bool = False
    anew: bool = False
    days: int = 0


@dataclass(frozen=True)
class MatterStage:
    code: str
    label: str
    approval: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class MatterType:
    code: str
    jurisdiction: str
    months: tuple[int, int]
    source: str
    stages: tuple[MatterStage, ...]

    def stage(self, code: str) -> MatterStage:
        return self.stages[self.place(code)]

    def place(self, code: str) -> int:
        """Return where a stage stands. :raises ValueError: this type has none of that code"""
        return [stage.code for stage in self.stages].index(code)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(chain.from_iterable(stage.items for stage in self.stages))

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def moves(self, was: str, left: str = "") -> tuple[str, ...]:
        """Return where a matter may go: the next stage, any earlier one, or its end.

        :param left: of one that was closed, on which stage; it goes back there or to its beginning,
            never to what it had not come to
        """
        if was == LAST:
            return tuple(dict.fromkeys(filter(None, (self.stages[0].code, left))))
        here = self.place(was)
        found = [*self.stages[:here], *self.stages[here + 1 : here + 2]]
        codes = [stage.code for stage in found]
        return tuple(codes if LAST in codes else [*codes, LAST])

    def is_next(self, was: str, to: str) -> bool:
        return self.place(to) == self.place(was) + 1

    def unsettled(self, was: str, states: Mapping[str, str]) -> tuple[Item, ...]:
        """Return what keeps a matter from going on: required, up to its stage, and still open."""
        return _still_open(self.stages[: self.place(was) + 1], states)

    def unsettled_before(self, to: str, states: Mapping[str, str]) -> tuple[Item, ...]:
        """Return what keeps a matter out of a stage: required before it, and still open."""
        return _still_open(self.stages[: self.place(to)], states)

    def fallen(self, was: str, states: Mapping[str, str]) -> tuple[Item, ...]:
        """Return the standing preconditions of earlier stages that do not hold any more."""
        if was == LAST:
            return ()
        passed = self.stages[: self.place(was)]
        return tuple(
            item for stage in passed for item in stage.items
            if item.standing and states.get(item.code, OPEN) != DONE
        )  # fmt: skip


def _still_open(stages: Iterable[MatterStage], states: Mapping[str, str]) -> tuple[Item, ...]:
    return tuple(
        item for stage in stages for item in stage.items
        if item.required and states.get(item.code, OPEN) == OPEN
    )  # fmt: skip


def type_of(code: str) -> MatterType:
    """:raises KeyError: there is no such type"""
    return types()[code]


@cache
def types() -> Mapping[str, MatterType]:
    """Return every shipped type by its code; there is one for each code of `MATTERS`."""
    roads = (PACKS / "roads.toml").read_text(encoding="utf-8")
    paths = sorted(path for path in PACKS.glob("*.toml") if path.stem != "roads")
    found: dict[str, MatterType] = {}
    for path in paths:
        for one in read_types(path.read_text(encoding="utf-8"), roads, path.name):
            if one.code in found:
                raise MatterTypeError(f"{path.name}: {one.code} stands twice")
            found[one.code] = one
    if missing := MATTERS.keys() - found.keys():
        raise MatterTypeError(f"no type is described for {', '.join(sorted(missing))}")
    return MappingProxyType({code: found[code] for code in MATTERS})


def read_types(text: str, roads: str, name: str = "pack") -> list[MatterType]:
    """Read one pack over the roads. :raises MatterTypeError: with the file, type and what it is"""
    try:
        pack, ways = tomllib.loads(text), tomllib.loads(roads)
    except tomllib.TOMLDecodeError as broken:
        raise MatterTypeError(f"{name}: {broken}") from broken
    place = pack.pop("jurisdiction", None)
    if not isinstance(place, str) or not place:
        raise MatterTypeError(f"{name}: jurisdiction is missing")
    rows = pack.pop("type", [])
    _nothing_else(pack, name)
    return [_type(row, ways, place, f"{name}: {row.get('code', '?')}") for row in rows]


def _type(row: dict[str, Any], roads: Mapping[str, Any], place: str, name: str) -> MatterType:
    row = dict(row)
    code, road, months, source, own = (
        row.pop(key, None) for key in ("code", "road", "months", "source", "items")
    )
    _nothing_else(row, name)
    if code not in MATTERS:
        raise MatterTypeError(f"{name}: this is no code of a matter")
    if road not in roads:
        raise MatterTypeError(f"{name}: there is no road {road}")
    if not isinstance(source, str) or not source.strip():
        raise MatterTypeError(f"{name}: source is missing")
    if not (
        isinstance(months, list) and len(months) == 2
        and all(type(each) is int for each in months) and 0 < months[0] <= months[1]
    ):  # fmt: skip
        raise MatterTypeError(f"{name}: months must be two numbers, the shorter first")
    stages = _stages(roads[road], own or {}, name)
    return MatterType(code, place, (months[0], months[1]), source, stages)


def _stages(road: Mapping[str, Any], own: Mapping[str, Any], name: str) -> tuple[MatterStage, ...]:
    _nothing_else({key: road[key] for key in road if key not in {"stages", "items"}}, name)
    rows, shared = road.get("stages", []), road.get("items", {})
    codes = [row.get("code") for row in rows]
    if len(rows) < 2 or codes[-1] != LAST:
        raise MatterTypeError(f"{name}: a road ends with the stage “{LAST}”")
    if unknown := (shared.keys() | own.keys()) - set(codes):
        raise MatterTypeError(f"{name}: there is no stage {', '.join(sorted(unknown))}")
    made = tuple(
        _stage(row, [*shared.get(row["code"], []), *own.get(row["code"], [])], name)
        for row in rows
    )  # fmt: skip
    _once(codes, name)
    _once([item.code for stage in made for item in stage.items], name)
    return made


def _stage(row: dict[str, Any], items: list[dict[str, Any]], name: str) -> MatterStage:
    _nothing_else({key: row[key] for key in row if key not in {"code", "label", "approval"}}, name)
    approval = row.get("approval", "")
    if approval and approval not in APPROVALS:
        raise MatterTypeError(f"{name}: {row['code']}: nobody approves “{approval}”")
    if not _CODE.fullmatch(row["code"]) or not row.get("label"):
        raise MatterTypeError(f"{name}: a stage needs a code and a label")
    if row["code"] == LAST and items:
        raise MatterTypeError(f"{name}: nothing is ticked on the last stage")
    return MatterStage(row["code"], row["label"], approval, tuple(_item(i, name) for i in items))


def _item(row: dict[str, Any], name: str) -> Item:
    name = f"{name}: {row.get('code', '?')}"
    kept = Item.__dataclass_fields__
    _nothing_else({key: row[key] for key in row if key not in kept}, name)
    flags = ("required", "waivable", "standing", "anew")
    for key, sort in (*((flag, bool) for flag in flags), ("days", int)):
        if type(row.get(key, sort())) is not sort:
            raise MatterTypeError(f"{name}: {key} must be {sort.__name__}")
    if not isinstance(row.get("code"), str) or not _CODE.fullmatch(row["code"]):
        raise MatterTypeError(f"{name}: an item needs a code in small letters")
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise MatterTypeError(f"{name}: text is missing")
    item = Item(**row)
    if item.kind not in KINDS:
        raise MatterTypeError(f"{name}: kind must be one of {', '.join(KINDS)}")
    if item.kind == TASK and (item.required or item.standing or item.anew or item.days < 1):
        raise MatterTypeError(f"{name}: a usual task has days and is never required")
    if item.standing and (item.waivable or not item.required):
        raise MatterTypeError(f"{name}: what is standing is required and never waivable")
    return item


def _nothing_else(rest: Iterable[str], name: str) -> None:
    if unknown := sorted(rest):
        raise MatterTypeError(f"{name}: unknown keys: {', '.join(unknown)}")


def _once(codes: list[Any], name: str) -> None:
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise MatterTypeError(f"{name}: {', '.join(twice)} stands twice")
