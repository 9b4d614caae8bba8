"""One page of the intake, made from its step as data. Nothing but the gate is required."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.contact import ContactFields, contact_fields, contact_initial
from clients.forms.fields import (
    QUIET,
    BirthField,
    CalendarField,
    NameField,
    NamesField,
    NumberField,
    QuietText,
)
from clients.forms.parties import EMPTY_ROWS, MOST_ROWS, PartyRows, rows_initial
from clients.rules.intake_shape import Kind, Question, Step
from clients.rules.record import NUMBER_KINDS

NEEDED = gettext_lazy("This question needs an answer before you can go on.")


def _choice(question: Question) -> forms.Field:
    choices = [(choice.code, gettext_lazy(choice.text)) for choice in question.choices]
    if question.skippable:
        choices.append(("", gettext_lazy("Not asked")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial="")


def _choices(question: Question) -> forms.Field:
    choices = [(choice.code, gettext_lazy(choice.text)) for choice in question.choices]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)


_FIELDS: Mapping[Kind, Callable[[Question], forms.Field]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TEXT: lambda question: QuietText(longest=200),
    Kind.LONG_TEXT: lambda question: QuietText(longest=4000, lines=True),
    Kind.NAME: lambda question: NameField(),
    Kind.NAMES: lambda question: NamesField(),
    Kind.BIRTH: lambda question: BirthField(),
    Kind.DATE: lambda question: CalendarField(),
    Kind.LANGUAGE: lambda question: QuietText(longest=60),
    Kind.CONFIRM: lambda question: forms.BooleanField(),
}


@dataclass(frozen=True)
class QuestionGroup:
    """A question as the template draws it; `fields` are bound."""

    question: Question
    text: str
    why: str
    fields: list[forms.BoundField]

    @property
    def is_contact(self) -> bool:
        return self.question.kind is Kind.CONTACT_RULES

    @property
    def is_parties(self) -> bool:
        return self.question.kind is Kind.PARTIES

    @property
    def is_numbers(self) -> bool:
        return self.question.kind is Kind.IDENTIFIERS


class StepForm(PartyRows, ContactFields):
    version = forms.IntegerField(widget=forms.HiddenInput)
    # What the writer had typed and not saved, and whether something was saved since.
    draft: Any = None
    is_behind = False

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        for question in step.questions:
            self._add(question)

    def _add(self, question: Question) -> None:
        if question.kind is Kind.CONTACT_RULES:
            self.fields |= contact_fields()
        elif question.kind is Kind.PARTIES:
            self.add_rows(self._row_count())
        elif question.kind is Kind.IDENTIFIERS:
            for kind in NUMBER_KINDS:
                self.fields[f"number-{kind}"] = NumberField(kind)
        else:
            field = _FIELDS[question.kind](question)
            field.label, field.help_text = gettext_lazy(question.text), gettext_lazy(question.why)
            field.required = not question.skippable
            field.error_messages["required"] = NEEDED
            if question.kind is Kind.LANGUAGE:
                field.widget.attrs |= QUIET
            self.fields[question.code] = field

    def _row_count(self) -> int:
        """Return as many rows as were sent, or as are filled and some empty ones."""
        source = self.data if self.is_bound else self.initial
        filled = [
            number
            for number in range(MOST_ROWS)
            if source.get(f"party-{number}-name") or source.get(f"party-{number}-id")
        ]
        return max(filled, default=-1) + 1 + EMPTY_ROWS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if any(question.kind is Kind.PARTIES for question in self.step.questions):
            self.check_rows(consented=cleaned.get("exploiter_consent") == "yes")
        return cleaned

    def groups(self) -> list[QuestionGroup]:
        return [
            QuestionGroup(question, _(question.text), _(question.why), self._bound_fields(question))
            for question in self.step.questions
        ]

    def _bound_fields(self, question: Question) -> list[forms.BoundField]:
        if question.kind is Kind.IDENTIFIERS:
            return [self[f"number-{kind}"] for kind in NUMBER_KINDS]
        return [self[question.code]] if question.code in self.fields else []

    def answers(self) -> dict[str, Any]:
        """Return what `actions.save_step` takes: only what was answered, in shapes JSON holds."""
        found: dict[str, Any] = {}
        for question in self.step.questions:
            said = self._answer(question)
            if said not in (None, "", [], {}, False):
                found[question.code] = said
        return found

    def _answer(self, question: Question) -> Any:
        if question.kind is Kind.CONTACT_RULES:
            return self.contact_rules()
        if question.kind is Kind.PARTIES:
            return self.party_rows()
        if question.kind is Kind.IDENTIFIERS:
            numbers = {kind: self.cleaned_data.get(f"number-{kind}") for kind in NUMBER_KINDS}
            return {kind: number for kind, number in numbers.items() if number}
        said = self.cleaned_data.get(question.code)
        return said.isoformat() if question.kind is Kind.DATE and said else said


def draft_initial(step: Step, said: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return what fills a form with what was being typed, as a browser had sent it."""
    plain = {name: values[-1] for name, values in said.items() if values}
    fields = StepForm(step=step, initial=plain).fields
    return {
        name: values if isinstance(fields.get(name), forms.MultipleChoiceField) else plain[name]
        for name, values in said.items()
        if name in fields and values
    }


def step_initial(
    step: Step, answers: Mapping[str, Any], *, contact: Any = (), parties: Any = ()
) -> dict[str, Any]:
    """Return what fills a step again, from answers and rows that were revealed."""
    initial = {
        question.code: answers[question.code]
        for question in step.questions
        if question.code in answers
    }
    numbers = initial.pop("identifiers", {})
    initial |= {f"number-{kind}": number for kind, number in numbers.items()}
    return initial | contact_initial(contact) | rows_initial(parties)
