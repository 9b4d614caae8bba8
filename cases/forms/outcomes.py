"""How a matter ended, what a case brought, and what was recorded by mistake."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.models import Benefit, Matter
from cases.rules import MATTERS, OUTCOMES
from cases.rules.outcomes import (
    BENEFITS,
    CURRENCIES,
    EARLIEST,
    LONGEST_NOTE,
    TOO_OLD,
    wrong_with,
)
from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from clinic.tenancy.current import today

LONGEST_REASON = 1000


class EndMatterForm(VersionedForm):
    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=[("", _("Choose one")), *OUTCOMES.items()]
    )
    ended_on = CalendarField(label=_("On which day"), required=True)

    def clean_ended_on(self) -> Any:
        day = self.cleaned_data["ended_on"]
        if day > today():
            raise forms.ValidationError(_now("This day is still to come."), code="future_day")
        if day < EARLIEST:
            raise forms.ValidationError(str(TOO_OLD), code="day_too_old")
        return day


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class _BenefitForm(forms.Form):
    matter = forms.ChoiceField(label=_("From which matter"), required=False)
    obtained_on = CalendarField(
        label=_("Given or ordered on"),
        help_text=_("Empty while money is only asked for."),
    )
    ends_on = CalendarField(label=_("Runs out on"), help_text=_("Empty if it does not."))
    currency = forms.ChoiceField(
        label=_("Currency"),
        required=False,
        choices=[("", _("No money")), *((code, code) for code in CURRENCIES)],
    )
    asked = _money(_("Asked for"))
    ordered = _money(_("Ordered or agreed"))
    paid = _money(_("Paid so far"))
    note = QuietText(
        label=_("What the team should know"), longest=LONGEST_NOTE, lines=True,
        help_text=_("Stored encrypted."),
    )  # fmt: skip

    def __init__(self, *args: Any, matters: list[Matter], kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_kind = kind
        self.matters = {str(matter.pk): matter for matter in matters}
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            ("", _now("None in particular")),
            *((key, MATTERS[matter.kind]) for key, matter in self.matters.items()),
        ]

    def clean_matter(self) -> Matter | None:
        return self.matters.get(self.cleaned_data["matter"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind = said.get("kind", self.known_kind)
        if kind and not self.errors:
            facts = ("obtained_on", "ends_on", "asked", "ordered", "paid", "currency")
            wrong = wrong_with(kind, today=today(), **{name: said[name] for name in facts})
            if wrong:
                self.add_error(wrong.field, forms.ValidationError(str(wrong.text), code=wrong.code))
        return said


class AddBenefitForm(_BenefitForm):
    once = OnceField()
    kind = forms.ChoiceField(
        label=_("What it brought"),
        choices=[
            ("", _("Choose one")), *((code, kind.label) for code, kind in BENEFITS.items())
        ],
    )  # fmt: skip
    field_order = ("once", "kind")


class ChangeBenefitForm(_BenefitForm, VersionedForm):
    @staticmethod
    def start(benefit: Benefit) -> dict[str, Any]:
        """Return what the form shows first."""
        kept = ("obtained_on", "ends_on", "currency", "asked", "ordered", "paid", "version")
        said = {name: getattr(benefit, name) for name in kept}
        return {**said, "matter": str(benefit.matter_id or ""), "note": benefit.note or ""}


class RemoveBenefitForm(VersionedForm):
    reason = forms.CharField(
        label=_("Why it is taken out"),
        help_text=_("Stored encrypted."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
