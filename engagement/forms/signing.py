"""Who signs a letter, how, and what was done so that they know what they sign."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.consent import GuardianChoice, SignatureField
from clients.forms.fields import CalendarField, QuietText
from clients.rules.consent import CONSENT_REFUSALS, METHODS, SIGNERS
from clinic.files.forms import SealedFileField
from clinic.pages.fields import PlainText, SuggestedInput
from clinic.tenancy.current import today
from engagement import rules


class _SignForm(VersionedForm):
    signature = SignatureField()
    signed_name = PlainText(
        label=_("Name as signed"), max_length=rules.LONGEST_NAME, help_text=_("Kept encrypted.")
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


class SignClientForm(_SignForm):
    signer = forms.ChoiceField(
        label=_("Who signed"),
        choices=lambda: list(SIGNERS.items()),
        initial="client",
        help_text=_("Whoever harmed or exploited the client signs for nobody, guardian or not."),
    )
    guardian = GuardianChoice(
        label=_("Guardian, as recorded among the people of the matter"), required=False
    )
    guardian_name = PlainText(
        label=_("Guardian's name as signed"), max_length=rules.LONGEST_NAME, required=False
    )
    language = PlainText(
        label=_("Language in which it was explained"), max_length=rules.LONGEST_LANGUAGE
    )
    interpreter = PlainText(
        label=_("Interpreter, if one helped"), max_length=120, required=False, widget=SuggestedInput
    )
    read_aloud = forms.BooleanField(
        label=_("The whole letter was read out before it was signed."), required=False
    )
    method = forms.ChoiceField(label=_("How it was signed"), choices=lambda: list(METHODS.items()))
    place = QuietText(
        label=_("Where"), longest=200,
        help_text=_("If it matters later. Never the address of a shelter."),
    )  # fmt: skip
    informed = forms.BooleanField(
        label=_(
            "I explained what we do and do not do, that it is free, what stays between us and what "
            "may not, and that the client can end this at any time; there was time for questions."
        ),
        error_messages={"required": _("Explain this to the client before anybody signs.")},
    )
    field_order = (
        "version", "language", "interpreter", "read_aloud", "signer", "guardian", "guardian_name",
        "method", "signature", "signed_name", "signed_on", "place", "upload", "informed",
    )  # fmt: skip

    def __init__(
        self, *args: Any, guardians: list[Any], interpreters: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        suggested, guardian = self.fields["interpreter"].widget, self.fields["guardian"]
        assert isinstance(suggested, SuggestedInput)
        assert isinstance(guardian, GuardianChoice)
        suggested.words = tuple(interpreters)
        guardian.offer(guardians)


class SignAttorneyForm(_SignForm):
    method = forms.ChoiceField(
        label=_("How you sign"),
        choices=lambda: [(code, METHODS[code]) for code in rules.OWN_METHODS],
    )
    field_order = ("version", "method", "signature", "signed_name", "signed_on", "upload")
