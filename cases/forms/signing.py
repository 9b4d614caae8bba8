"""Who signs something of a case, how and when: drawn, typed, or on paper with a scan."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.consent import SignatureField
from clients.forms.fields import CalendarField
from clients.rules.consent import CONSENT_REFUSALS
from clinic.files.forms import SealedFileField
from clinic.pages.fields import PlainText
from clinic.tenancy.current import today

LONGEST_NAME = 300


class SignForm(VersionedForm):
    signature = SignatureField()
    signed_name = PlainText(
        label=_("Name as signed"), max_length=LONGEST_NAME, help_text=_("Kept encrypted.")
    )
    signed_on = CalendarField(label=_("Signed on"), required=True)
    upload = SealedFileField(
        label=_("Scan of the signed paper"),
        required=False,
        help_text=_("PDF, PNG or JPEG. Kept encrypted."),
    )

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > today():
            raise forms.ValidationError(_now("Nobody signs on a future day."), code="future_day")
        if day.year < 1990:
            raise forms.ValidationError(
                _now("This is too long ago. Look at the year again."), code="day_too_old"
            )
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        method = said.get("method")
        if method != "drawn":
            said["signature"] = None
        elif "signature" in self.errors:
            # The box is no field of its own on the page: its fault is said where it is chosen.
            self.add_error("method", self.errors["signature"].as_data()[0])
        elif not said.get("signature"):
            self.add_error("method", str(CONSENT_REFUSALS["signature_missing"]))
        if method in ("paper", "mark") and not said.get("upload") and "upload" not in self.errors:
            self.add_error("upload", _now("Add a scan of the signed paper."))
        return said
