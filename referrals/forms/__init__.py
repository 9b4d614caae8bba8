"""The shape of input for partners, releases and referrals."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.consent import GuardianChoice, SignatureField
from clients.rules.disclosure import FIELDS
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField, PlainText, ShownName, SuggestedInput
from referrals import rules


def field_choices() -> list[tuple[str, Any]]:
    return [(code, _(label)) for code, label in FIELDS.items()]


def _lines(text: str) -> list[str]:
    return [
        line for line in (part.strip() for part in text.replace(",", "\n").splitlines()) if line
    ]


class OnceForm(forms.Form):
    """Carries the id of the row it will make, so that a double submit cannot make two."""

    form_token = OnceField()


class PartnerForm(forms.Form):
    name = ShownName(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(rules.PARTNER_KINDS.items()))
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("Referrals reach this address as a link, never as text.")
    )
    phone = PlainText(label=_("Phone"), max_length=40, required=False)
    place = PlainText(
        label=_("Town or area"),
        max_length=120,
        required=False,
        help_text=_("Shown in the directory. Keep a shelter's exact place out of it."),
    )
    address = PlainText(
        label=_("Address"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept encrypted."),
    )
    services = PlainText(
        label=_("Services"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )
    languages = PlainText(
        label=_("Languages"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean_services(self) -> list[str]:
        return _lines(self.cleaned_data["services"])

    def clean_languages(self) -> list[str]:
        return _lines(self.cleaned_data["languages"])

    def details(self) -> dict[str, object]:
        """Return what the directory keeps, without what the form itself carries."""
        carried = {"form_token", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in carried}


class AddPartnerForm(OnceForm, PartnerForm):
    pass


class EditPartnerForm(VersionedForm, PartnerForm):
    pass


class PartnerFilter(forms.Form):
    text = PlainText(label=_("Name, place or service"), max_length=80, required=False)
    language = PlainText(label=_("Language"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [("", _("Any")), *rules.PARTNER_KINDS.items()],
    )


class PartnerChoice(forms.ChoiceField):
    """A partner of the directory; the view hands the rows in."""

    def offer(self, partners: list[Any]) -> None:
        self.rows = {str(partner.pk): partner for partner in partners}
        self.choices = [("", _("Choose a partner")), *((pk, p.name) for pk, p in self.rows.items())]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return self.rows[chosen] if chosen else None


class ReleaseForm(OnceForm):
    partner = PartnerChoice(label=_("Who may be told"))
    fields_released = forms.MultipleChoiceField(
        label=_("What may be shared"),
        choices=field_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the client agreed to. Less is safer."),
        error_messages={"required": _("Choose at least one thing, or do not record a release.")},
    )
    purpose = PlainText(
        label=_("What for"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    language = PlainText(label=_("Language in which it was explained"), max_length=60)
    interpreter = PlainText(
        label=_("Interpreter, if one helped"),
        max_length=120,
        required=False,
        widget=SuggestedInput,
    )
    method = forms.ChoiceField(
        label=_("How it was signed"), choices=lambda: list(rules.METHODS.items())
    )
    signer = forms.ChoiceField(
        label=_("Who signed"),
        choices=lambda: list(rules.SIGNERS.items()),
        initial="client",
        required=False,
        help_text=_("Whoever harmed or exploited the client signs for nobody, guardian or not."),
    )
    guardian = GuardianChoice(
        label=_("Guardian, as recorded among the people of the matter"), required=False
    )
    guardian_name = PlainText(label=_("Guardian's name as signed"), max_length=300, required=False)
    signature = SignatureField()
    signed_name = PlainText(
        label=_("Name as signed"),
        max_length=300,
        help_text=_("As the client wrote it. Kept encrypted."),
    )
    given_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    days = forms.IntegerField(
        label=_("Holds for how many days"),
        min_value=1,
        max_value=rules.LONGEST_DAYS,
        initial=rules.DEFAULT_DAYS,
        help_text=_("30 unless there is a reason. More than 90 needs one."),
    )
    long_reason = PlainText(label=_("Why longer than 90 days"), max_length=500, required=False)
    upload = SealedFileField(
        label=_("Scan of the signed paper"),
        required=False,
        help_text=_("PDF, PNG or JPEG. Kept encrypted."),
    )
    informed = forms.BooleanField(
        label=_(
            "I explained what will be shared, with whom and until when; that saying no changes "
            "nothing about our help; and that it can be taken back at any time."
        ),
        error_messages={"required": _("Explain this to the client before you record a release.")},
    )

    def __init__(
        self,
        *args: Any,
        partners: list[Any],
        guardians: list[Any],
        today: Any,
        interpreters: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"given_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today
        suggested = self.fields["interpreter"].widget
        assert isinstance(suggested, SuggestedInput)
        suggested.words = tuple(interpreters)
        guardian = self.fields["guardian"]
        assert isinstance(guardian, GuardianChoice)
        guardian.offer(guardians)
        choice = self.fields["partner"]
        assert isinstance(choice, PartnerChoice)
        choice.offer(partners)

    def clean_given_on(self) -> Any:
        given = self.cleaned_data["given_on"]
        if given > self.today:
            raise forms.ValidationError(_("A release cannot be signed on a future day."))
        if (self.today - given).days > rules.LONGEST_DAYS:
            raise forms.ValidationError(_("This is more than a year ago. Ask the client again."))
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("days") or 0) > rules.LONG_DAYS and not cleaned.get("long_reason"):
            self.add_error("long_reason", _("Say why it must hold for more than 90 days."))
        cleaned["signer"] = cleaned.get("signer") or "client"
        if cleaned.get("method") != "drawn":
            cleaned["signature"] = None
        elif not cleaned.get("signature") and "signature" not in self.errors:
            self.add_error("method", str(rules.CONSENT_REFUSALS["signature_missing"]))
        if "signature" in self.errors:
            # The box is no field of its own on the page: its fault is said where it is chosen.
            self.add_error("method", self.errors["signature"].as_data()[0])
        return cleaned


class RevokeForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How the client said it"), choices=lambda: list(rules.WAYS_BACK.items())
    )
    note = PlainText(
        label=_("What was said, if it matters"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReferralForm(OnceForm):
    partner = PartnerChoice(label=_("Partner"))
    fields_shared = forms.MultipleChoiceField(
        label=_("What to share"),
        choices=field_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what to share.")},
    )
    way = forms.ChoiceField(
        label=_("How it reaches them"),
        choices=lambda: list(rules.WAYS.items()),
        initial="link",
        required=False,
    )
    internal_note = PlainText(
        label=_("Note for the clinic"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays here. It is not sent."),
    )

    def clean_way(self) -> str:
        return self.cleaned_data["way"] or "link"

    def __init__(self, *args: Any, partners: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["partner"]
        assert isinstance(choice, PartnerChoice)
        choice.offer(partners)
