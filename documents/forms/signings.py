"""Who signs a document on the screen, and what was done so that they know what they sign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.signing import SignForm
from clients.forms.fields import QuietText
from clients.rules.consent import METHODS as WAYS_TO_SIGN
from clinic.pages.fields import PlainText
from documents.rules import signings as rules


class SignDocumentForm(SignForm):
    signer = forms.ChoiceField(
        label=_("Who signs"), choices=lambda: list(rules.SIGNERS.items()), initial=rules.CLIENT
    )
    language = PlainText(
        label=_("Language in which it was read out"), max_length=rules.LONGEST_LANGUAGE,
        required=False,
        help_text=_("If whoever signs does not read the language of the document."),
    )  # fmt: skip
    interpreter = PlainText(
        label=_("Who read it out"), max_length=rules.LONGEST_INTERPRETER, required=False
    )
    words = QuietText(
        label=_("What the signature says"), lines=True, longest=rules.LONGEST_WORDS,
        help_text=_(
            "Only if the document does not say it itself, such as a declaration under penalty of "
            "perjury. It stands above the signature."
        ),
    )  # fmt: skip
    method = forms.ChoiceField(
        label=_("How it is signed"),
        choices=lambda: [(code, WAYS_TO_SIGN[code]) for code in rules.METHODS],
    )
    seen = forms.BooleanField(
        label=_("I was there; whoever signs saw every page of this version, or had it read out."),
        error_messages={"required": _("Show it to whoever signs first.")},
    )
    field_order = ("version", "signer", "language", "interpreter", "words", "method", "signature",
                   "signed_name", "signed_on", "seen")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["upload"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        said.pop("seen", None)
        said.pop("upload", None)
        if bool(said.get("language")) != bool(said.get("interpreter")):
            name = "interpreter" if said.get("language") else "language"
            self.add_error(name, _("If it was read out, say in which language and by whom."))
        return said
