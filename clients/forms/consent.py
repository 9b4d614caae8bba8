"""Fields with which somebody signs, for themselves or beside a minor."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.rules.consent import read_strokes


class GuardianChoice(forms.ChoiceField):
    """A person of the client's matter, shown without a name; the view hands the lines in."""

    def offer(self, lines: list[Any]) -> None:
        self.rows = {str(line.pk): line.party for line in lines}
        self.choices = [("", _("Nobody")), *((str(line.pk), line.label) for line in lines)]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return self.rows[chosen] if chosen else None


class SignatureField(forms.CharField):
    """What was drawn, as the script of the page sends it: lines of points, nothing else."""

    LONGEST = 60_000

    def __init__(self) -> None:
        attrs = {
            "data-signature": "",
            "data-label": _("Sign here with a finger or a pen"),
            "data-clear": _("Clear the box"),
        }
        super().__init__(widget=forms.HiddenInput(attrs=attrs), required=False)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            if len(text) > self.LONGEST:
                raise ValueError("too long")
            return read_strokes(json.loads(text))
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This is no signature. Draw it again.")) from None
