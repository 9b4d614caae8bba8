"""The law as the bound clinic works by it: rules and filings, read through one door."""

from collections.abc import Mapping
from datetime import date

from filings.rules import Computed, Rule, compute, rule, rules, versions_of
from filings.rules.forms import FORMS, Form


def rule_here(rule_id: str) -> Rule:
    """Return the newest version. :raises UnknownRule:"""
    return rule(rule_id)


def rules_here() -> tuple[Rule, ...]:
    """Return the newest version of every rule, by id."""
    return rules()


def versions_here(rule_id: str) -> tuple[Rule, ...]:
    """Return every version of a rule, oldest first. :raises UnknownRule:"""
    return versions_of(rule_id)


def compute_here(rule_id: str, facts: Mapping[str, object], *, today: date | None) -> Computed:
    """:raises UnknownRule: :raises FactError:"""
    return compute(rule_id, facts, today=today)


def forms_here() -> Mapping[str, Form]:
    """Return what can be filed, by code."""
    return FORMS


def form_here(code: str) -> Form:
    """:raises KeyError: there is no such filing"""
    return forms_here()[code]


def is_form(code: str) -> bool:
    return code in forms_here()
