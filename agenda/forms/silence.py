"""What a coordinator answers about somebody who is silent."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.rules import silence as rules
from clients.forms.fields import CalendarField
from clinic.tenancy.current import today


class AnswerSilenceForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What did you find?"),
        widget=forms.RadioSelect,
        choices=lambda: list(rules.ANSWERS.items()),
    )
    look_again_on = CalendarField(
        label=_("Look again on"),
        initial=lambda: today() + timedelta(days=rules.DAYS),
        help_text=_("Where all is well: until then nobody is asked again."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") != rules.WELL:
            said["look_again_on"] = None
            return said
        day, last = said.get("look_again_on"), today() + timedelta(days=rules.LATEST_LOOK)
        if "look_again_on" not in self.errors and (day is None or not today() < day <= last):
            self.add_error(
                "look_again_on",
                _("Choose a day after today, at most %(days)s days on.")
                % {"days": rules.LATEST_LOOK},
            )
        return said


class SilenceDaysForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days without a sign of work"),
        min_value=rules.FEWEST_DAYS,
        max_value=rules.MOST_DAYS,
        help_text=_("A sign is anything done or looked at on the case. 30 unless you say else."),
    )
