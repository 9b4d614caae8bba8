"""Why a deadline is on its day: the same shape before and after it is saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from filings.models import Deadline
from filings.queries.packs import versions_here
from filings.queries.words import fact_in_words, in_words
from filings.rules import DISCLAIMER, Computed, Rule, Said, UnknownRule
from filings.rules.stored import said_from_json, step_from_json

READING, ABSENCES = "reading", "absences"


@dataclass(frozen=True)
class ReadingShown:
    """One reading of a contested law, with what it gives."""

    name: str
    outer: date
    target: date
    source: str


@dataclass(frozen=True)
class Why:
    """ "Why this date", ready to be shown; what is said, and the codes behind it for programs."""

    title: str
    rule: str
    version: str
    opens: date | None
    target: date | None
    outer: date | None
    by_rule: date | None
    printed: bool
    steps: list[tuple[str, date | None]]
    step_codes: list[str]
    facts: list[tuple[str, str]]
    fact_codes: list[tuple[str, str]]
    warnings: list[str]
    warning_codes: list[str]
    source: str
    consequence: str
    verify_with_counsel: bool
    disclaimer: str
    jurisdictional: bool
    jurisdictional_because: str
    contested: bool
    readings: list[ReadingShown]
    receipt_or_postmark: str
    days_left: dict[str, int] | None

    @property
    def counting(self) -> list[str]:
        """The steps of the count; what the readings give is shown apart from them."""
        return [
            text
            for code, (text, _day) in zip(self.step_codes, self.steps, strict=True)
            if code != READING
        ]


def why(deadline: Deadline) -> Why:
    """Read back what was stored when it was computed, in the reader's language."""
    return _why(
        rule_id=deadline.rule,
        version=deadline.rule_version,
        dates=deadline,
        steps=[(step.said, step.date) for step in map(step_from_json, deadline.steps or [])],
        warnings=[said_from_json(each) for each in deadline.warnings or []],
        facts=deadline.facts or {},
    )


def preview(computed: Computed, facts: Mapping[str, object]) -> Why:
    """Show what would be stored."""
    return _why(
        rule_id=computed.rule,
        version=computed.version,
        dates=computed,
        steps=[(step.said, step.date) for step in computed.steps],
        warnings=list(computed.warnings),
        facts=facts,
    )


def _why(
    *,
    rule_id: str,
    version: str,
    dates: Deadline | Computed,
    steps: list[tuple[Said, date | None]],
    warnings: list[Said],
    facts: Mapping[str, object],
) -> Why:
    away = [dict(said.params) for said, _day in steps if said.code == ABSENCES]
    read = _rule_of(rule_id, version)
    labels = {name: _(spec.label) for name, spec in read.facts.items()} if read else {}
    return Why(
        title=_(read.name) if read else rule_id or _("Day set by a judge or agency"),
        rule=rule_id,
        version=version,
        opens=dates.opens,
        target=dates.target,
        outer=dates.outer,
        by_rule=dates.by_rule,
        printed=bool(read and read.printed and read.printed in facts),
        steps=[(in_words(sentence), day) for sentence, day in steps],
        step_codes=[sentence.code for sentence, _day in steps],
        facts=[(labels.get(name, name), fact_in_words(value)) for name, value in facts.items()],
        fact_codes=[
            (name, value if isinstance(value, str) else json.dumps(value))
            for name, value in facts.items()
        ],
        warnings=[in_words(each) for each in warnings],
        warning_codes=[each.code for each in warnings],
        source=dates.source,
        consequence=_(dates.consequence) if dates.consequence else "",
        verify_with_counsel=dates.verify_with_counsel,
        disclaimer=_(DISCLAIMER),
        jurisdictional=dates.jurisdictional,
        jurisdictional_because=read.jurisdictional_because if read else "",
        contested=dates.contested,
        readings=[_reading(said) for said, _day in steps if said.code == READING],
        receipt_or_postmark=read.receipt_or_postmark if read else "receipt",
        days_left={
            "used": int(str(away[0]["used"])),
            "longest": int(str(away[0]["longest"])),
            "total": int(str(away[0]["left"])),
        }
        if away
        else None,
    )


def _reading(sentence: Said) -> ReadingShown:
    """Take a reading out of its sentence: that is how it was stored."""
    said = dict(sentence.params)
    outer, target = said["day"], said["target"]
    assert isinstance(outer, date)
    assert isinstance(target, date)
    name, source = said["name"], said["source"]
    return ReadingShown(
        in_words(name) if isinstance(name, Said) else str(name),
        outer,
        target,
        in_words(source) if isinstance(source, Said) else str(source),
    )


def _rule_of(rule_id: str, version: str) -> Rule | None:
    """Return the version that computed it, else the newest; nothing where a pack let it go."""
    try:
        versions = versions_here(rule_id)
    except UnknownRule:
        return None
    known = [each for each in versions if each.version == version]
    return known[0] if known else versions[-1]
