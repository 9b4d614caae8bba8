"""What the letter to somebody whom the clinic does not act for says."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import CalendarField, NameField, QuietText
from clients.rules.nonengagement import MOST_DATES, WAYS

LONGEST_WHAT = 200


class NonengagementForm(forms.Form):
    name = NameField(
        label=gettext_lazy("Whom the letter addresses"),
        help_text=gettext_lazy("Leave it empty where paper could be found by somebody else."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How does it go?"),
        choices=[(code, gettext_lazy(text)) for code, text in WAYS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the letter goes.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_DATES):
            self.fields[f"day-{number}"] = CalendarField(label=gettext_lazy("Date"))
            self.fields[f"what-{number}"] = QuietText(
                label=gettext_lazy("What it is, as the person told it"), longest=LONGEST_WHAT
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(MOST_DATES):
            place = f"day-{number}"
            if (
                cleaned.get(f"what-{number}")
                and not cleaned.get(place)
                and (place not in self.errors)
            ):
                self.add_error(place, _("Write the date, or take the words out."))
        return cleaned

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"day-{number}"], self[f"what-{number}"]] for number in range(MOST_DATES)]

    def first_fields(self) -> list[forms.BoundField]:
        return [self["name"], self["way"]]

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.write_nonengagement` takes."""
        said = self.cleaned_data
        dates: list[tuple[date, str]] = [
            (said[f"day-{number}"], said[f"what-{number}"])
            for number in range(MOST_DATES)
            if said.get(f"day-{number}")
        ]
        return {"name": said["name"], "way": said["way"], "dates": dates}
