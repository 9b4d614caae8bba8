"""Required training as data: of whom it is asked, for which matters, how long it holds. Pure.

`modules.toml` is read strictly: whatever is unknown, missing or said twice stops the load, because
a requirement that is read wrongly would let somebody untrained near a survivor.
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules import CASE_ROLES, MATTERS

FILE = Path(__file__).with_name("modules.toml")
CONFIDENTIALITY = "confidentiality"
MISSING, EXPIRED = "missing", "expired"
MOST_MONTHS = 120
LONGEST_PROVIDER = 200
# What nobody does untrained, where the clinic asks for training: each door asks it.
MEETS = ("intake.work", "screening.work", "screening.view")
# How somebody was trained.
WAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "in_person": _("In person, here"),
        "online": _("Online, here"),
        "certificate": _("Elsewhere, with a certificate"),
    }
)
_CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")
_KEYS = frozenset(
    {"code", "name", "about", "months", "roles", "matters", "intake", "firm", "source"}
)


class TrainingError(ValueError):
    """A module that must not be used; says which and why."""


@dataclass(frozen=True)
class Module:
    code: str
    name: str
    about: str
    months: int
    roles: frozenset[str]
    matters: frozenset[str]
    source: str
    intake: bool = False
    firm: bool = False

    def asked_of(self, role: str, matter: str) -> bool:
        return role in self.roles and (not self.matters or matter in self.matters)

    def last_day(self, done_on: date) -> date:
        """Return the last day on which it counts: so many months later, or that month's end."""
        month = done_on.month - 1 + self.months
        year, month = done_on.year + month // 12, month % 12 + 1
        return date(year, month, min(done_on.day, monthrange(year, month)[1]))


@cache
def modules() -> Mapping[str, Module]:
    return read_modules(FILE.read_text(encoding="utf-8"))


def asked(role: str, matter: str) -> tuple[Module, ...]:
    """Return what is asked of somebody before a case of this kind is given to them in a role."""
    return tuple(one for one in modules().values() if one.asked_of(role, matter))


def asked_at_intake() -> tuple[Module, ...]:
    return tuple(one for one in modules().values() if one.intake)


def asked_somewhere(roles: Iterable[str], *, intake: bool) -> tuple[Module, ...]:
    """Return what concerns somebody at all, by the roles they hold.

    :param intake: whether they hold one of `MEETS`
    """
    held = frozenset(roles)
    return tuple(one for one in modules().values() if one.roles & held or (intake and one.intake))


def lacking(
    wanted: Iterable[Module], trained: Mapping[str, date], on: date
) -> list[tuple[Module, str]]:
    """Return what is missing or has run out; the last day of each still counts.

    :param trained: code -> the last day of what somebody else confirmed
    """
    found = []
    for module in wanted:
        until = trained.get(module.code)
        if until is None or until < on:
            found.append((module, MISSING if until is None else EXPIRED))
    return found


def read_modules(text: str) -> Mapping[str, Module]:
    """:raises TrainingError: with the module and what is wrong"""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise TrainingError(str(broken)) from broken
    rows = said.pop("module", [])
    if said or not rows:
        raise TrainingError(f"unknown keys, or no module: {', '.join(sorted(said))}")
    found: dict[str, Module] = {}
    for row in rows:
        one = _module(row)
        if one.code in found:
            raise TrainingError(f"{one.code} stands twice")
        found[one.code] = one
    if not (CONFIDENTIALITY in found and found[CONFIDENTIALITY].firm):
        raise TrainingError("confidentiality is a module, and nobody goes past it")
    return MappingProxyType(found)


def _module(row: dict[str, Any]) -> Module:
    name = str(row.get("code", "?"))
    if unknown := sorted(row.keys() - _KEYS):
        raise TrainingError(f"{name}: unknown keys: {', '.join(unknown)}")
    if not isinstance(row.get("code"), str) or not _CODE.fullmatch(row["code"]):
        raise TrainingError(f"{name}: a module needs a code in small letters")
    for key in ("name", "about", "source"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise TrainingError(f"{name}: {key} is missing")
    months = row.get("months")
    if type(months) is not int or not 1 <= months <= MOST_MONTHS:
        raise TrainingError(f"{name}: months must be a number from 1 to {MOST_MONTHS}")
    for key in ("intake", "firm"):
        if type(row.get(key, False)) is not bool:
            raise TrainingError(f"{name}: {key} must be true or false")
    roles, matters = (_codes(row, key, name) for key in ("roles", "matters"))
    if not roles or not roles <= set(CASE_ROLES):
        raise TrainingError(f"{name}: roles must be of {', '.join(CASE_ROLES)}")
    if not matters <= set(MATTERS):
        raise TrainingError(f"{name}: there is no such kind of matter")
    return Module(
        row["code"], row["name"], row["about"], months, roles, matters, row["source"],
        intake=row.get("intake", False), firm=row.get("firm", False),
    )  # fmt: skip


def _codes(row: dict[str, Any], key: str, name: str) -> frozenset[str]:
    said = row.get(key, [])
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise TrainingError(f"{name}: {key} must be a list of codes")
    if len(set(said)) != len(said):
        raise TrainingError(f"{name}: {key} says something twice")
    return frozenset(said)
