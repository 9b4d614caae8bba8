"""The shape of input. A day, a step and a fact are checked by the same rules the actions use."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.rules.identifiers import IdentifierError, normalise_identifier
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField
from filings.queries.packs import compute_here, forms_here, rule_here
from filings.queries.words import CHOICES, REVEAL_REASONS, in_words, with_label
from filings.rules import Computed, FactError, Said
from filings.rules.forms import Form
from filings.rules.lifecycle import MoveError, check_day
from filings.rules.notices import KINDS, asked_by, facts_for, rule_for

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
        _lawful_day(on, last=self.last, today=self.today, say=self.say)
        return on


def _lawful_day(on: date, *, last: date | None, today: date, say: Say) -> None:
    try:
        check_day(on, last=last, today=today)
    except MoveError as error:
        raise forms.ValidationError(say(error.said), code=error.code) from error


class AddForm(forms.Form):
    once = OnceField()
    form = forms.ChoiceField(label=_("Filing"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, f"{code} · {_now(row.name)}") for code, row in forms_here().items()]
        self.fields["form"].choices = [("", _now("Choose one")), *offered]  # type: ignore[attr-defined]


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


class NoticeForm(forms.Form):
    """One kind of notice; what the rule behind it does not ask for is not in the form.

    After `is_valid()`, `computed` and `facts` say what will be due, or are empty.
    """

    once = OnceField()
    notice_date = DayField(label=_("Date of the notice"))
    service = forms.ChoiceField(
        label=_("How the notice came"),
        help_text=_("If it came both ways, choose electronically: no days are added."),
        widget=forms.RadioSelect,
        choices=[(code, CHOICES[code]) for code in ("mail", "electronic")],
    )
    printed_due_date = DayField(
        label=_("Due date printed on the notice"),
        help_text=_("If the notice prints one, it decides."),
        required=False,
    )
    response_days = forms.IntegerField(
        label=_("Days the notice gives for the answer"),
        help_text=_("Read the number on the notice. Needed when no due date is printed."),
        required=False,
        min_value=1,
        max_value=999,
    )
    response = forms.ChoiceField(
        label=_("How the answer will be filed"),
        help_text=_("Only an answer on paper moves off a weekend or holiday."),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Not known yet")),
            *((code, CHOICES[code]) for code in ("paper", "online")),
        ],
    )
    document = SealedFileField(
        label=_("The notice, scanned"),
        help_text=_("PDF or picture. Stored encrypted; can be left out."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        form: Form,
        last: date | None,
        today: date,
        say: Say = in_words,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.form, self.last, self.today, self.say = kind, form, last, today, say
        self.rule = rule_for(kind, form)
        self.computed: Computed | None = None
        self.facts: Mapping[str, str | int] = {}
        self.fields["notice_date"].widget.attrs["max"] = today.isoformat()
        asked = asked_by(kind, form)
        for name in ("service", "response", "response_days", "printed_due_date"):
            if name not in asked:
                del self.fields[name]

    def clean_notice_date(self) -> date:
        day: date = self.cleaned_data["notice_date"]
        _lawful_day(day, last=self.last, today=self.today, say=self.say)
        return day

    def clean_response_days(self) -> int | None:
        days: int | None = self.cleaned_data["response_days"]
        most = self.form.most_rfe_days
        if days is not None and most is not None and days > most:
            raise forms.ValidationError(
                _now("A notice about %(form)s gives at most %(most)s days. Look at it again.")
                % {"form": self.form.code, "most": most}
            )
        return days

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.rule or self.errors:
            return given
        known = {
            name: given[name]
            for name in ("notice_date", "service", "response", "response_days", "printed_due_date")
            if given.get(name)
        }
        facts = facts_for(self.kind, **known)
        try:
            self.computed = compute_here(self.rule, facts, today=self.today)
            self.facts = facts
        except FactError as error:
            self.add_error(*self._where(error))
        return given

    def for_action(self) -> dict[str, Any]:
        """Return what `record_notice` takes besides the filing and the kind."""
        given = dict(self.cleaned_data)
        given["notice_id"] = given.pop("once")
        given["upload"] = given.pop("document", None)
        return given

    def _where(self, error: FactError) -> tuple[str | None, forms.ValidationError]:
        """Put what the engine refused beside the field it speaks of."""
        code = error.said.code
        if code == "fact_missing" and error.fact == "response_days":
            message = _now("Write the printed due date, or the days it gives.")
            return "printed_due_date", forms.ValidationError(message, code=code)
        trigger = KINDS[self.kind].trigger
        field = "notice_date" if error.fact == trigger else error.fact
        message = self.say(with_label(error, rule_here(self.rule)))
        return (field if field in self.fields else None), forms.ValidationError(message, code=code)


class SettleForm(VersionedForm):
    status = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            ("done", _("Done: what it asks for was filed")),
            ("waived", _("Waived: it will not be done, for a reason")),
        ],
    )
    reason = forms.CharField(
        label=_("What was done, or why not"),
        help_text=_("Stored encrypted. Attorneys and supervisors can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
