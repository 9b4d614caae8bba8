"""Why a date: the rules, what they ask for, and a computation that writes nothing."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Shape, Text, wrong
from clinic.tenancy.current import today
from filings import queries
from filings.queries.packs import compute_here, rules_here
from filings.queries.words import without_values
from filings.rules import Computed, FactError, UnknownRule
from filings.rules.facts import KINDS

# What any fact of any rule may look like; each rule's own are listed with it.
FACT = {
    "oneOf": [
        {"type": "string", "description": "A day, year-month-day, or a choice."},
        {"type": "integer"},
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "from": {"type": "string", "format": "date"},
                    "to": {"type": "string", "format": "date"},
                },
                "required": ["from"],
                "additionalProperties": False,
            },
        },
    ]
}


@extend_schema_field({"type": "object", "additionalProperties": FACT})
class Facts(serializers.Field[Any, Any, Any, Any]):
    """Facts by name. What each may be is the engine's to say: it knows the rule."""

    default_error_messages = {"invalid": Body.default_error_messages["invalid"]}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            self.fail("invalid")
        return dict(data)

    def to_representation(self, value: Any) -> Any:
        return value


class WhyWarningShape(Shape):
    """A sentence with its code."""

    code = serializers.CharField()
    text = serializers.CharField()


class WhyStepShape(WhyWarningShape):
    """A step of the count: a sentence and the day it speaks of."""

    date = serializers.DateField(allow_null=True)


