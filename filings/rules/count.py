"""The counting itself: every move of a date leaves a step behind, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from filings.rules.calendar import Calendar, add_months, shift
from filings.rules.facts import Facts, Span
from filings.rules.shape import Count, Rule
from filings.rules.texts import Said, label, said


@dataclass(frozen=True, slots=True)
class Step:
    """One line of "why this date": a sentence and the day it speaks of."""

    said: Said
    date: date | None

    @property
    def code(self) -> str:
        return self.said.code

    @property
    def text(self) -> str:
        return self.said.text


@dataclass
class Working:
    """One computation under way."""

    rule: Rule
    facts: Facts
    calendar: Calendar
    steps: list[Step] = field(default_factory=list)
    warnings: list[Said] = field(default_factory=list)

    def step(self, code: str, day: date | None, /, **params: str | int | date | Said) -> None:
        self.steps.append(Step(said(code, **params), day))

    def warn(self, code: str, /, **params: str | int | date | Said) -> None:
        self.warnings.append(said(code, **params))

    def label(self, fact: str) -> Said:
        return label(self.rule.facts[fact].label)


def best(work: Working, counts: Iterable[Count], *, latest: bool) -> date | None:
    """Count each whose facts are here; give the latest (or earliest) of them, None if none."""
    found: list[date] = []
    for count in counts:
        n = work.facts.counts.get(count.n_from) if count.n_from else count.n
        if count.start in work.facts.days and n is not None:
            day = _counted(work, count, n)
            if day is not None:
                found.append(day)
    if not found:
        return None
    day = max(found) if latest else min(found)
    if len(found) > 1:
        work.step("picked_latest" if latest else "picked_earliest", day, day=day)
    return day


def with_mail(work: Working, day: date) -> date:
    """Add the days for mail. 8 CFR 103.8(b): served by mail, 3 days are added to the period."""
    if not work.rule.mail_add:
        return day
    if work.facts.choices.get("service") != "mail":
        work.step("no_mail_added", day)
        return day
    day = shift(day, work.rule.mail_add)
    work.step("mail_added", day, n=work.rule.mail_add, day=day)
    return day


def rolled(work: Working, day: date) -> date:
    """Move off a weekend or holiday where the rule does so, never on a mere guess."""
    if work.rule.roll == "never":
        return day
    if work.rule.roll == "response":
        response = work.facts.choices.get("response")
        if response is None:
            work.step("roll_unknown", day)
            if work.rule.printed not in work.facts.days:
                work.warn("warn_response_unknown")
            return day
        if response != "paper":
            work.step("roll_online", day)
            return day
    back = work.rule.roll == "earlier"
    moved = work.calendar.on_or_before(day) if back else work.calendar.on_or_after(day)
    if moved == day:
        work.step("roll_not_needed", day, day=day)
        return day
    if back:
        work.step("roll_back", moved, day=day, moved=moved)
        return moved
    holiday = work.calendar.holiday(day)
    if holiday is None:
        work.step("roll_weekend", moved, day=day, moved=moved)
    else:
        work.step("roll_holiday", moved, day=day, holiday=label(holiday), moved=moved)
    _warn_of_observed_days(work, day, moved)
    return moved


def _warn_of_observed_days(work: Working, day: date, moved: date) -> None:
    # 5 USC 6103(b) sets "observed" days for federal pay and leave; whether they also stretch a
    # filing period is argued. The table counts them, the person is told.
    while day < moved:
        if "(observed)" in (work.calendar.holiday(day) or ""):
            work.warn("warn_observed_day", day=day)
        day = shift(day, 1)


def ceiling(work: Working, counts: Iterable[Count]) -> date | None:
    """Count with the longest time the law allows, to hold a printed date against; not a result."""
    for count in counts:
        longest = work.rule.facts[count.n_from].maximum if count.n_from else None
        if longest is not None:
            return _counted(work, count, longest)
    return None


def _counted(work: Working, count: Count, n: int) -> date | None:
    start = work.facts.days[count.start]
    if n == 0:
        work.step("fixed_day", start, label=work.label(count.start), day=start)
        return _day_before(work, start) if count.day_before else start
    work.step("start", start, label=work.label(count.start), day=start)
    if count.after_years:
        start, _ = add_months(start, count.after_years * 12)
        work.step("birthday", start, n=count.after_years, day=start)
    spans = work.facts.spans.get(count.pauses, ()) if count.pauses else ()
    if spans:
        return _past_pauses(work, start, n, spans)
    if count.unit in ("months", "years"):
        return _anniversary(work, count, start, n)
    if count.unit == "business_days":
        day = work.calendar.add_business_days(start, n)
    else:
        day = shift(start, n * 7 if count.unit == "weeks" else n)
    code = f"count_{count.unit}" if n > 0 else f"count_back_{count.unit}"
    work.step(code, day, n=abs(n), day=day)
    return _day_before(work, day) if count.day_before else day


def _anniversary(work: Working, count: Count, start: date, n: int) -> date:
    """Same day so many months on, or the month's end.

    Where the anniversary itself is too late and the month has no such day (six months from 31
    August), the month's last day already is the day before it.
    """
    day, cut = add_months(start, n * 12 if count.unit == "years" else n)
    work.step(f"count_{count.unit}", day, n=n, day=day)
    if cut:
        work.step("month_end", day, day=day)
        work.warn("warn_month_end")
        if count.unit == "months":
            return day
    return _day_before(work, day) if count.day_before else day


def _day_before(work: Working, day: date) -> date:
    day = shift(day, -1)
    work.step("day_before", day, day=day)
    return day


def _past_pauses(work: Working, start: date, n: int, spans: Iterable[Span]) -> date | None:
    """Count n days during which the clock ran. Overlapping pauses stop it once.

    While a pause has no end, a day that lies behind it cannot be given.
    """
    at, left = start, n
    for span in sorted(spans, key=lambda span: span.start):
        ran = (span.start - at).days
        if ran >= left:
            break
        left -= max(ran, 0)
        if span.end is None:
            work.step("clock_stopped", None, day=span.start, ran=n - left, n=n)
            work.warn("warn_clock_stopped")
            return None
        at = max(at, span.end)
    day = shift(at, left)
    work.step("count_with_pauses", day, n=n, day=day)
    return day
