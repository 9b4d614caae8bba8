"""Who signs a letter, how, and what was done so that they know what they sign."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.signing import SignForm
from clients.forms.consent import GuardianChoice
from clients.forms.fields import QuietText
from clients.rules.consent import METHODS, SIGNERS
from clinic.pages.fields import PlainText, SuggestedInput
from engagement import rules


class SignClientForm(SignForm):
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


class SignAttorneyForm(SignForm):
    method = forms.ChoiceField(
        label=_("How you sign"),
        choices=lambda: [(code, METHODS[code]) for code in rules.OWN_METHODS],
    )
    field_order = ("version", "method", "signature", "signed_name", "signed_on", "upload")
