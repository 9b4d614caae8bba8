"""The deadline engine: facts in, dates and every step out. No clock, no database, no Django.

How it counts (domain.md section 2): the day of the event is day 0; calendar days; then days added
for mail (8 CFR 103.8(b)); then the roll. Where a reading of the law is open, the engine takes the
one that costs the client nothing if it is wrong, that is, the earlier date:

- It rolls from a weekend or holiday only for an answer that is known to go in on paper (USCIS
  policy of 2023-03-29 covers paper only); online or not known: no roll.
- It adds mail days only when the notice is said to have come by mail and the rule allows it.
- It never takes the longest time an RFE or NOID may give for the time this notice gives: the
  facts must say the days or the printed date. Since 2026-08-05 84 days is a ceiling, no default.
- A printed due date is the last day and never rolls, even on a Sunday; the computed date stays
  beside it, and a difference asks for an attorney.
- The day to plan for is a working day strictly before the un-rolled day, so that neither the roll
  nor a courier's late day is ever needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filings.rules.calendar import Calendar, OutsideTable, calendar_named, within_table
from filings.rules.catalogue import Rule, versions_of
from filings.rules.count import Step, Working, best, ceiling, rolled, with_mail
from filings.rules.facts import FactError, first_year_of, outside_table, read_day, read_facts
from filings.rules.texts import Said, label, said


@dataclass(frozen=True, slots=True)
class ReadingDates:
    """What one reading of a contested law gives."""

    name: str
    outer: date
    target: date
    source: str


@dataclass(frozen=True, slots=True)
class Computed:
    """`outer`: last lawful day for us, null where the date binds an agency. `target`: the day to
    plan for, or to chase the agency. `opens`: first lawful day. `by_rule`: what the rule alone
    gives, kept beside a printed date. `warnings` are sentences to show with the dates.

    `readings`: while the law is contested, what each reading gives; the dates above stay the ones
    that cost the client nothing. `jurisdictional`: nobody can give back what is missed.
    """

    rule: str
    version: str
    opens: date | None
    outer: date | None
    target: date | None
    steps: tuple[Step, ...]
    source: str
    verify_with_counsel: bool
    warnings: tuple[Said, ...]
    ladder: str
    by_rule: date | None
    consequence: str
    jurisdictional: bool
    readings: tuple[ReadingDates, ...] = ()

    @property
    def contested(self) -> bool:
        return bool(self.readings)


def compute(
    rule_id: str,
    facts: Mapping[str, object],
    *,
    today: date | None,
    calendar: Calendar | None = None,
) -> Computed:
    """Compute one deadline. Raises UnknownRule or FactError; never guesses.

    `today` only adds warnings (passed, still in the future) and refuses a birth in the future; the
    dates do not depend on it. `calendar` replaces the rule's own table of holidays.
    """
    if today is not None:
        today = read_day("today", today)
    chosen = _version_for(rule_id, facts)
    read = read_facts(chosen.facts, facts, today=today)
    name = read.choices[chosen.calendar_fact] if chosen.calendar_fact else chosen.calendar
    work = Working(chosen, read, calendar or calendar_named(name))
    try:
        return _compute(work, today)
    except OutsideTable as too_far:
        raise outside_table(chosen.trigger) from too_far


def as_json(computed: Computed) -> dict[str, object]:
    """Give the shape that `manage.py compute_deadline` prints: ISO dates or None."""
    return {
        "rule": computed.rule,
        "version": computed.version,
        "opens": _iso(computed.opens),
        "outer": _iso(computed.outer),
        "target": _iso(computed.target),
        "steps": [
            {"code": step.code, "text": step.text, "date": _iso(step.date)}
            for step in computed.steps
        ],
        "source": computed.source,
        "verify_with_counsel": computed.verify_with_counsel,
        "warnings": [warning.text for warning in computed.warnings],
        "by_rule": _iso(computed.by_rule),
        "ladder": computed.ladder,
        "consequence": computed.consequence,
        "jurisdictional": computed.jurisdictional,
        "contested": computed.contested,
        "readings": [
            {
                "name": reading.name,
                "outer": _iso(reading.outer),
                "target": _iso(reading.target),
                "source": reading.source,
            }
            for reading in computed.readings
        ],
    }


def _version_for(rule_id: str, facts: Mapping[str, object]) -> Rule:
    """Choose by the trigger day: the law that was in force when the clock began."""
    versions = versions_of(rule_id)
    newest = versions[-1]
    trigger = newest.trigger
    if facts.get(trigger) is None:
        return newest  # reading the facts will say that it is missing
    first_year = first_year_of(newest.facts[trigger])
    day = read_day(trigger, facts[trigger], first_year=first_year)
    for version in versions:
        if version.in_force_on(day):
            return version
    raise FactError(said("fact_no_version", fact=trigger, value=day.isoformat()), trigger)


def _compute(work: Working, today: date | None) -> Computed:
    rule = work.rule
    opens = best(work, rule.opens, latest=False)
    if opens is not None:
        work.step("opens", opens, day=opens)
    unrolled = best(work, rule.outer, latest=True)
    by_rule = None
    if unrolled is not None:
        unrolled = with_mail(work, unrolled)
        by_rule = rolled(work, unrolled)
    outer = by_rule
    printed = work.facts.days.get(rule.printed) if rule.printed else None
    if printed is not None:
        _hold_against_rule(work, printed, by_rule)
        outer = unrolled = printed
    if outer is not None:
        work.step("outer", outer, day=outer)
    if opens is not None and outer is not None and outer < opens:
        work.warn("warn_window_closed", opens=opens, outer=outer)
    target = _target(work, outer=outer, unrolled=unrolled)
    readings = _readings(work)
    _warn_of_notes(work)
    if today is not None:
        _warn_of_today(work, today, outer=outer, target=target)
    of_readings = [day for each in readings for day in (each.outer, each.target)]
    for day in (opens, outer, by_rule, target, *of_readings):
        if day is not None and not within_table(day):
            raise OutsideTable(day.isoformat())
    return Computed(
        rule=rule.id,
        version=rule.version,
        opens=opens,
        outer=outer,
        target=target,
        steps=tuple(work.steps),
        source=rule.source,
        verify_with_counsel=rule.verify_with_counsel,
        warnings=tuple(work.warnings),
        ladder=rule.ladder,
        by_rule=by_rule,
        consequence=rule.consequence,
        jurisdictional=rule.jurisdictional,
        readings=readings,
    )


def _hold_against_rule(work: Working, printed: date, by_rule: date | None) -> None:
    """Say the printed date, and alarm when the rule disagrees; without days, hold the ceiling."""
    if by_rule is not None:
        work.step("rule_alone", by_rule, day=by_rule)
        code, disagrees = "warn_printed_differs", by_rule != printed
    else:
        longest = ceiling(work, work.rule.outer)
        if longest is not None:
            by_rule = rolled(work, with_mail(work, longest))
            work.step("rule_ceiling", by_rule, day=by_rule)
        code, disagrees = "warn_printed_above_ceiling", by_rule is not None and by_rule < printed
    work.step("printed", printed, day=printed)
    if disagrees and by_rule is not None:
        earlier = min(by_rule, printed)
        work.warn(code, printed=printed, computed=by_rule, earlier=earlier)


def _target(work: Working, *, outer: date | None, unrolled: date | None) -> date | None:
    if work.rule.target:
        return _named_target(work, outer)
    if unrolled is None:
        return None
    target = work.calendar.before(unrolled)
    work.step("target_before", target, day=target, before=unrolled)
    return target


def _named_target(work: Working, outer: date | None) -> date | None:
    target = best(work, work.rule.target, latest=True)
    if target is None:
        return None
    if outer is None:
        work.step("target_agency", target, day=target)
        return target
    # A day to plan for is a day on which work is done: earlier, never later.
    target = work.calendar.on_or_before(min(target, outer))
    work.step("target_named", target, day=target)
    return target


def _readings(work: Working) -> tuple[ReadingDates, ...]:
    """Count by each reading of a contested law, and say it: a stored "why" then keeps them."""
    began = work.facts.days[work.rule.trigger]
    found: list[ReadingDates] = []
    for reading in work.rule.readings:
        if not (reading.since or date.min) <= began <= (reading.until or date.max):
            continue
        alone = Working(work.rule, work.facts, work.calendar)
        unrolled = best(alone, reading.outer, latest=True)
        if unrolled is None:
            continue
        unrolled = with_mail(alone, unrolled)
        dates = ReadingDates(
            reading.name,
            outer=rolled(alone, unrolled),
            target=work.calendar.before(unrolled),
            source=reading.source,
        )
        found.append(dates)
    if len(found) < 2:
        return ()  # on this day the law was not contested
    for each in found:
        name, source = label(each.name), label(each.source)
        work.step(
            "reading", each.outer, name=name, day=each.outer, target=each.target, source=source
        )
    work.warn("warn_contested")
    return tuple(found)


def _warn_of_notes(work: Working) -> None:
    day = work.facts.days[work.rule.trigger]
    for note in work.rule.notes:
        timely = (note.since or date.min) <= day <= (note.until or date.max)
        absent = note.absent is None or not work.facts.has(note.absent)
        if timely and absent:
            work.warnings.append(label(note.text))


def _warn_of_today(work: Working, today: date, *, outer: date | None, target: date | None) -> None:
    trigger = work.rule.trigger
    began = work.facts.days[trigger]
    # An expiry or a hearing is expected to lie ahead; a notice dated ahead is a slip of the pen.
    forward = any(
        count.start == trigger and (count.n > 0 or count.n_from)
        for count in (*work.rule.outer, *work.rule.target, *work.rule.opens)
    )
    if began > today and forward:
        work.warn("warn_start_in_future", label=work.label(trigger), day=began)
    if outer is None:
        return
    if outer < today:
        work.warn("warn_outer_passed", day=outer)
    elif outer == today:
        work.warn("warn_outer_today")
    elif target is not None and target < today:
        work.warn("warn_target_passed", day=target, outer=outer)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
