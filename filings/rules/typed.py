"""Make a frozen dataclass from what a pack says, and refuse a value of another type.

TOML has numbers, text, dates and truth values; a dataclass takes any of them for any field, and a
rule with `n = "30"` would only fail on the day somebody computes.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def typed(wanted: type[Made], given: Mapping[str, Any]) -> Made:
    """:raises ValueError: a key is unknown or missing, or a value has the wrong type"""
    if not isinstance(given, Mapping):
        raise ValueError(f"{wanted.__name__.lower()} must be a table, not {given!r:.40}")
    hints = _hints(wanted)  # type: ignore[arg-type]  # mypy takes no protocol for a key
    for name, value in given.items():
        if name not in hints:
            raise ValueError(f"there is no key {name}; known are {', '.join(hints)}")
        if not _fits(value, hints[name]):
            raise ValueError(f"{name} cannot be {value!r:.40}")
    for each in fields(wanted):  # type: ignore[arg-type]
        if each.name not in given and each.default is MISSING and each.default_factory is MISSING:
            raise ValueError(f"{each.name} is missing")
    return wanted(**given)


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    return get_type_hints(wanted)


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(value, each) for each in get_args(hint))
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(each, get_args(hint)[0]) for each in value)
    if origin is not None:  # a mapping that the reader made itself
        return isinstance(value, Mapping)
    if hint is int:  # bool is an int in Python
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, hint)
