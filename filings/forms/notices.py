"""What an agency sent: only what a notice of its kind may say is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField
from filings.forms.filings import DayField, Say, lawful_day
from filings.queries.packs import compute_here, rule_here
from filings.queries.words import CHOICES, HEARINGS, in_words, with_label
from filings.rules import Computed, FactError
from filings.rules.catalogue import Rule
from filings.rules.forms import Form
from filings.rules.notices import (
    HEARING,
    KINDS,
    Says,
    asked_by,
    rule_for,
    started_by,
)

# What is asked of some kinds only.
SOMETIMES = (
    "service", "response", "response_days", "printed_due_date", "appointment_on",
    "appointment_time", "appointment_place", "hearing_kind", "valid_from", "valid_to",
)  # fmt: skip
NOT_SAID = frozenset({"appointment_time", "appointment_place"})  # no rule counts from them


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
    hearing_kind = forms.ChoiceField(
        label=_("Kind of hearing"),
        widget=forms.RadioSelect,
        choices=list(HEARINGS.items()),
    )
    appointment_on = DayField(label=_("Day of the appointment"), required=False)
    appointment_time = forms.TimeField(
        label=_("Time"),
        help_text=_("As printed, by the clock of that place: 08:30."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M"],
    )
    appointment_place = forms.CharField(
        label=_("Place"),
        help_text=_("Stored encrypted."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(
        label=_("Valid until"),
        help_text=_("The last day printed. What must be done before it is computed from it."),
        required=False,
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
        for name in SOMETIMES:
            if name not in asked:
                del self.fields[name]
        if kind == HEARING:
            self.fields["appointment_on"].label = _("Day of the hearing")
            self.fields["appointment_on"].required = True

    @property
    def counts(self) -> bool:
        """Whether dates can follow, to be shown before anything is saved."""
        return bool(self.rule or self.kind == HEARING or self._starts())

    def clean_notice_date(self) -> date:
        day: date = self.cleaned_data["notice_date"]
        lawful_day(day, last=self.last, today=self.today, say=self.say)
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
        begins, ends = given.get("valid_from"), given.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _now("It cannot end before it begins."))
        if self.errors:
            return given
        for rule_id, facts in self._started(given):
            try:
                computed = compute_here(rule_id, facts, today=self.today)
            except FactError as error:
                self.add_error(*self._where(error, rule_here(rule_id)))
                return given
            if self.computed is None:
                self.computed, self.facts = computed, facts
        return given

    def _started(self, given: Mapping[str, Any]) -> list[tuple[str, dict[str, str | int]]]:
        known = {
            name: given[name] for name in SOMETIMES if name not in NOT_SAID and given.get(name)
        }
        return started_by(
            self.kind, self.form, notice_date=given["notice_date"], said=Says(**known),
            rule_named=rule_here,
        )  # fmt: skip

    def _starts(self) -> bool:
        return bool(self.form.starts_on(KINDS[self.kind].moves_to))

    def for_action(self) -> dict[str, Any]:
        """Return what `record_notice` takes besides the filing and the kind."""
        given = dict(self.cleaned_data)
        given["notice_id"] = given.pop("once")
        given["upload"] = given.pop("document", None)
        return given

    def _where(self, error: FactError, rule: Rule) -> tuple[str | None, forms.ValidationError]:
        """Put what the engine refused beside the field it speaks of."""
        code = error.said.code
        if code == "fact_missing" and error.fact == "response_days":
            message = _now("Write the printed due date, or the days it gives.")
            return "printed_due_date", forms.ValidationError(message, code=code)
        fields = {
            rule.trigger: "appointment_on" if self.kind == HEARING else "notice_date",
            "granted": "valid_from",
            "expires": "valid_to",
        }
        field = fields.get(error.fact, error.fact)
        message = self.say(with_label(error, rule))
        return (field if field in self.fields else None), forms.ValidationError(message, code=code)
