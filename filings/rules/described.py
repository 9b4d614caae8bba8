"""A rule told to programs: what it is, its versions, and a JSON Schema of its facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from filings.rules.catalogue import Book, versions_of
from filings.rules.facts import FactSpec, first_year_of
from filings.rules.shape import Rule

_DAY = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def described(rule_id: str, *, book: Book | None = None) -> dict[str, Any]:
    """Tell the newest version, and of the others when each is in force. Raises UnknownRule."""
    versions = versions_of(rule_id, book=book)
    return {"rule": rule_id, **_told(versions[-1]), "versions": [_in_force(v) for v in versions]}


def _in_force(rule: Rule) -> dict[str, Any]:
    return {
        "version": rule.version,
        "effective_from": _iso(rule.effective_from),
        "effective_to": _iso(rule.effective_to),
        "source": rule.source,
    }


def _told(rule: Rule) -> dict[str, Any]:
    return {
        **_in_force(rule),
        "name": rule.name,
        "jurisdiction": rule.jurisdiction,
        "trigger": rule.trigger,
        "binds": rule.binds,
        "ladder": rule.ladder,
        "consequence": rule.consequence,
        "jurisdictional": rule.jurisdictional,
        "jurisdictional_because": rule.jurisdictional_because,
        "forum": rule.forum,
        "roll": rule.roll,
        "mail_add": rule.mail_add,
        "receipt_or_postmark": rule.receipt_or_postmark,
        "contested": [each.name for each in rule.readings],
        "no_date": rule.no_date or None,
        "verify_with_counsel": rule.verify_with_counsel,
        "facts": {name: _fact(spec) for name, spec in rule.facts.items()},
        "schema": facts_schema(rule),
    }


def _fact(spec: FactSpec) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": spec.kind, "required": spec.required, "label": spec.label}
    for name in ("unless", "maximum", "not_before", "not_after", "open_ended", "help"):
        if getattr(spec, name):
            told[name] = getattr(spec, name)
    if spec.choices:
        told["choices"] = list(spec.choices)
    return told


def facts_schema(rule: Rule) -> dict[str, Any]:
    """Give a JSON Schema (2020-12) of the facts; only the order of two days it cannot say."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _schema(spec) for name, spec in rule.facts.items()},
        "required": [n for n, spec in rule.facts.items() if spec.required and not spec.unless],
        "additionalProperties": False,
    }
    either = [
        {"anyOf": [{"required": [name]}, {"required": [spec.unless]}]}
        for name, spec in rule.facts.items()
        if spec.required and spec.unless
    ]
    return {**schema, "allOf": either} if either else schema


def _schema(spec: FactSpec) -> dict[str, Any]:
    if spec.kind == "choice":
        return {"enum": list(spec.choices), "title": spec.label}
    if spec.kind == "count":
        limit = {"maximum": spec.maximum} if spec.maximum else {}
        return {"type": "integer", "minimum": 1, **limit, "title": spec.label}
    if spec.kind == "spans":
        period = {
            "type": "object",
            "properties": {"from": _DAY, "to": _DAY},
            "required": ["from"] if spec.open_ended else ["from", "to"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": period, "title": spec.label}
    first = first_year_of(spec)
    return {**_DAY, "title": spec.label, "description": f"not before the year {first}"}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
