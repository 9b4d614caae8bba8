"""What makes a rule that reads well still unsound: it would compute wrongly, or fail on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from filings.rules.calendar import CALENDAR_NAMES
from filings.rules.facts import KINDS, FactSpec
from filings.rules.ladders import ladders
from filings.rules.shape import Rule

_DAYS = ("date", "birth_date")
_ID = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)+")
_FACT = re.compile(r"[a-z][a-z_]{0,39}")
# As long as the columns they are kept in, and as people read.
_LONGEST = {"id": 60, "version": 20, "consequence": 60, "name": 120, "source": 1000}
_FARTHEST = 40_000  # days: more than a century is a slip of the pen


def problems_of(rule: Rule) -> Iterator[str]:
    yield from _words(rule)
    undeclared = [name for name, _ in _used(rule) if name not in rule.facts]
    yield from (f"fact {name} is used but not declared" for name in dict.fromkeys(undeclared))
    if not undeclared:
        yield from _kinds(rule)
        yield from _dates(rule)


def _words(rule: Rule) -> Iterator[str]:
    if not _ID.fullmatch(rule.id):
        yield "the id must be words of small letters joined by dots"
    for name, longest in _LONGEST.items():
        text = getattr(rule, name)
        if not text.strip() or len(text) > longest:
            yield f"{name} must have 1 to {longest} characters"
    if not rule.jurisdictional_because.strip():
        yield "jurisdictional_because must say why"
    if rule.ladder not in ladders():
        yield f"there is no ladder {rule.ladder}; there are {', '.join(ladders())}"
    if rule.calendar not in CALENDAR_NAMES:
        yield f"there is no calendar {rule.calendar}"
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        yield "it ends before it begins"
    if len(rule.readings) == 1 or not all(each.name and each.source for each in rule.readings):
        yield "a contested law has two readings or more, each with its name and source"
    if any(
        not note.text.strip() or (note.fact is None) != (note.equals is None) for note in rule.notes
    ):
        yield "a note needs a text, and `fact` and `equals` go together"
    texts = [rule.no_date, rule.jurisdictional_because, *(note.text for note in rule.notes)]
    texts += [text for each in rule.readings for text in (each.name, each.source)]
    if any(len(text) > _LONGEST["source"] for text in texts):
        yield f"a text has {_LONGEST['source']} characters at most"


def _used(rule: Rule) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every fact the rule speaks of, with the kinds it may be there."""
    named: list[tuple[str | None, tuple[str, ...]]] = [
        (rule.trigger or None, _DAYS),
        (rule.printed, ("date",)),
        (rule.fixed_by, ("date",)),
        (rule.calendar_fact, ("choice",)),
        (rule.absences.fact if rule.absences else None, ("spans",)),
        ("service" if rule.mail_add else None, ("choice",)),
        ("response" if rule.roll == "response" else None, ("choice",)),
    ]
    for count in rule.counts:
        named += [(count.start, _DAYS), (count.n_from, ("count",)), (count.pauses, ("spans",))]
    for note in rule.notes:
        named += [(note.absent, KINDS), (note.fact, ("choice",))]
    for spec in rule.facts.values():
        named += [(spec.unless, KINDS), (spec.not_before, _DAYS), (spec.not_after, _DAYS)]
    return [(name, kinds) for name, kinds in named if name is not None]


def _kinds(rule: Rule) -> Iterator[str]:
    for name, kinds in _used(rule):
        if rule.facts[name].kind not in kinds:
            yield f"fact {name} is {rule.facts[name].kind} where {' or '.join(kinds)} is needed"
    for spec in rule.facts.values():
        yield from _spec(spec)
    if rule.mail_add and "mail" not in rule.facts["service"].choices:
        yield "days for mail are added, but service has no choice mail"
    if rule.roll == "response" and "paper" not in rule.facts["response"].choices:
        yield "the roll depends on paper, but response has no choice paper"
    if rule.calendar_fact and not set(rule.facts[rule.calendar_fact].choices) <= CALENDAR_NAMES:
        yield f"fact {rule.calendar_fact} names a calendar that does not exist"


def _spec(spec: FactSpec) -> Iterator[str]:
    if not _FACT.fullmatch(spec.name):
        yield f"fact {spec.name[:40]} must be named by small letters and _"
    if not 0 < len(spec.label.strip()) <= 120 or len(spec.help) > 500:
        yield f"fact {spec.name} needs a label of 120 characters at most, and a help of 500"
    if (spec.kind == "choice") != bool(spec.choices):
        yield f"fact {spec.name} has a wrong kind or choices"
    if spec.maximum is not None and (spec.kind != "count" or not 1 <= spec.maximum <= _FARTHEST):
        yield f"fact {spec.name}: maximum belongs to a count"
    if spec.open_ended and spec.kind != "spans":
        yield f"fact {spec.name}: only spans can be open-ended"


def _dates(rule: Rule) -> Iterator[str]:
    if rule.no_date:
        if rule.counts or rule.absences or rule.ladder != "none" or rule.printed:
            yield "no_date says that there is no day: nothing is counted, and the ladder is none"
        return
    if not rule.trigger or not rule.facts[rule.trigger].required:
        yield "the trigger must be a required fact"
    if rule.binds == "us" and not rule.absences and not rule.outer:
        yield "it computes nothing: outer is missing"
    if rule.binds == "agency" and (rule.outer or not (rule.target or rule.opens)):
        yield "a date that binds an agency has a target or opens, and no outer"
    for count in rule.counts:
        if not -_FARTHEST <= count.n <= _FARTHEST or not 0 <= count.after_years <= 120:
            yield f"{count.n} is no number of {count.unit} that a law gives"
    if not 0 <= rule.mail_add <= 60:
        yield "mail_add must be 0 to 60"
    if any(count.n < 0 for count in rule.outer) and rule.roll not in ("never", "earlier"):
        yield 'what is counted back never rolls later: say roll = "never" or "earlier"'
    certain = any(_certain(rule, count.start, count.n_from) for count in rule.outer)
    if rule.outer and not certain:
        yield "every outer count rests on a fact that may be left out: it might give no day"
    if rule.absences and not 0 < rule.absences.single <= rule.absences.total <= _FARTHEST:
        yield "absences: single must be at least 1 and at most total"


def _certain(rule: Rule, start: str, n_from: str | None) -> bool:
    """The count gives a day whenever the facts were taken; a printed date may stand for it."""
    specs = [rule.facts[start], *([rule.facts[n_from]] if n_from else [])]
    return all(spec.required and spec.unless in (None, rule.printed) for spec in specs)
