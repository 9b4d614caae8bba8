"""What the engine and the tables say, in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
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
    }
)


def long_day(day: date) -> str:
    return date_format(day, "l j F Y", use_l10n=False)


def in_words(sentence: Said) -> str:
    return sentence.say(translate=gettext, show_day=long_day)


def with_label(error: FactError, rule: Rule) -> Said:
    """Name the fact as the form names it, not as the engine does."""
    spec = rule.facts.get(error.fact)
    if spec is None:
        return error.said
    params = dict(error.said.params)
    params["fact"] = label(spec.label)
    other = rule.facts.get(str(params.get("other", "")))
    if other is not None:
        params["other"] = label(other.label)
    return replace(error.said, params=tuple(params.items()))


def fact_in_words(value: str | int) -> str:
    """Say a stored fact: a choice, a day, or a number."""
    if isinstance(value, int):
        return str(value)
    if value in CHOICES:
        return str(CHOICES[value])
    try:
        return long_day(date.fromisoformat(value))
    except ValueError:
        return value
