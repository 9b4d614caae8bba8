"""Facts for any rule, made from what the rule says it takes: random, and the same for one seed."""

from datetime import date, timedelta
from random import Random

from filings.rules import FactSpec, Rule, rules

# Inside the table of holidays, with room for most counts; the rest must be refused, not computed.
FIRST, LAST = date(1990, 1, 8), date(2060, 12, 31)
RULES = rules()


def any_question(chance: Random) -> tuple[str, dict[str, object]]:
    """Return a rule and facts it takes, now and then so far out that no day can be given."""
    rule = RULES[int(chance.random() * len(RULES))]
    return rule.id, facts_of(rule, chance)


def facts_of(rule: Rule, chance: Random) -> dict[str, object]:
    days: dict[str, date] = {}
    facts: dict[str, object] = {}
    for spec in _earlier_first(rule):
        if not spec.required and chance.random() < 0.4:
            continue
        if spec.unless in facts and chance.random() < 0.5:
            continue
        if spec.kind == "choice":
            facts[spec.name] = spec.choices[int(chance.random() * len(spec.choices))]
        elif spec.kind == "count":
            facts[spec.name] = 1 + int(chance.random() * (spec.maximum or 120))
        elif spec.kind == "spans":
            facts[spec.name] = _spans(spec, days[spec.not_before or rule.trigger], chance)
        else:
            day = _day(spec, days, chance)
            days[spec.name] = day
            facts[spec.name] = day.isoformat()
    return facts


def _earlier_first(rule: Rule) -> list[FactSpec]:
    """Put a fact behind those it must not come before or after, and behind the one it replaces."""
    left, known, ordered = list(rule.facts.values()), set[str](), []
    while left:
        for spec in left:
            if {spec.not_before, spec.not_after, spec.unless} - {None} <= known:
                break
        left.remove(spec)
        known.add(spec.name)
        ordered.append(spec)
    return ordered


def _day(spec: FactSpec, days: dict[str, date], chance: Random) -> date:
    before, after = days.get(spec.not_after or ""), days.get(spec.not_before or "")
    if before is not None:
        return max(before - timedelta(days=int(chance.random() * 60)), FIRST)
    if after is not None:
        return min(max(after, FIRST) + timedelta(days=int(chance.random() * 2000)), LAST)
    first = date(1940, 1, 1) if spec.kind == "birth_date" else FIRST
    if chance.random() < 0.05:  # the days on which months and years are hard
        return date(1992 + 4 * int(chance.random() * 16), 2, 29)
    return first + timedelta(days=int(chance.random() * (LAST - first).days))


def _spans(spec: FactSpec, start: date, chance: Random) -> list[dict[str, str]]:
    spans: list[dict[str, str]] = []
    for _ in range(int(chance.random() * 5)):
        begin = min(start + timedelta(days=int(chance.random() * 300)), LAST)
        span = {"from": begin.isoformat()}
        if not spec.open_ended or chance.random() < 0.8:
            end = min(begin + timedelta(days=int(chance.random() * 100)), LAST)
            span["to"] = end.isoformat()
        spans.append(span)
    return spans
