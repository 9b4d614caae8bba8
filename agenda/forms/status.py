"""What may be answered behind the link of a month."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.forms.hours import HoursField
from agenda.rules import hours, status


class MonthHoursField(HoursField):
    """Hours of a whole month."""

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            tenths = hours.length_of(text)
        except hours.NoTime:
            tenths = 0
        if not 1 <= tenths <= status.MOST_TENTHS:
            raise forms.ValidationError(_("Write a length of time such as 12, 1:30 or 90m."))
        return tenths


class StatusForm(forms.Form):
    answer = forms.ChoiceField(choices=lambda: list(status.ANSWERS.items()))
    tenths = MonthHoursField(
        required=False,
        label=_("Hours since you were asked last"),
        help_text=_("Only if you like. 12, 1:30 or 90m, rounded up to a tenth of an hour."),
    )
