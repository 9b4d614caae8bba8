"""A form made from the facts a rule asks for; nothing is filled in that nobody said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from filings.forms.filings import DayField
from filings.queries.packs import compute_here
from filings.queries.words import choice_in_words, in_words, with_label
from filings.rules import Computed, FactError, FactSpec, Rule

# Room for so many periods at first, and again for each "more".
PERIODS = 2
MOST_DAYS = 9999


@dataclass(frozen=True)
class Period:
    """The two fields of one period, by their names in the form."""

    fact: str
    start: str
    end: str


class CalculatorForm(forms.Form):
    """After `is_valid()`, `computed` and `facts` say what comes out. Nothing is written."""

    def __init__(self, sent: Any = None, *, rule: Rule, today: date, more: bool = False) -> None:
        """
        :param more: give room for more periods and keep what was written; it is not checked yet
        """
        kept = {name.removeprefix("fact-"): sent[name] for name in sent} if sent and more else {}
        super().__init__(None if more else sent, prefix="fact", initial=kept)
        self.rule, self.today = rule, today
        self.computed: Computed | None = None
        self.facts: dict[str, object] = {}
        self.periods: list[Period] = []
        for spec in rule.facts.values():
            if spec.kind == "spans":
                self._ask_periods(spec, sent or {}, more=more)
            else:
                self.fields[spec.name] = fact_field(spec, rule)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for period in self.periods:
            self._refuse_half(period)
        if self.errors:
            return given
        facts = {**self._plain(given), **self._spans(given)}
        try:
            self.computed = compute_here(self.rule.id, facts, today=self.today)
            self.facts = facts
        except FactError as error:
            message = in_words(with_label(error, self.rule))
            self.add_error(
                self._where(error, facts), forms.ValidationError(message, code=error.said.code)
            )
        return given

    def _ask_periods(self, spec: FactSpec, sent: Mapping[str, Any], *, more: bool) -> None:
        """Ask for as many periods as were sent: one left out would make a wrong date."""
        pattern = re.compile(rf"fact-{re.escape(spec.name)}_([1-9][0-9]{{0,3}})_(?:from|to)")
        there = {int(found[1]) for found in map(pattern.fullmatch, sent) if found}
        last = max(there, default=0)
        there |= set(range(last + 1, last + 1 + PERIODS)) if more or not there else set()
        for number in sorted(there):
            names = {"fact": _(spec.label), "number": number}
            period = Period(spec.name, f"{spec.name}_{number}_from", f"{spec.name}_{number}_to")
            self.fields[period.start] = DayField(
                label=_("%(fact)s, period %(number)s: first day") % names, required=False
            )
            until = _("%(fact)s, period %(number)s: day after the last")
            if spec.open_ended:
                until = _("%(fact)s, period %(number)s: day after the last, if it has ended")
            self.fields[period.end] = DayField(label=until % names, required=False)
            self.periods.append(period)

    def _refuse_half(self, period: Period) -> None:
        given = self.cleaned_data
        both = ((period.start, period.end), (period.end, period.start))
        for own, other in both[:1] if self.rule.facts[period.fact].open_ended else both:
            if given.get(other) and own in given and given[own] is None:
                message = _("Give both days of this period, or none.")
                self.add_error(own, forms.ValidationError(message, code="half"))

    def _plain(self, given: Mapping[str, Any]) -> dict[str, object]:
        """Return the facts that were given; what was left open is not a fact."""
        facts = {name: given[name] for name in self.rule.facts if given.get(name) not in (None, "")}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in facts.items()
        }

    def _spans(self, given: Mapping[str, Any]) -> dict[str, object]:
        spans: dict[str, list[dict[str, str]]] = {}
        for period in self.periods:
            if given[period.start]:
                span = {"from": given[period.start].isoformat()}
                if given[period.end]:
                    span["to"] = given[period.end].isoformat()
                spans.setdefault(period.fact, []).append(span)
        return dict(spans)

    def _where(self, error: FactError, facts: Mapping[str, object]) -> str | None:
        """Say which field the engine speaks of; of several periods, the first it refuses."""
        fact, _dot, side = error.fact.partition(".")
        if fact in self.fields:
            return fact
        filled = [each for each in self.periods if each.fact == fact]
        filled = [each for each in filled if self.cleaned_data[each.start]]
        spans = facts.get(fact, [])
        assert isinstance(spans, list)
        for period, span in zip(filled, spans, strict=True):
            try:
                compute_here(self.rule.id, {**facts, fact: [span]}, today=self.today)
            except FactError as again:
                if again.said.code == error.said.code:
                    at_end = side == "to" or error.said.code == "fact_span_reversed"
                    return period.end if at_end else period.start
        return None


def fact_field(spec: FactSpec, rule: Rule) -> forms.Field:
    options = {
        "label": _(spec.label),
        "help_text": _help(spec, rule),
        "required": spec.required and spec.unless is None,
    }
    if spec.kind == "choice":
        named: list[tuple[str, str]] = [(code, choice_in_words(code)) for code in spec.choices]
        if not options["required"]:
            named.insert(0, ("", _("Not known yet")))
        return forms.ChoiceField(widget=forms.RadioSelect, choices=named, **options)  # type: ignore[arg-type]
    if spec.kind == "count":
        return forms.IntegerField(min_value=1, max_value=MOST_DAYS, **options)  # type: ignore[arg-type]
    return DayField(**options)


def _help(spec: FactSpec, rule: Rule) -> str:
    said = [_(spec.help)] if spec.help else []
    if spec.unless:
        other = _(rule.facts[spec.unless].label)
        said.append(_("Can be left out when “%(fact)s” is given.") % {"fact": other})
    return " ".join(said)
