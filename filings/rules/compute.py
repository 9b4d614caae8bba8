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
  nor a courier's late day is ever needed. Only where a rule says that posting is enough, the day
  itself may be planned for.
- What is counted back from a hearing never moves later.
- A clock that stands still gives no day; an age that is fixed by a filing no longer runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from filings.rules.absence import last_day_back
from filings.rules.calendar import Calendar, OutsideTable, calendar_named, within_table
from filings.rules.catalogue import Book, versions_of
from filings.rules.computed import Computed, ReadingDates
from filings.rules.count import Working, best, ceiling, rolled, with_mail
from filings.rules.facts import FactError, first_year_of, outside_table, read_day, read_facts
from filings.rules.shape import Note, Rule
from filings.rules.texts import label, said


def compute(
    rule_id: str,
    facts: Mapping[str, object],
    *,
    today: date | None,
    calendar: Calendar | None = None,
    book: Book | None = None,
) -> Computed:
    """Compute one deadline. Raises UnknownRule or FactError; never guesses.

    `today` only adds warnings (passed, still in the future) and refuses a birth in the future; the
    dates do not depend on it. `calendar` replaces the rule's own table of holidays, `book` the
    rules that Alcove ships.
    """
    if today is not None:
        today = read_day("today", today)
    chosen = _version_for(versions_of(rule_id, book=book), facts)
    read = read_facts(chosen.facts, facts, today=today)
    name = chosen.calendar
    if chosen.calendar_fact:
        name = read.choices.get(chosen.calendar_fact, name)
    work = Working(chosen, read, calendar or calendar_named(name))
    try:
        return _compute(work, today)
    except OutsideTable as too_far:
        raise outside_table(chosen.trigger) from too_far


def _version_for(versions: tuple[Rule, ...], facts: Mapping[str, object]) -> Rule:
    """Choose by the trigger day: the law that was in force when the clock began."""
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
    unrolled, left = best(work, rule.outer, latest=True), None
    if rule.absences:
        unrolled, left = last_day_back(work, rule.absences)
    by_rule = None
    if unrolled is not None:
        unrolled = with_mail(work, unrolled)
        by_rule = rolled(work, unrolled)
    outer = by_rule
    printed = work.facts.days.get(rule.printed) if rule.printed else None
    if printed is not None:
        _hold_against_rule(work, printed, by_rule)
        outer = unrolled = printed
    if rule.no_date:
        work.step("no_date", None)
        work.warnings.append(label(rule.no_date))
    if outer is not None:
        work.step("outer", outer, day=outer)
        if rule.receipt_or_postmark == "postmark":
            work.step("posted", outer)
        else:
            _warn_of_closed_day(work, outer)
    if opens is not None and outer is not None and outer < opens:
        work.warn("warn_window_closed", opens=opens, outer=outer)
    target = _target(work, outer=outer, unrolled=unrolled)
    fixed = _fixed(work, outer)
    readings = _readings(work)
    _warn_of_notes(work)
    if today is not None:
        _warn_of_today(work, today, outer=None if fixed else outer, target=target)
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
        receipt_or_postmark=rule.receipt_or_postmark,
        days_left=left,
        no_date=rule.no_date,
    )


def _hold_against_rule(work: Working, printed: date, by_rule: date | None) -> None:
    """Say the printed date, and alarm when the rule disagrees; without days, hold the ceiling."""
    if by_rule is not None:
        work.step("rule_alone", by_rule, day=by_rule)
        code, disagrees = "warn_printed_differs", by_rule != printed
    else:
        by_rule = _longest(work)
        if by_rule is not None:
            work.step("rule_ceiling", by_rule, day=by_rule)
        code, disagrees = "warn_printed_above_ceiling", by_rule is not None and by_rule < printed
    work.step("printed", printed, day=printed)
    if disagrees and by_rule is not None:
        earlier = min(by_rule, printed)
        work.warn(code, printed=printed, computed=by_rule, earlier=earlier)


def _longest(work: Working) -> date | None:
    """Only held against a printed date: where it lies past the table there is nothing to hold."""
    longest = ceiling(work, work.rule.outer)
    try:
        return None if longest is None else rolled(work, with_mail(work, longest))
    except OutsideTable:
        return None


def _target(work: Working, *, outer: date | None, unrolled: date | None) -> date | None:
    if work.rule.target:
        return _named_target(work, outer)
    if unrolled is None:
        return None
    if work.rule.receipt_or_postmark == "postmark":
        target = work.calendar.on_or_before(unrolled)
        work.step("target_posted", target, day=target)
        return target
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


def _fixed(work: Working, outer: date | None) -> bool:
    """Say whether it was done already, and in time."""
    name = work.rule.fixed_by
    done = work.facts.days.get(name) if name else None
    if name is None or done is None or outer is None:
        return False
    if done > outer:
        work.warn("warn_fixed_late", label=work.label(name), day=done, outer=outer)
        return False
    work.step("fixed", done, label=work.label(name), day=done)
    return True


def _warn_of_closed_day(work: Working, outer: date) -> None:
    """By receipt, nothing on paper arrives on a day off: say on which day it must be there."""
    files_online = work.facts.choices.get("response") == "online"
    if work.rule.forum == "none" or files_online or work.calendar.is_business_day(outer):
        return
    work.warn("warn_closed_day", day=outer, before=work.calendar.on_or_before(outer))


def _readings(work: Working) -> tuple[ReadingDates, ...]:
    """Count by each reading of a contested law, and say it: a stored "why" then keeps them."""
    began = work.facts.days.get(work.rule.trigger, date.min)
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
    day = work.facts.days.get(work.rule.trigger)
    work.warnings += [label(note.text) for note in work.rule.notes if _applies(work, note, day)]


def _applies(work: Working, note: Note, day: date | None) -> bool:
    if day is not None and not (note.since or date.min) <= day <= (note.until or date.max):
        return False
    if note.fact is not None and work.facts.choices.get(note.fact) != note.equals:
        return False
    return note.absent is None or not work.facts.has(note.absent)


def _warn_of_today(work: Working, today: date, *, outer: date | None, target: date | None) -> None:
    trigger = work.rule.trigger
    began = work.facts.days.get(trigger)
    # An expiry or a hearing is expected to lie ahead; a notice dated ahead is a slip of the pen.
    forward = any(
        count.start == trigger and (count.n > 0 or count.n_from)
        for count in (*work.rule.outer, *work.rule.target, *work.rule.opens)
    )
    if began is not None and began > today and forward:
        work.warn("warn_start_in_future", label=work.label(trigger), day=began)
    if outer is None:
        return
    if outer < today:
        work.warn("warn_outer_passed", day=outer)
    elif outer == today:
        work.warn("warn_outer_today")
    elif target is not None and target < today:
        work.warn("warn_target_passed", day=target, outer=outer)
