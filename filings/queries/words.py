"""What the engine and the tables say, in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from filings.rules import FactError, Rule, Said
from filings.rules.texts import label

# Why somebody may need the whole receipt number; codes go into the audit.
REVEAL_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "filing": _("Writing a filing or an answer"),
        "status": _("Asking the agency about it"),
        "notice": _("Comparing it with a notice"),
        "other": _("Another reason"),
    }
)

CHOICES: Mapping[str, Promise] = MappingProxyType(
    {
        "mail": _("By mail"),
        "electronic": _("Electronically"),
        "paper": _("On paper"),
        "online": _("Online"),
        "oral": _("Spoken in court"),
        "detained": _("Detained"),
        "not_detained": _("Not detained"),
        "england": _("England"),
        "wales": _("Wales"),
        "scotland": _("Scotland"),
        "northern_ireland": _("Northern Ireland"),
    }
)

HEARINGS: Mapping[str, Promise] = MappingProxyType(
    {"master": _("Master hearing"), "individual": _("Individual hearing (merits)")}
)

# The engine's refusals that name a value, without it. {fact} is a name of ours, save where the fact
# itself is not known.
WITHOUT_VALUES: Mapping[str, str] = MappingProxyType(
    {
        "fact_unknown": gettext_noop("The rule does not take one of the facts. It takes: {known}."),
        "fact_not_date": gettext_noop("{fact} must be a date written as YYYY-MM-DD."),
        "fact_no_such_day": gettext_noop("{fact}: there is no such day."),
        "fact_out_of_range": gettext_noop("{fact}: the year must be between {first} and {last}."),
        "fact_not_choice": gettext_noop("{fact} must be one of {known}."),
        "fact_not_count": gettext_noop("{fact} must be a whole number of days."),
        "fact_not_positive": gettext_noop("{fact} must be at least 1."),
        "fact_above_ceiling": gettext_noop("{fact}: the rule allows at most {ceiling}."),
        "fact_not_spans": gettext_noop("{fact} must be a list of from and to pairs of dates."),
        "fact_before": gettext_noop("{fact} cannot be before {other}."),
        "fact_after": gettext_noop("{fact} cannot be after {other}."),
        "fact_future_birth": gettext_noop("{fact} lies in the future."),
        "fact_no_version": gettext_noop("{fact}: no version of the rule was in force on that day."),
        "day_in_future": gettext_noop("It is still in the future. Write the day it happened."),
    }
)


def long_day(day: date) -> str:
    return date_format(day, "l j F Y", use_l10n=False)


def in_words(sentence: Said) -> str:
    return sentence.say(translate=gettext, show_day=long_day)


def without_values(sentence: Said) -> str:
    """Say what is wrong and repeat nothing that was sent: an error travels further than a page."""
    template = WITHOUT_VALUES.get(sentence.code, sentence.template)
    return in_words(replace(sentence, template=template))


def with_label(error: FactError, rule: Rule) -> Said:
    """Name the fact as the form names it, not as the engine does."""
    spec = rule.facts.get(error.fact.partition(".")[0])  # "delays.from" is a day of "delays"
    if spec is None:
        return error.said
    params = dict(error.said.params)
    params["fact"] = label(spec.label)
    other = rule.facts.get(str(params.get("other", "")))
    if other is not None:
        params["other"] = label(other.label)
    return replace(error.said, params=tuple(params.items()))


def choice_in_words(code: str) -> str:
    """Say a choice; one of a clinic's own pack has no words here."""
    return str(CHOICES.get(code, code.replace("_", " ")))


def _period(days: Mapping[str, object]) -> str:
    first, last = fact_in_words(days["from"]), days.get("to")
    return f"{first} – {fact_in_words(last)}" if last else f"{first} –"


def fact_in_words(value: object) -> str:
    """Say a fact: a choice, a day, a number, or periods."""
    if isinstance(value, list | tuple):
        return ", ".join(_period(each) for each in value)
    if not isinstance(value, str):
        return str(value)
    if value in CHOICES:
        return str(CHOICES[value])
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value