class WhyFactShape(Shape):
    """A fact the count started from."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField(help_text="A day as year-month-day, a number or a choice.")
    text = serializers.CharField(help_text="The same in words.")


class ReadingShape(Shape):
    """What one reading of a contested law gives."""

    name = serializers.CharField()
    outer = serializers.DateField()
    target = serializers.DateField()
    source = serializers.CharField()  # type: ignore[assignment]


class DaysLeftShape(Shape):
    """Days of absence."""

    used = serializers.IntegerField()
    longest = serializers.IntegerField(help_text="The longest at one time.")
    total = serializers.IntegerField(help_text="What is left in total.")


class WhyShape(Shape):
    """Why a date is this date: rule, facts, every step, warnings, source."""

    rule = serializers.CharField(
        allow_blank=True, help_text="Empty: a judge or agency set the day."
    )
    version = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    opens = serializers.DateField(allow_null=True)
    target = serializers.DateField(allow_null=True)
    outer = serializers.DateField(allow_null=True)
    by_rule = serializers.DateField(allow_null=True)
    printed = serializers.BooleanField(help_text="The last day is the one the notice prints.")
    facts = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    source = serializers.CharField()  # type: ignore[assignment]
    consequence = serializers.CharField(allow_blank=True, help_text="What follows the last day.")
    verify_with_counsel = serializers.BooleanField()
    jurisdictional = serializers.BooleanField(help_text="Nobody can give back what is missed.")
    jurisdictional_because = serializers.CharField(allow_blank=True)
    contested = serializers.BooleanField(help_text="The law is read in more than one way.")
    readings = ReadingShape(many=True, help_text="Of a contested law: what each reading gives.")
    receipt_or_postmark = Choice(
        ["receipt", "postmark"], help_text="What must have happened by the last day."
    )
    days_left = DaysLeftShape(allow_null=True)
    disclaimer = serializers.CharField()

    @extend_schema_field(WhyFactShape(many=True))
    def get_facts(self, why: Any) -> Any:
        return [
            {"code": code, "label": label, "value": value, "text": text}
            for (code, value), (label, text) in zip(why.fact_codes, why.facts, strict=True)
        ]

    @extend_schema_field(WhyStepShape(many=True))
    def get_steps(self, why: Any) -> Any:
        return [
            {"code": code, "text": text, "date": day.isoformat() if day else None}
            for code, (text, day) in zip(why.step_codes, why.steps, strict=True)
        ]

    @extend_schema_field(WhyWarningShape(many=True))
    def get_warnings(self, why: Any) -> Any:
        # A warning that a rule brings along, in words of its own, has no code of the engine's.
        return [
            {"code": "note" if code == "label" else code, "text": text}
            for code, text in zip(why.warning_codes, why.warnings, strict=True)
        ]


class RuleFactShape(Shape):
    """A fact a rule takes."""

    code = serializers.CharField(source="name")
    label = serializers.SerializerMethodField()  # type: ignore[assignment]
    kind = Choice(KINDS)
    required = serializers.BooleanField()  # type: ignore[assignment]
    unless = serializers.CharField(
        allow_null=True, help_text="Not required when this other fact is given."
    )
    choices = serializers.ListField(child=serializers.CharField())
    maximum = serializers.IntegerField(allow_null=True, help_text="The most the law allows.")
    not_before = serializers.CharField(
        allow_null=True, help_text="The fact whose day it cannot come before."
    )
    not_after = serializers.CharField(
        allow_null=True, help_text="The fact whose day it cannot come after."
    )
    open_ended = serializers.BooleanField(
        help_text="A period without `to` goes on still; else `to` is required."
    )

    def get_label(self, spec: Any) -> str:
        return _(spec.label)


class RuleShape(Shape):
    """A rule in its newest version."""

    id = serializers.CharField()
    version = serializers.CharField()
    name = serializers.SerializerMethodField()
    jurisdiction = serializers.CharField()
    trigger = serializers.CharField(help_text="The fact whose day is day 0.")
    effective_from = serializers.DateField(allow_null=True)
    effective_to = serializers.DateField(allow_null=True)
    binds = Choice(["us", "agency"], help_text="Whose date it is; an agency's has no last day.")
    ladder = serializers.CharField()
    consequence = serializers.CharField()
    jurisdictional = serializers.BooleanField(help_text="Nobody can give back what is missed.")
    jurisdictional_because = serializers.CharField()
    no_date = serializers.CharField(
        allow_blank=True, help_text="The law sets no day; this is said instead."
    )
    source = serializers.CharField()  # type: ignore[assignment]
    verify_with_counsel = serializers.BooleanField()
    facts = serializers.SerializerMethodField()

    def get_name(self, rule: Any) -> str:
        return _(rule.name)

    @extend_schema_field(RuleFactShape(many=True))
    def get_facts(self, rule: Any) -> Any:
        return RuleFactShape(rule.facts.values(), many=True).data


class RuleList(Shape):
    items = RuleShape(many=True)


class ComputeDeadline(Body):
    rule = Text(60, help_text="As list_rules names it.")
    facts = Facts(help_text="By name, as list_rules gives them for the rule.")
    example = {
        "rule": "us.uscis.rfe",
        "facts": {
            "notice_date": "2026-03-06",
            "service": "mail",
            "response": "paper",
            "response_days": 84,
        },
    }


class Rules(Endpoint):
    tag = "Deadlines"

    @operation("list_rules", "deadline.view", gives=RuleList)
    def get(self, request: Any) -> Any:
        """List the rules that can be computed, with the facts each takes and its source.

        A calculation is no legal advice: `verify_with_counsel` says what an attorney must check.
        """
        return {"items": rules_here()}


class Compute(Endpoint):
    tag = "Deadlines"

    @operation("compute_deadline", "deadline.view", takes=ComputeDeadline, gives=WhyShape)
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Compute a deadline from its facts. Nothing is written."""
        return queries.preview(computed_of(given["rule"], given["facts"]), given["facts"])


def computed_of(rule: str, facts: Mapping[str, object]) -> Computed:
    """Compute what a program sent, and say in its own terms what is wrong with it."""
    try:
        return compute_here(rule, facts, today=today())
    except FactError as error:
        _refuse(error)
    except UnknownRule:
        raise wrong("rule", _("There is no such rule."), code="invalid_choice") from None


def _refuse(error: FactError) -> NoReturn:
    """Name the fact, unless the name itself is what was sent."""
    said = ErrorDetail(without_values(error.said), code=error.said.code)
    if error.said.code == "fact_unknown":
        raise serializers.ValidationError({"facts": [said]})
    fact = error.fact.partition(".")[0]
    raise serializers.ValidationError({"facts": {fact: [said]}})
