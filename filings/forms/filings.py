"""The shape of input. A day, a step and a fact are checked by the same rules the actions use."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clinic.pages.fields import OnceField
from filings.queries.offered import group_of
from filings.queries.packs import forms_here
from filings.queries.words import REVEAL_REASONS, in_words
from filings.rules import Said
from filings.rules.steps import MoveError, check_day

# How a refusal of the rules is said: to a person at a page, or to a program.
Say = Callable[[Said], str]


class DayField(forms.DateField):
    """A legal day, written in one way only: 03/04 is two different days to two people."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages={
                "invalid": _("There is no such day. Write it as year-month-day: 2026-03-06.")
            },
            **options,
        )


class StepForm(VersionedForm):
    """A form with the day of a step, which may not be before the last one or in the future."""

    on = DayField(label=_("Day"))

    def __init__(
        self, *args: Any, last: date | None, today: date, say: Say = in_words, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.last, self.today, self.say = last, today, say
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        if last:
            self.fields["on"].widget.attrs["min"] = last.isoformat()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        lawful_day(on, last=self.last, today=self.today, say=self.say)
        return on


def lawful_day(on: date, *, last: date | None, today: date, say: Say) -> None:
    try:
        check_day(on, last=last, today=today)
    except MoveError as error:
        raise forms.ValidationError(say(error.said), code=error.code) from error


class AddForm(forms.Form):
    once = OnceField()
    form = forms.ChoiceField(label=_("Filing"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for code, row in forms_here().items():
            grouped.setdefault(group_of(row), []).append((code, f"{code} · {_now(row.name)}"))
        self.fields["form"].choices = [("", _now("Choose one")), *grouped.items()]  # type: ignore[attr-defined]


class ReceiptForm(StepForm):
    field_order = ("version", "receipt_number", "on")
    receipt_number = forms.CharField(
        label=_("Receipt number"),
        help_text=_("Three letters and ten digits, for example IOE0123456789. Stored encrypted."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Date of the receipt notice")

    def clean_receipt_number(self) -> str:
        try:
            return normalise_identifier("receipt", self.cleaned_data["receipt_number"])
        except IdentifierError as error:
            raise forms.ValidationError(_now(error.message)) from error


class RevealForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", ""), *REVEAL_REASONS.items()],
        error_messages={
            "required": _("Say why you need it."),
            "invalid_choice": _("Choose one of the reasons."),
        },
    )
