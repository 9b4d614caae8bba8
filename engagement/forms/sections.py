"""The words of a letter section by section, theirs in another language, and the clinic's own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.rules import MATTERS
from clients.forms.fields import QuietText
from clinic.files.forms import SealedFileField
from engagement import rules
from engagement.rules import Section


def _text(label: Any, *, required: bool, rows: int = 6) -> QuietText:
    field = QuietText(label=label, longest=rules.LONGEST_TEXT, lines=True, required=required)
    field.widget.attrs |= {"rows": str(rows), "dir": "auto"}
    return field


def _heading(label: Any, *, required: bool) -> QuietText:
    field = QuietText(label=label, longest=rules.LONGEST_HEADING, required=required)
    field.widget.attrs["dir"] = "auto"
    return field


class SectionsForm(VersionedForm):
    """Heading and text of each section, in the letter's own order."""

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        start = kwargs.get("initial") or {}
        for row in sections:
            start |= {f"heading-{row['code']}": row["heading"], f"text-{row['code']}": row["text"]}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.codes = [row["code"] for row in sections]
        for row in sections:
            heading = _heading(_("Heading"), required=True)
            text = _text(_("Text"), required=True)
            # Ten fields of the same name tell nobody apart who hears them.
            heading.label = _now("Heading: %(section)s") % {"section": row["heading"]}
            text.label = row["heading"]
            self.fields[f"heading-{row['code']}"] = heading
            self.fields[f"text-{row['code']}"] = text

    def sections(self) -> list[dict[str, str]]:
        said = self.cleaned_data
        return [
            {"code": code, "heading": said[f"heading-{code}"], "text": said[f"text-{code}"]}
            for code in self.codes
        ]


class WordingForm(SectionsForm):
    news = QuietText(
        label=_("What is new"), longest=rules.LONGEST_REASON,
        help_text=_("For whoever asks later why it was changed."),
    )  # fmt: skip


class WordingPlaceForm(forms.Form):
    """Which words are to be written: a kind of letter, for one matter or for all."""

    kind = forms.ChoiceField(label=_("Letter"), choices=lambda: list(rules.KINDS.items()))
    matter = forms.ChoiceField(
        label=_("For which matter"), required=False,
        choices=lambda: [("", _("Every matter")), *MATTERS.items()],
    )  # fmt: skip


class TranslateForm(VersionedForm):
    """The same sections in the client's language, or how else they are told."""

    language = QuietText(
        label=_("The client's language"),
        longest=rules.LONGEST_LANGUAGE,
    )
    as_it_stands = forms.BooleanField(
        label=_("The client reads the letter as it stands."),
        required=False,
        help_text=_(
            "Whatever language their record names. Kept with your name; nothing else is kept here."
        ),
    )
    translator = QuietText(
        label=_("Who translated it"), longest=rules.LONGEST_NAME, help_text=_("Stored encrypted.")
    )
    vouched = forms.BooleanField(
        label=_("They say that the translation is complete and true to the letter."),
        required=False,
    )
    read_out = forms.BooleanField(
        label=_("Nobody writes it down: an interpreter reads all of it out before the signature."),
        required=False,
    )
    upload = SealedFileField(
        label=_("Or a translated copy"), required=False,
        help_text=_(
            "PDF, PNG or JPEG. Kept encrypted. It must hold the whole letter. It goes when the "
            "language changes."
        ),
    )  # fmt: skip

    def __init__(
        self, *args: Any, sections: Sequence[Section], translated: dict[str, Any], **kwargs: Any
    ) -> None:
        start = kwargs.get("initial") or {}
        for code, row in translated.items():
            start |= {f"heading-{code}": row["heading"], f"text-{code}": row["text"]}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.originals = list(sections)
        for row in sections:
            code = row["code"]
            about = {"section": row["heading"]}
            heading = _heading(
                _now("Heading in that language: %(section)s") % about, required=False
            )
            text = _text(_now("Text in that language: %(section)s") % about, required=False)
            self.fields[f"heading-{code}"], self.fields[f"text-{code}"] = heading, text

    def pairs(self) -> list[dict[str, Any]]:
        """Return each section with its two fields."""
        return [
            {"row": row, "heading": self[f"heading-{row['code']}"],
             "text": self[f"text-{row['code']}"]}
            for row in self.originals
        ]  # fmt: skip

    def about(self) -> list[forms.BoundField]:
        names = ("as_it_stands", "language", "translator", "vouched", "read_out", "upload")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for row in self.originals:
            names = f"heading-{row['code']}", f"text-{row['code']}"
            given = [bool(said.get(name)) for name in names]
            if any(given) and not all(given) and not set(names) & self.errors.keys():
                empty = names[given.index(False)]
                self.add_error(empty, _now("Write both, or take both out."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.translate_letter` takes."""
        said = self.cleaned_data
        sections = {
            row["code"]: {
                "heading": said[f"heading-{row['code']}"], "text": said[f"text-{row['code']}"]
            }
            for row in self.originals
        }  # fmt: skip
        kept = (
            "version", "language", "translator", "vouched", "read_out", "as_it_stands", "upload"
        )  # fmt: skip
        return {**{name: said[name] for name in kept}, "sections": sections}
