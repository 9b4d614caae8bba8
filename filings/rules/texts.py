"""What the engine says to people: English source strings, filled in late.

The engine does not know Django, so it cannot translate. It hands out `Said`: a code, an English
source string and the values to put in. A page calls `said.say(translate=gettext, show_day=...)`;
everything else reads `said.text`. `gettext_noop` here only marks strings for extraction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PLACE = re.compile(r"\{([a-z_]+)\}")


def gettext_noop(message: str) -> str:
    return message


def long_day(day: date) -> str:
    """Write a day as 'Friday 6 March 2026'; not strftime, which follows the machine's locale."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _as_written(message: str) -> str:
    return message


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, not yet in any language. Values may be sentences themselves (a label)."""

    code: str
    template: str
    params: tuple[tuple[str, str | int | date | Said], ...] = ()

    def say(
        self,
        *,
        translate: Callable[[str], str] = _as_written,
        show_day: Callable[[date], str] = long_day,
    ) -> str:
        shown: dict[str, str] = {}
        for name, value in self.params:
            if isinstance(value, Said):
                shown[name] = value.say(translate=translate, show_day=show_day)
            elif isinstance(value, date):
                shown[name] = show_day(value)
            else:
                shown[name] = str(value)
        # Not str.format: a pack's text must not be able to reach into objects.
        return _PLACE.sub(lambda found: shown.get(found[1], found[0]), translate(self.template))

    @property
    def text(self) -> str:
        return self.say()

    def __str__(self) -> str:
        return self.text


def said(code: str, /, **params: str | int | date | Said) -> Said:
    return Said(code, TEMPLATES[code], tuple(params.items()))


def label(text: str) -> Said:
    """A short text from a pack or a holiday table, translatable on its own."""
    return Said("label", text)


DISCLAIMER = gettext_noop(
    "This is a calculation, not legal advice. An attorney must check it against the notice and "
    "the law in force."
)

TEMPLATES = {
    # Steps
    "start": gettext_noop("{label}: {day}. This is day 0; the count begins on the day after."),
    "set_by_order": gettext_noop(
        "A judge or an agency set the last day: {day}. No rule computes it, and it is not moved "
        "from a weekend or holiday."
    ),
    "fixed_day": gettext_noop("{label}: {day}."),
    "count_days": gettext_noop(
        "Calendar days counted: {n} (weekends and holidays count). That reaches {day}."
    ),
    "count_business_days": gettext_noop(
        "Working days counted: {n} (weekends and holidays do not count). That reaches {day}."
    ),
    "count_weeks": gettext_noop("Weeks counted: {n}. That reaches {day}."),
    "count_months": gettext_noop("Months counted: {n}. That reaches {day}."),
    "count_years": gettext_noop("Years counted: {n}. That reaches {day}."),
    "count_back_days": gettext_noop("Calendar days counted back: {n}. That reaches {day}."),
    "count_back_business_days": gettext_noop("Working days counted back: {n}. That reaches {day}."),
    "count_with_pauses": gettext_noop(
        "Calendar days counted: {n}, without the days on which the clock stood still. "
        "That reaches {day}."
    ),
    "clock_stopped": gettext_noop(
        "The clock has stood still since {day}, with {ran} of {n} days run. No day can be given "
        "until it runs again."
    ),
    "absences": gettext_noop(
        "Days of absence so far: {used}, the longest at one time {longest}. Allowed: {single} at "
        "one time, {total} in total. Left in total: {left}."
    ),
    "abroad": gettext_noop(
        "Away since {day}. The last day to be back within both limits is {back}."
    ),
    "no_date": gettext_noop("There is no day to keep here."),
    "fixed": gettext_noop("{label}: {day}. That is in time, and the clock no longer runs."),
    "posted": gettext_noop(
        "Posting it by the last day is enough. Keep the proof of the day on which it was posted."
    ),
    "month_end": gettext_noop("That month has no such day, so its last day is taken: {day}."),
    "birthday": gettext_noop("Birthday number {n}: {day}. The count begins on the day after."),
    "day_before": gettext_noop(
        "The day itself is too late; the last day is the day before: {day}."
    ),
    "mail_added": gettext_noop("It came by mail. Days added for mail: {n}. That reaches {day}."),
    "no_mail_added": gettext_noop("It did not come by mail, so no days are added."),
    "roll_weekend": gettext_noop(
        "{day} is a weekend day, so the last day moves to the next working day: {moved}."
    ),
    "roll_holiday": gettext_noop(
        "{day} is a public holiday ({holiday}), so the last day moves to the next working "
        "day: {moved}."
    ),
    "roll_back": gettext_noop(
        "{day} is no working day, and what is counted back never moves later: the last day is the "
        "working day before, {moved}."
    ),
    "roll_not_needed": gettext_noop("{day} is a working day, so the last day does not move."),
    "roll_online": gettext_noop(
        "The answer goes in online, so the last day does not move, even from a weekend or a "
        "holiday."
    ),
    "roll_unknown": gettext_noop(
        "It is not known whether the answer goes in on paper or online, so the last day is not "
        "moved."
    ),
    "picked_latest": gettext_noop("Of these days the later one counts: {day}."),
    "picked_earliest": gettext_noop("Of these days the earlier one counts: {day}."),
    "opens": gettext_noop("The first day on which this can be done is {day}."),
    "rule_alone": gettext_noop("The rule alone gives {day}. It stays here for comparison."),
    "rule_ceiling": gettext_noop(
        "The longest time the rule allows ends on {day}. It stays here for comparison."
    ),
    "printed": gettext_noop(
        "The notice prints {day} as its due date. The printed date is the last day and never moves."
    ),
    "outer": gettext_noop("The last lawful day is {day}."),
    "target_before": gettext_noop("Plan for {day}, the last working day before {before}."),
    "target_posted": gettext_noop(
        "Plan for {day}, the last working day on which it can be posted in time."
    ),
    "target_named": gettext_noop("Plan for {day}, the day this rule names for planning."),
    "target_agency": gettext_noop(
        "This date binds the agency, not us. Ask the agency if nothing has come by {day}."
    ),
    "reading": gettext_noop(
        "By the reading “{name}” the last day is {day}, and the day to plan for {target}. "
        "Source: {source}."
    ),
    # Warnings
    "warn_contested": gettext_noop(
        "The law is contested: its readings give different days, and each is shown. The day to "
        "plan for is the one that costs nothing, whichever reading wins."
    ),
    "warn_response_unknown": gettext_noop(
        "Nobody has said whether the answer goes in on paper or online. The date is not moved "
        "from a weekend or holiday; record how it will be filed."
    ),
    "warn_observed_day": gettext_noop(
        "{day} is only the day on which a holiday is observed. Do not rely on the days gained "
        "without asking counsel."
    ),
    "warn_printed_differs": gettext_noop(
        "The notice prints {printed}, but the rule gives {computed}. An attorney must look at "
        "this. Until then, plan for the earlier of the two: {earlier}."
    ),
    "warn_printed_above_ceiling": gettext_noop(
        "The notice prints {printed}, later than the longest time the rule allows ({computed}). "
        "An attorney must look at this. Until then, plan for {earlier}."
    ),
    "warn_closed_day": gettext_noop(
        "{day} is no working day. What goes on paper must have arrived by {before}; the day of "
        "posting does not count."
    ),
    "warn_clock_stopped": gettext_noop(
        "A delay has no end yet, so the clock stands still. Record the day on which it ended."
    ),
    "warn_absence": gettext_noop(
        "More days of absence than allowed ({n}, where {most} are). An attorney must look at this "
        "today: an exception may apply."
    ),
    "warn_fixed_late": gettext_noop(
        "{label} ({day}) came after the last day, {outer}. An attorney must look at this today."
    ),
    "warn_month_end": gettext_noop(
        "The month this reaches has no day with that number, so its last day is taken. Ask "
        "counsel before you rely on that very day."
    ),
    "warn_outer_passed": gettext_noop(
        "The last day, {day}, has passed. An attorney must look at this today."
    ),
    "warn_outer_today": gettext_noop("The last day is today."),
    "warn_target_passed": gettext_noop(
        "The day to plan for, {day}, has passed. The last day is {outer}."
    ),
    "warn_window_closed": gettext_noop(
        "The first possible day, {opens}, comes after the last day, {outer}. Check the dates; an "
        "attorney must look at this."
    ),
    "warn_start_in_future": gettext_noop("{label} ({day}) is still in the future. Check the date."),
    # Refusals
    "fact_missing": gettext_noop("{fact} is missing."),
    "fact_null": gettext_noop("{fact} is empty; leave it out if it is not known."),
    "fact_unknown": gettext_noop("{fact} is not a fact of this rule; it takes: {known}."),
    "fact_not_date": gettext_noop("{fact} must be a date written as YYYY-MM-DD, not {value}."),
    "fact_no_such_day": gettext_noop("{fact}: the day {value} does not exist."),
    "fact_out_of_range": gettext_noop(
        "{fact}: {value} lies outside the years {first} to {last} that can be computed."
    ),
    "fact_not_choice": gettext_noop("{fact} must be one of {known}, not {value}."),
    "fact_not_count": gettext_noop("{fact} must be a whole number of days, not {value}."),
    "fact_not_positive": gettext_noop("{fact} must be at least 1, not {value}."),
    "fact_above_ceiling": gettext_noop("{fact} is {value}, but the rule allows at most {ceiling}."),
    "fact_not_spans": gettext_noop(
        "{fact} must be a list of from and to pairs of dates, not {value}."
    ),
    "fact_span_reversed": gettext_noop("{fact}: a period ends before it begins."),
    "fact_before": gettext_noop("{fact} ({value}) cannot be before {other} ({other_value})."),
    "fact_after": gettext_noop("{fact} ({value}) cannot be after {other} ({other_value})."),
    "fact_future_birth": gettext_noop("{fact} ({value}) lies in the future."),
    "fact_no_version": gettext_noop("{fact}: no version of this rule was in force on {value}."),
    "result_out_of_range": gettext_noop(
        "{fact}: the result would fall outside the years {first} to {last} whose holidays are "
        "known."
    ),
    "rule_unknown": gettext_noop("There is no rule {value}."),
    # Steps of a filing
    "move_unlawful": gettext_noop(
        "This filing cannot take that step from where it stands. Choose one of the steps offered."
    ),
    "move_needs_receipt": gettext_noop(
        "Record the receipt number instead; that marks the filing as receipted."
    ),
    "move_needs_notice": gettext_noop(
        "Record the notice instead; that takes this step and computes its deadline."
    ),
    "move_needs_choice": gettext_noop(
        "Record the survivor's choice, then send the request: that takes this step."
    ),
    "move_needs_answer": gettext_noop(
        "Record the agency's answer instead; that takes this step and computes what follows."
    ),
    "day_in_future": gettext_noop("{day} is still in the future. Write the day it happened."),
    "edition_over": gettext_noop(
        "Edition {edition} of this form is not accepted on {day}. Print one that is, have it "
        "signed again, and record it under Edition and fee; then take this step."
    ),
    "day_too_old": gettext_noop("The year must be {first} or later. Check the date."),
    "day_before_last_step": gettext_noop(
        "The step before it was on {day}. This one cannot be earlier."
    ),
}
