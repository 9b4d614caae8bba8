"""What a packet is asked for with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.rules.reasons import REVEAL_REASONS
from clinic.pages.fields import OnceField

NAMES_HELP = gettext_lazy(
    "Without names it is safer to carry: the client stands in it by code name. "
    "Names and numbers in the text of notes stay as they were written."
)


class RequestForm(forms.Form):
    once = OnceField()
    reveals = forms.BooleanField(
        label=gettext_lazy("Show names and numbers in it (recorded)"),
        required=False,
        help_text=NAMES_HELP,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you need the names?"),
        required=False,
        choices=[
            ("", gettext_lazy("Not needed")),
            *((code, gettext_lazy(text)) for code, text in REVEAL_REASONS.items()),
        ],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reveals") and not cleaned.get("reason"):
            self.add_error("reason", _("Choose why you need the names. It is recorded."))
        return cleaned
