"""Hours as people type them, on which day, of which kind; what they are worth; periods."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.rules import hours as rules
from agenda.rules import worth
from clients.forms.fields import QUIET, CalendarField, QuietText
from clinic.pages.fields import OnceField, ShownName
from clinic.tenancy.current import today


class HoursField(forms.CharField):
    """Gives tenths of an hour."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Hours"))
        kwargs.setdefault("help_text", _("1.5, 1:30 or 90m. Rounded up to a tenth of an hour."))
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs={**QUIET, "inputmode": "text", "size": "8"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return rules.tenths_of(text)
        except rules.NoTime:
            raise forms.ValidationError(
                _("Write a length of time such as 1.5, 1:30 or 90m, and at most 24 hours.")
            ) from None


def kind_field(**kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Kind"), choices=lambda: list(rules.KINDS.items()), **kwargs)


def what_field() -> QuietText:
    return QuietText(
        label=_("What for"),
        longest=rules.LONGEST_WHAT,
        help_text=_("Short and neutral. Kept encrypted; everybody on the case reads it."),
    )


class HoursForm(forms.Form):
    day = CalendarField(label=_("Day"), required=True, initial=today)
    tenths = HoursField()
    kind = kind_field()
    what = what_field()

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        if day.year < rules.EARLIEST_YEAR:
            raise forms.ValidationError(_("Look at the year again."))
        return day


class NewHoursForm(HoursForm):
    once = OnceField()


class WeekHoursForm(NewHoursForm):
    """With the case to choose, for the weekly sheet."""

    case = forms.ChoiceField(label=_("Case"))
    field_order = ("case", "day", "tenths", "kind", "what")

    def __init__(self, *args: Any, cases: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = list(cases)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = QuietText(
        label=_("Why"),
        required=True,
        longest=rules.LONGEST_REASON,
        lines=True,
        help_text=_("Kept encrypted, beside what it said before."),
        error_messages={"required": _("Say why.")},
    )


class CorrectHoursForm(HoursForm, WhyForm):
    field_order = ("day", "tenths", "kind", "what", "reason")


class StopForm(forms.Form):
    once = OnceField()
    tenths = HoursField(
        required=False,
        label=_("How long it really was"),
        help_text=_("Leave empty for what the timer says. 1.5, 1:30 or 90m."),
    )
    kind = kind_field()
    what = what_field()


class FunderForm(forms.Form):
    once = OnceField()
    name = ShownName(label=_("Name of the funder"), max_length=worth.LONGEST_FUNDER)


def _funder_choices(funders: Iterable[Any], nobody: Any) -> list[tuple[str, Any]]:
    return [("", nobody), *((str(row.pk), row.name) for row in funders)]


class _WithFunder(forms.Form):
    nobody: Any = ""

    def __init__(self, *args: Any, funders: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funders = {str(row.pk): row for row in funders}
        choices = _funder_choices(self.funders.values(), self.nobody)
        self.fields["funder"].choices = choices  # type: ignore[attr-defined]

    def clean_funder(self) -> Any:
        return self.funders.get(self.cleaned_data["funder"])


class CaseFunderForm(_WithFunder):
    nobody = _("Nobody")
    funder = forms.ChoiceField(label=_("Who pays for this case"), required=False)
    since = CalendarField(label=_("From"), required=True, initial=today)

    def clean_since(self) -> Any:
        return in_reach(self.cleaned_data["since"])


class RateForm(_WithFunder):
    nobody = _("Any funder, or none")
    once = OnceField()
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("Every kind")), *rules.KINDS.items()],
    )
    funder = forms.ChoiceField(label=_("Funder"), required=False)
    amount = forms.DecimalField(
        label=_("Worth of an hour"),
        min_value=Decimal("0.01"),
        max_value=Decimal(worth.MOST_CENTS) / 100,
        decimal_places=2,
        max_digits=9,
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in worth.CURRENCIES]
    )
    valid_from = CalendarField(label=_("From"), required=True, initial=today)

    def clean_valid_from(self) -> Any:
        return in_reach(self.cleaned_data["valid_from"])

    def arguments(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said["rate_id"] = said.pop("once")
        said["cents"] = int(said.pop("amount") * 100)
        return said


def in_reach(day: date) -> date:
    if not rules.EARLIEST_YEAR <= day.year <= today().year + 5:
        raise forms.ValidationError(_("Look at the year again."))
    return day


class PeriodForm(forms.Form):
    """A period by its first and last day; the last one counts."""

    first = CalendarField(label=_("From"), required=True)
    last = CalendarField(label=_("To, with that day"), required=True)
    by = forms.ChoiceField(label=_("Told apart by"), choices=lambda: list(worth.BY.items()))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and not timedelta(0) <= last - first <= timedelta(days=worth.MOST_DAYS):
            self.add_error("last", _("Choose a day after the first, at most three years on."))
        if last and last.year > today().year + 5:
            self.add_error("last", _("Look at the year again."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Return the period half open, as sums take it."""
        said = self.cleaned_data
        return {"first": said["first"], "before": said["last"] + timedelta(days=1),
                "by": said["by"]}  # fmt: skip


def this_year() -> dict[str, Any]:
    first, before = rules.year_of(today())
    return {"first": first, "last": before - timedelta(days=1), "by": "person"}


def hours_as_they_are(entry: Any) -> dict[str, Any]:
    return {
        "day": entry.day, "tenths": rules.hours_text(entry.tenths), "kind": entry.kind,
        "what": entry.what or "", "version": entry.version,
    }  # fmt: skip
