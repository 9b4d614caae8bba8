"""How each channel may be used, in JSON: derived from the fields of the page's form."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from rest_framework import serializers

from clients.forms.contact import contact_fields
from clients.rules.safe_contact import Channel
from clinic.rest.shapes import Body, Choice, Day, Flag, Number, Shape, Text

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
HELP = {
    "days": "0 is Monday, 6 is Sunday; none: every day.",
    "start": "By the clock where the client lives.",
    "end": "Earlier than the start: past midnight.",
    "valid_until": "Asked again after this day.",
    "who": "Who else may answer, and what to say to them.",
}


class Clock(Text):
    """Hours and minutes, 18:00."""

    def __init__(self, **options: Any) -> None:
        super().__init__(5, allow_blank=False, **options)
        self.validators.append(RegexValidator(CLOCK))


def _field(name: str, field: forms.Field) -> Any:
    options: dict[str, Any] = {"required": False, "help_text": HELP.get(name, "")}
    nullable = options | {"allow_null": True}
    if name == "state":
        return Choice(_codes(field), required=True)
    if isinstance(field, forms.TypedMultipleChoiceField):
        number = Number(min_value=0, max_value=6)
        return serializers.ListField(child=number, max_length=7, **nullable)
    if isinstance(field, forms.ChoiceField):
        return Choice(_codes(field), **nullable)
    if isinstance(field, forms.BooleanField):
        return Flag(**nullable)
    if isinstance(field, forms.TimeField):
        return Clock(**nullable)
    if isinstance(field, forms.DateField):
        return Day(**nullable)
    return Text(getattr(field, "longest", 300), **nullable)


def _shown(name: str, field: forms.Field) -> Any:
    if name == "state":
        return Choice(_codes(field))
    if isinstance(field, forms.TypedMultipleChoiceField):
        return serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    if isinstance(field, forms.ChoiceField):
        return Choice(_codes(field), allow_null=True)
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(allow_null=True)
    if isinstance(field, forms.DateField):
        return serializers.DateField(allow_null=True)
    return serializers.CharField(allow_null=True)


def _codes(field: Any) -> list[str]:
    return [str(code) for code, _label in field.choices if code]


def _by_channel(
    base: type[Any], name: Callable[[str], str], made: Callable[[str, forms.Field], Any], doc: str
) -> dict[str, Any]:
    fields = contact_fields()
    found: dict[str, Any] = {}
    for channel in Channel:
        start = f"{channel}-"
        own = {
            key.removeprefix(start): each for key, each in fields.items() if key.startswith(start)
        }
        shape = type(
            name(channel.value.title()),
            (base,),
            {"__doc__": doc, **{key: made(key, each) for key, each in own.items()}},
        )
        found[channel.value] = shape()
    return found


# All six must be sent: a warning that was given once is never taken back by leaving it out.
GivenRules: type[Body] = type(
    "GivenRules",
    (Body,),
    {
        "__doc__": "What the client said about every channel; all six, so that none is forgotten.",
        **_by_channel(
            Body, lambda channel: f"Given{channel}Rule", _field, "What the client said of it."
        ),
    },
)
RulesShape: type[Shape] = type(
    "RulesShape",
    (Shape,),
    {
        "__doc__": "What the client said about every channel, with addresses.",
        **_by_channel(Shape, lambda channel: f"{channel}RuleShape", _shown, "One channel's rule."),
    },
)


def rules_in_form(rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the page's form would send."""
    return {
        f"{channel}-{name}": value
        for channel, said in rules.items()
        for name, value in said.items()
        if value is not None
    }


def rules_told(rows: Any) -> dict[str, Any]:
    """Return what fills a `RulesShape`, from rows that were revealed."""
    told: dict[str, Any] = {channel.value: {"state": "not_asked"} for channel in Channel}
    for row in rows:
        told[row.channel] = {
            **(row.details or {}),
            "state": row.state,
            "address": row.address,
            "valid_until": row.valid_until,
        }
    return told
