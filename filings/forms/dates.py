"""Add a deadline, set a day, correct its facts: forms over what a rule asks for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clinic.pages.fields import OnceField, PlainText
from filings.forms.calculator import CalculatorForm
from filings.forms.deadlines import reason_field
from filings.forms.filings import DayField
from filings.rules import Rule
from filings.rules.calendar import FIRST_YEAR, LAST_YEAR

LONGEST_NAME = 300


class KnownDay(DayField):
    """A day in the years whose holidays are known."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            message = _now("The year must be between %(first)s and %(last)s.")
            raise forms.ValidationError(
                message % {"first": FIRST_YEAR, "last": LAST_YEAR}, code="out_of_range"
            )


def filing_field(filings: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("About which filing"),
        choices=[("", _now("None: about the case")), *filings],
        required=False,
    )


class AddDeadlineForm(CalculatorForm):
    """What the calculator asks for, and which filing it is about."""

    def __init__(
        self,
        sent: Any = None,
        *,
        rule: Rule,
        today: date,
        more: bool = False,
        filings: Iterable[tuple[str, str]],
        about: str = "",
    ) -> None:
        super().__init__(sent, rule=rule, today=today, more=more)
        self.fields["once"] = OnceField()
        self.fields["filing"] = filing_field(filings)
        self.initial.setdefault("filing", about)


class FactsForm(CalculatorForm):
    """The facts of a deadline as they are, to be corrected; why is asked once both are compared."""

    def __init__(
        self,
        sent: Any = None,
        *,
        rule: Rule,
        today: date,
        more: bool = False,
        facts: Mapping[str, Any],
        version: int,
        saving: bool = False,
    ) -> None:
        # What is there is filled in; room for further periods comes with it.
        given = sent if sent is not None else as_sent(facts)
        super().__init__(given, rule=rule, today=today, more=more or sent is None)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.initial.setdefault("version", version)
        self.fields["reason"] = reason_field(_("Why the facts were wrong"), required=saving)


def as_sent(facts: Mapping[str, Any]) -> dict[str, str]:
    """Write facts as the form would have sent them."""
    sent = {}
    for name, value in facts.items():
        if isinstance(value, list):
            for number, span in enumerate(value, 1):
                sent[f"fact-{name}_{number}_from"] = str(span["from"])
                sent[f"fact-{name}_{number}_to"] = str(span["to"])
        else:
            sent[f"fact-{name}"] = str(value)
    return sent


class SetDayForm(VersionedForm):
    outer = KnownDay(label=_("The last day"))
    reason = reason_field(_("Why this day"))


class OrderedForm(forms.Form):
    """A day that a judge or agency set."""

    once = OnceField()
    what = PlainText(
        label=_("What is due"),
        help_text=_("For example: witness list, answer to the motion. Stored encrypted."),
        max_length=LONGEST_NAME,
    )
    order = PlainText(
        label=_("Which order or letter sets the day"),
        help_text=_("Its name and date, so that somebody else finds it. Stored encrypted."),
        max_length=LONGEST_NAME,
    )
    outer = KnownDay(label=_("The last day it gives"))
    jurisdictional = forms.TypedChoiceField(
        label=_("If the day is missed"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("The right itself is lost, or nobody knows: a second person watches")),
            ("no", _("The judge or agency can still let it in")),
        ],
        initial="yes",
        coerce=lambda value: value == "yes",
    )

    def __init__(
        self, *args: Any, filings: Iterable[tuple[str, str]], about: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["filing"] = filing_field(filings)
        self.initial.setdefault("filing", about)


class NoDeadlineForm(VersionedForm):
    reason = reason_field(_("Why no date runs now"))
