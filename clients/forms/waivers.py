"""A conflict that was waived: who consented, after what, and the paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import QuietText
from clinic.files.forms import SealedFileField


class EndWaiverForm(forms.Form):
    reason = QuietText(
        label=gettext_lazy("Why does it count no more?"),
        help_text=gettext_lazy(
            "One sentence, without names: the consent was taken back, or nobody can agree to it. "
            "Stored encrypted."
        ),
        required=True,
        longest=1000,
        lines=True,
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


class WaiverForm(forms.Form):
    consented = QuietText(
        label=gettext_lazy("Who consented"),
        help_text=gettext_lazy("Everybody whose consent the paper holds. Stored encrypted."),
        required=True,
        longest=500,
        error_messages={"required": gettext_lazy("Say who consented.")},
    )
    explained = QuietText(
        label=gettext_lazy("What was explained to them before"),
        help_text=gettext_lazy(
            "The conflict, what could follow from it and the other ways there are, in a language "
            "they understand. Stored encrypted."
        ),
        required=True,
        longest=2000,
        lines=True,
        error_messages={"required": gettext_lazy("Say what was explained.")},
    )
    given_on = forms.DateField(
        label=gettext_lazy("Signed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    upload = SealedFileField(
        label=gettext_lazy("The signed paper"),
        help_text=gettext_lazy("PDF, PNG or JPEG. Kept encrypted."),
        required=True,
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"given_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > self.today:
            raise forms.ValidationError(_("A waiver cannot be signed on a future day."))
        return day
