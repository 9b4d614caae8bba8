"""The law as the bound clinic works by it: rules and filings, read through one door.

A clinic's own packs are read once in each process and again when its mark changes; a clinic without
any costs no statement, one with some costs one statement in a request at most.
"""

import logging
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from clinic.tenancy.current import binding
from filings.models import JurisdictionPack
from filings.rules import Computed, Rule, compute, rule, versions_of
from filings.rules.forms import Form
from filings.rules.own import Kept, Law, law_of, shipped_law

log = logging.getLogger(__name__)

SHIPPED = shipped_law()
# clinic -> mark of its packs, and the law with them. A mark is a new random one with each change.
_KNOWN: dict[UUID, tuple[UUID, Law]] = {}
_MOST_KNOWN = 200


def law_here() -> Law:
    """Return what Alcove ships and what the bound clinic added."""
    clinic = binding().clinic
    if clinic is None or clinic.packs_mark is None:
        return SHIPPED
    known = _KNOWN.get(clinic.pk)
    if known is not None and known[0] == clinic.packs_mark:
        return known[1]
    law = law_of(kept_packs())
    for name in law.unread:
        log.error("A pack of clinic %s cannot be read any more: %s", clinic.pk, name)
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[clinic.pk] = (clinic.packs_mark, law)
    return law


def kept_packs() -> list[Kept]:
    """Return every version of every pack of the clinic."""
    rows = JurisdictionPack.objects.order_by("name", "number")
    found = list(rows.values_list("name", "number", "text", "withdrawn_at"))
    newest = {name: number for name, number, _text, _withdrawn in found}
    return [
        Kept(name, number, text, active=number == newest[name] and withdrawn is None)
        for name, number, text, withdrawn in found
    ]


def rule_here(rule_id: str) -> Rule:
    """Return the newest version, also of a rule that is no longer offered. :raises UnknownRule:"""
    return rule(rule_id, book=law_here().book)


def rules_here() -> tuple[Rule, ...]:
    """Return the newest version of every rule that is offered, by id."""
    law = law_here()
    return tuple(law.book[rule_id][-1] for rule_id in sorted(law.offered))


def versions_here(rule_id: str) -> tuple[Rule, ...]:
    """Return every version of a rule, oldest first. :raises UnknownRule:"""
    return versions_of(rule_id, book=law_here().book)


def compute_here(rule_id: str, facts: Mapping[str, object], *, today: date | None) -> Computed:
    """:raises UnknownRule: :raises FactError:"""
    return compute(rule_id, facts, today=today, book=law_here().book)


def forms_here() -> Mapping[str, Form]:
    """Return what can be filed, by code."""
    law = law_here()
    if law is SHIPPED:
        return law.forms
    return {code: form for code, form in law.forms.items() if code in law.forms_offered}


def form_here(code: str) -> Form:
    """Return a filing, also one that is no longer offered. :raises KeyError: there is none"""
    return law_here().forms[code]


def is_form(code: str) -> bool:
    return code in law_here().forms
