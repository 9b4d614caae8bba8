"""A paper of the client that the clinic keeps, and where it goes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from clinic.tenancy.current import today
from documents.forms.documents import VersionForm
from documents.rules.originals import (
    DAYS,
    EARLIEST,
    LEFT,
    LONGEST_PLACE,
    LONGEST_TO,
    LONGEST_WHAT,
    wrong_day,
)


class _OriginalForm(forms.Form):
    what = QuietText(
        label=_("Which paper"), required=True, longest=LONGEST_WHAT,
        help_text=_("Such as: passport; birth certificate of the daughter. Stored encrypted."),
    )  # fmt: skip
    place = QuietText(
        label=_("Where it lies"), longest=LONGEST_PLACE, help_text=_("Stored encrypted.")
    )
    since = CalendarField(label=_("The clinic has it since"), required=True)

    def clean_since(self) -> date:
        return _possible(self.cleaned_data["since"])


class KeepOriginalForm(_OriginalForm):
    once = OnceField()


class ChangeOriginalForm(_OriginalForm, VersionForm):
    pass


class LetGoForm(VersionForm):
    left = forms.ChoiceField(
        label=_("What became of it"), choices=lambda: list(LEFT.items()), widget=forms.RadioSelect
    )
    left_on = CalendarField(label=_("On which day"), required=True)
    left_to = QuietText(
        label=_("Who has it now, or what the mistake was"), required=True, longest=LONGEST_TO,
        help_text=_("Stored encrypted."),
    )  # fmt: skip

    def __init__(self, *args: Any, since: date = EARLIEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_left_on(self) -> date:
        return _possible(self.cleaned_data["left_on"], since=self.since)


def _possible(day: date, *, since: date = EARLIEST) -> date:
    if wrong := wrong_day(day, today=today(), since=since):
        raise forms.ValidationError(str(DAYS[wrong]), code=wrong)
    return day
