"""What people record about appearances and a client's move."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from filings.forms.filings import DayField
from filings.rules.appearances import BODIES, ENDINGS


class _Past(forms.Form):
    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_now("The day is in the future."), code="future_day")
        return day


class EnterForm(_Past):
    field_order = ("attorney", "body", "on")
    attorney = forms.TypedChoiceField(label=_("Attorney"), coerce=UUID)
    body = forms.ChoiceField(label=_("Before whom"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, attorneys: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(pk), name) for pk, name in attorneys]
        self.fields["attorney"].choices = names  # type: ignore[attr-defined]
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            (code, _now(text)) for code, text in BODIES.items()
        ]


class EndForm(_Past):
    field_order = ("ending", "successor", "on")
    ending = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    successor = forms.TypedChoiceField(
        label=_("Who took over"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(self, *args: Any, attorneys: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ending"].choices = [  # type: ignore[attr-defined]
            (code, _now(text)) for code, text in ENDINGS.items()
        ]
        names = [(str(pk), name) for pk, name in attorneys]
        self.fields["successor"].choices = [("", _now("Nobody")), *names]  # type: ignore[attr-defined]

    def clean(self) -> None:
        given = self.cleaned_data
        if "ending" in given and (given["ending"] == "substituted") != bool(given.get("successor")):
            self.add_error("successor", _now("Say who takes over, or that it was withdrawn."))


class MovedForm(_Past):
    field_order = ("on", "in_court")
    in_court = forms.BooleanField(
        label=_("A case is open in immigration court or before the Board"),
        help_text=_("Then EOIR must be told as well, in five working days."),
        required=False,
    )
