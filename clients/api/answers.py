"""From questions as data to what comes in and goes out, and to the page's form in between."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from clients.api.contact_shapes import GivenRules, RulesShape, rules_in_form
from clients.forms import StepForm
from clients.forms.fields import MOST_NAMES
from clients.forms.parties import IN_INTAKE, MOST_ROWS
from clients.rules.conflict import OF_MATTER
from clients.rules.identifiers import KINDS
from clients.rules.identity import LONGEST_NAME
from clients.rules.intake_shape import Kind, Question, Step
from clients.rules.record import NUMBER_KINDS
from clients.rules.safe_contact import Channel
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Id,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
    wrong,
)


class OneLine(Text):
    default_error_messages = {
        "lines": gettext_lazy("Write each on one line, as an entry of its own.")
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if len(text.splitlines()) > 1:
            self.fail("lines")
        return text


class GivenParty(Body):
    """Somebody else in the matter. With the id of a revealed row that row is changed."""

    id = Id(required=False, allow_null=True)
    kind = Choice(code for code, _label in IN_INTAKE)
    name = Text(LONGEST_NAME, allow_blank=True, help_text="Empty, with an id: taken out.")
    is_organisation = Flag(required=False)


class NamedPartyShape(Shape):
    """A name in the matter, revealed."""

    id = serializers.UUIDField(source="pk")
    kind = Choice(kind.value for kind in OF_MATTER)
    name = serializers.CharField(allow_null=True)
    is_organisation = serializers.BooleanField()


GivenNumbers: type[Body] = type(
    "GivenNumbers",
    (Body,),
    {
        "__doc__": "Numbers on papers; telephone and e-mail come with the safe-contact rules.",
        **{
            kind: Text(
                LONGEST_NAME, required=False, allow_null=True,
                help_text=f"{KINDS[kind].label}, like {KINDS[kind].looks_like}",
            )
            for kind in NUMBER_KINDS
        },
    },
)  # fmt: skip
NumbersShape: type[Shape] = type(
    "NumbersShape",
    (Shape,),
    {
        "__doc__": "Numbers on papers.",
        **{kind: serializers.CharField(allow_null=True) for kind in NUMBER_KINDS},
    },
)


def _codes(question: Question) -> list[str]:
    return [choice.code for choice in question.choices]


_TAKEN: Mapping[Kind, Callable[..., Any]] = {
    Kind.CHOICE: lambda asked, **how: Choice(_codes(asked), **how),
    Kind.CHOICES: lambda asked, **how: serializers.ListField(
        child=Choice(_codes(asked)), max_length=len(asked.choices), **how
    ),
    Kind.TEXT: lambda asked, **how: Text(200, **how),
    Kind.LONG_TEXT: lambda asked, **how: Text(4000, **how),
    Kind.NAME: lambda asked, **how: Text(LONGEST_NAME, **how),
    Kind.NAMES: lambda asked, **how: serializers.ListField(
        child=OneLine(LONGEST_NAME), max_length=MOST_NAMES, **how
    ),
    Kind.BIRTH: lambda asked, **how: Text(10, **how),
    Kind.DATE: lambda asked, **how: Day(**how),
    Kind.LANGUAGE: lambda asked, **how: Text(60, **how),
    Kind.IDENTIFIERS: lambda asked, **how: GivenNumbers(**how),
    Kind.CONTACT_RULES: lambda asked, **how: GivenRules(**how),
    Kind.PARTIES: lambda asked, **how: GivenParty(
        many=True,
        max_length=MOST_ROWS,
        **how,  # type: ignore[call-arg]
    ),
    Kind.CONFIRM: lambda asked, **how: Flag(**how),
}
_TOLD: Mapping[Kind, Callable[[Question], Any]] = {
    Kind.CHOICE: lambda asked: Choice(_codes(asked), allow_null=True),
    Kind.CHOICES: lambda asked: serializers.ListField(child=Choice(_codes(asked)), allow_null=True),
    Kind.NAMES: lambda asked: serializers.ListField(child=serializers.CharField(), allow_null=True),
    Kind.DATE: lambda asked: serializers.DateField(allow_null=True),
    Kind.IDENTIFIERS: lambda asked: NumbersShape(allow_null=True),
    Kind.CONTACT_RULES: lambda asked: RulesShape(),
    Kind.PARTIES: lambda asked: NamedPartyShape(many=True),
    Kind.CONFIRM: lambda asked: serializers.BooleanField(allow_null=True),
}


def taken(step: Step, name: str, example: Mapping[str, Any]) -> type[Body]:
    """Return the body that answers the questions of a step; left out is skipped."""
    fields = {}
    for question in step.questions:
        how: dict[str, Any] = {"required": False, "allow_null": True} if question.skippable else {}
        help_text = " ".join([question.text, _SAID_MORE.get(question.kind, "")]).strip()
        fields[question.code] = _TAKEN[question.kind](question, help_text=help_text, **how)
    return type(name, (Body,), {"__doc__": step.lead, "example": example, **fields})


_SAID_MORE = {
    Kind.BIRTH: "Year-month-day or a year: 1990-02-28, 1990.",
    Kind.CONTACT_RULES: "Left out: the rules stay as they are.",
    Kind.PARTIES: "Rows that are not sent stay as they are.",
}


def told_fields(questions: Iterable[Question]) -> dict[str, Any]:
    """Return fields for what was answered; null where it was skipped."""

    def text(_question: Question) -> Any:
        return serializers.CharField(allow_null=True)

    return {question.code: _TOLD.get(question.kind, text)(question) for question in questions}


def answered(step: Step, given: Mapping[str, Any], *, version: int, ours: set[Any]) -> Any:
    """Return the answers as the page's own form makes them of what was given.

    :param ours: ids of the rows that stand there, which a row given may name
    :raises ValidationError: in the form's words, at the places of the body
    """
    sent: dict[str, Any] = {}
    for question in step.questions:
        said = given.get(question.code)
        if said is not None:
            sent |= _in_form(question, said, ours)
    form = StepForm(form_input(sent, version=version), step=step)
    told(form)
    answers = form.answers()
    if given.get("contact_rules") is None:
        answers.pop("contact_rules", None)
    return answers


def _in_form(question: Question, said: Any, ours: set[Any]) -> dict[str, Any]:
    if question.kind is Kind.CONTACT_RULES:
        return rules_in_form(said)
    if question.kind is Kind.IDENTIFIERS:
        return {f"number-{kind}": number for kind, number in said.items()}
    if question.kind is Kind.NAMES:
        return {question.code: "\n".join(said)}
    if question.kind is Kind.PARTIES:
        sent: dict[str, Any] = {}
        for number, row in enumerate(said):
            _refuse_row(question.code, number, row, ours)
            sent |= {f"party-{number}-{_ROW.get(name, name)}": row[name] for name in row}
        return sent
    return {question.code: said}


_ROW = {"is_organisation": "organisation"}


def _refuse_row(code: str, number: int, row: Mapping[str, Any], ours: set[Any]) -> None:
    if row.get("id") and row["id"] not in ours:
        raise _at((code, str(number)), not_there("id").detail)
    if not row.get("id") and not row["name"]:
        raise _at((code, str(number)), wrong("name", _("Write the name."), code="required").detail)


def told(form: Any, *, at: tuple[str, ...] = ("contact_rules",)) -> None:
    """Check a form whose fields stand flat where the body nests.

    :param at: where in the body the channels stand
    """
    try:
        checked(form)
    except ValidationError as error:
        places: dict[str, Any] = {}
        for name, said in dict(error.detail).items():  # type: ignore[arg-type]
            _merge(places, _place(name, at), said)
        raise ValidationError(places) from None


def _place(name: str, contact: tuple[str, ...]) -> tuple[str, ...]:
    first, rest = _split(name)
    if rest and first == "number":
        return ("identifiers", rest)
    if rest and first == "party":
        number, part = _split(rest)
        return ("parties", number, {"organisation": "is_organisation"}.get(part, part))
    if rest and first in set(Channel):
        return (*contact, first, rest)
    return (name,)


def _split(name: str) -> tuple[str, str]:
    first, _dash, rest = name.partition("-")
    return first, rest


def _merge(places: dict[str, Any], path: tuple[str, ...], said: Any) -> None:
    for step in path[:-1]:
        places = places.setdefault(step, {})
    places[path[-1]] = said


def _at(path: tuple[str, ...], detail: Any) -> ValidationError:
    for step in reversed(path):
        detail = {step: detail}
    return ValidationError(detail)
