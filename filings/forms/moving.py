"""A step of a filing: its day, what shows it, and the facts of the deadlines it sets going."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.files.forms import SealedFileField
from filings.forms.calculator import fact_field
from filings.forms.filings import StepForm
from filings.queries.packs import compute_here, rule_here
from filings.queries.words import with_label
from filings.rules import FactError
from filings.rules.facts import FactSpec
from filings.rules.forms import Form
from filings.rules.starting import asked_on, facts_of

LONGEST_NOTE = 2000


class MoveForm(StepForm):
    """Each step that sets a deadline going has fields of its own; only the chosen one's count."""

    to = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Stored encrypted. Attorneys and supervisors can read it."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document = SealedFileField(
        label=_("The document behind it, scanned"),
        help_text=_("A decision, an order, a letter: PDF or picture. Stored encrypted."),
        required=False,
    )

    def __init__(self, *args: Any, steps: list[tuple[str, str]], form: Form, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        self.fields["to"].choices = steps  # type: ignore[attr-defined]
        self.fields["on"].label = _("Day on which it happened")
        self.asked: dict[str, dict[str, FactSpec]] = {}
        for code, label in steps:
            self._ask_facts(code, label)
        if any(form.starts_on(code) for code, _label in steps):
            self.fields["no_deadline"] = forms.BooleanField(
                label=_("Start no deadline from this step"),
                help_text=_("Only if what it counts from is not known now: say why in the note."),
                required=False,
            )
        last = [name for name in ("no_deadline", "note", "document") if name in self.fields]
        first = [name for name in self.fields if name not in {"version", "to", "on", *last}]
        self.order_fields(["version", "to", "on", *first, *last])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        to = given.get("to", "")
        starts = self.form.starts_on(to)
        if given.get("no_deadline") and starts:
            if not given.get("note", "").strip():
                message = _now("Say in the note why no deadline follows.")
                self.add_error("note", forms.ValidationError(message, code="no_reason"))
            return given
        if self.errors:
            return given
        facts = self.facts_given(to)
        for each in starts:
            rule = rule_here(each.rule)
            try:
                told = facts_of(each, rule, on=given["on"], given=facts)
                compute_here(each.rule, told, today=self.today)
            except FactError as error:
                message = self.say(with_label(error, rule))
                refused = forms.ValidationError(message, code=error.said.code)
                name = "on" if error.fact == each.day else f"{to}__{error.fact}"
                if name not in self.errors:
                    self.add_error(name if name in self.fields else None, refused)
        return given

    def facts_given(self, to: str) -> dict[str, Any]:
        """Return the facts of the chosen step, as JSON can carry them."""
        named = {name: self.cleaned_data.get(f"{to}__{name}") for name in self.asked.get(to, {})}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in named.items()
            if value not in (None, "")
        }

    def for_action(self) -> dict[str, Any]:
        """Return what `move_filing` takes besides the filing."""
        given = self.cleaned_data
        return {
            "to": given["to"],
            "on": given["on"],
            "version": given["version"],
            "note": given["note"],
            "facts": self.facts_given(given["to"]),
            "no_deadline": bool(given.get("no_deadline")),
            "upload": given.get("document"),
        }

    def _ask_facts(self, code: str, label: str) -> None:
        asked = asked_on(self.form, code, rule_here)
        self.asked[code] = asked
        for name, spec in asked.items():
            rule = next(
                rule_here(each.rule)
                for each in self.form.starts_on(code)
                if name in rule_here(each.rule).facts
            )
            field = fact_field(spec, rule)
            field.required = False  # only of the chosen step, and the engine says so
            names = {"step": label, "fact": field.label}
            field.label = _now("If “%(step)s”: %(fact)s") % names
            self.fields[f"{code}__{name}"] = field


def as_fields(to: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form calls these facts."""
    return {f"{to}__{name}": value for name, value in facts.items()}
