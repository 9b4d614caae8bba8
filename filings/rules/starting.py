"""What a step of a filing sets going: the rules, and the facts they ask for besides its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from filings.rules.catalogue import Rule
from filings.rules.facts import FactSpec
from filings.rules.form_parts import Starts
from filings.rules.forms import Form


def facts_of(starts: Starts, rule: Rule, *, on: date, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one rule is told: the day of the step, and of what was given what it takes."""
    told = {name: value for name, value in given.items() if name in rule.facts}
    return {**told, **({starts.day: on.isoformat()} if starts.day else {})}


def asked_on(form: Form, status: str, rule_named: Callable[[str], Rule]) -> dict[str, FactSpec]:
    """Return the facts that this step must or may answer, by name; two rules may share one."""
    asked: dict[str, FactSpec] = {}
    for starts in form.starts_on(status):
        for name, spec in rule_named(starts.rule).facts.items():
            if name == starts.day or spec.kind == "spans":
                continue
            if name not in asked or (spec.required and not asked[name].required):
                asked[name] = spec
    return asked
