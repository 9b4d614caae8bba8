"""Sentences of the engine as JSON, so that a stored "why" can be read in any language later.

The English source string is stored, not the finished sentence: a page translates it for its
reader, and a pack that changes its words does not change what was computed then.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from filings.rules.count import Step
from filings.rules.texts import Said


def said_as_json(sentence: Said) -> dict[str, Any]:
    params: dict[str, Any] = {}
    for name, value in sentence.params:
        if isinstance(value, Said):
            params[name] = {"said": said_as_json(value)}
        elif isinstance(value, date):
            params[name] = {"day": value.isoformat()}
        else:
            params[name] = value
    return {"code": sentence.code, "template": sentence.template, "params": params}


def said_from_json(stored: dict[str, Any]) -> Said:
    params: list[tuple[str, str | int | date | Said]] = []
    for name, value in stored["params"].items():
        if not isinstance(value, dict):
            params.append((name, value))
        elif "said" in value:
            params.append((name, said_from_json(value["said"])))
        else:
            params.append((name, date.fromisoformat(value["day"])))
    return Said(stored["code"], stored["template"], tuple(params))


def step_as_json(step: Step) -> dict[str, Any]:
    return {"said": said_as_json(step.said), "date": step.date.isoformat() if step.date else None}


def step_from_json(stored: dict[str, Any]) -> Step:
    day = stored["date"]
    return Step(said_from_json(stored["said"]), date.fromisoformat(day) if day else None)
