"""A document's language, its translation, and the translator's statement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms.signing import SignForm
from clients.forms.fields import QuietText
from clients.rules.consent import METHODS as WAYS_TO_SIGN
from documents.forms.documents import VersionForm
from documents.forms.exhibits import NO_CHOICE
from documents.rules.translations import (
    ENGLISH,
    LONGEST_LANGUAGE,
    LONGEST_NAME,
    LONGEST_REACH,
    LONGEST_WHY,
    LONGEST_WORDS,
    METHODS,
    still_open,
)


class TranslationForm(VersionForm):
    source_language = QuietText(
        label=_("Language of the document"), required=True, longest=LONGEST_LANGUAGE,
        help_text=_("Stored encrypted."),
        error_messages={"required": _("Say in which language it is.")},
    )  # fmt: skip
    target_language = QuietText(
        label=_("Language of the translation"), longest=LONGEST_LANGUAGE, initial=ENGLISH
    )
    translated = forms.ChoiceField(
        label=_("Its translation"), required=False,
        help_text=_("A document of this case for the same readers. Add it first if it is not "
                    "there yet."),
    )  # fmt: skip
    field_order = ("source_language", "translated", "target_language", "version")

    def __init__(self, *args: Any, documents: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        named = [(pk, one.title or "") for pk, one in self.documents.items()]
        self.fields["translated"].choices = [  # type: ignore[attr-defined]
            ("", _("Not translated yet")),
            *named,
        ]

    def clean_translated(self) -> Any:
        return self.documents.get(self.cleaned_data["translated"])

    def clean_target_language(self) -> str:
        return self.cleaned_data["target_language"] or ENGLISH


class RemoveTranslationForm(VersionForm):
    reason = QuietText(
        label=_("Why this is taken back"), required=True, lines=True, longest=LONGEST_WHY,
        help_text=_("What was certified stays as a document of the case. Stored encrypted."),
        error_messages={"required": _("Say why, in a few words.")},
    )  # fmt: skip


class CertifyForm(SignForm):
    interpreter = forms.ChoiceField(
        label=_("Somebody of the roster"), required=False,
        help_text=_("Only those against whom nothing stands in this case are offered."),
    )  # fmt: skip
    translator = QuietText(
        label=_("Translator's name"), longest=LONGEST_NAME,
        help_text=_("Left empty: as in the roster. It stands on the certificate."),
    )  # fmt: skip
    reach = QuietText(
        label=_("How the translator can be reached"), required=True, lines=True,
        longest=LONGEST_REACH,
        help_text=_("Address and telephone number, as courts ask for them. Never a shelter's."),
        error_messages={"required": _("Say how the translator can be reached: address or phone.")},
    )  # fmt: skip
    words = QuietText(
        label=_("Statement that is signed"), required=True, lines=True, longest=LONGEST_WORDS,
        help_text=_("Competence and accuracy. Verify with counsel what the forum asks for."),
    )  # fmt: skip
    method = forms.ChoiceField(
        label=_("How it is signed"),
        choices=lambda: [(code, WAYS_TO_SIGN[code]) for code in METHODS],
    )
    field_order = ("version", "interpreter", "translator", "reach", "words", "method",
                   "signature", "signed_name", "signed_on", "upload")  # fmt: skip

    def __init__(self, *args: Any, translators: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.translators = {str(one.pk): one for one in translators}
        named = [(pk, one.name or "") for pk, one in self.translators.items()]
        self.fields["interpreter"].choices = [NO_CHOICE, *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["interpreter"]
            self.fields["translator"].help_text = _("It stands on the certificate.")

    def clean_interpreter(self) -> Any:
        return self.translators.get(self.cleaned_data["interpreter"])

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if still_open(words):
            raise forms.ValidationError(_now("Finish the statement first."), code="words_open")
        return words

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        chosen = said.get("interpreter")
        if not said.get("translator") and chosen is not None:
            said["translator"] = chosen.name or ""
        if not said.get("translator") and "translator" not in self.errors:
            self.add_error("translator", _now("Say who translated it."))
        return said
