"""A letter that is uploaded, and what a person makes of what was read in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField, PlainText
from filings.forms.filings import ReceiptForm
from filings.forms.notices import NoticeForm


class LetterForm(forms.Form):
    once = OnceField()
    document = SealedFileField(
        label=_("The letter"),
        help_text=_(
            "A PDF as the agency sent it is read best. Stored encrypted before it is read; a scan "
            "is kept too, but its dates must be typed over."
        ),
    )


class ConfirmForm(NoticeForm):
    """The form of a notice, filled with what was read surely; the file is stored already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["document"]

    def said(self) -> dict[str, Any]:
        """Return what `confirm_reading` takes besides the reading, the filing and the kind."""
        said = self.for_action()
        said.pop("upload")
        return {
            "notice_date": said.pop("notice_date"),
            "version": said.pop("version"),
            "said": said,
        }


class ConfirmReceiptForm(ReceiptForm):
    """A receipt about a filing that was sent: its number and day. `version` is the reading's."""

    once = OnceField()
    kind, computed, counts = "receipt", None, False

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "notice_date": given["on"],
            "receipt_number": given["receipt_number"],
            "version": given["version"],
            "said": {"notice_id": given["once"]},
        }


class MatchForm(VersionedForm):
    filing = forms.ChoiceField(label=_("Which filing is it about?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, filings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["filing"].choices = filings  # type: ignore[attr-defined]


class DismissForm(VersionedForm):
    reason = PlainText(
        label=_("Why no notice is recorded from it"),
        help_text=_("For example: uploaded twice, or a letter to somebody else. Stored encrypted."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_file = forms.TypedChoiceField(
        label=_("The uploaded file"),
        widget=forms.RadioSelect,
        choices=[
            ("keep", _("Keep it with the case")),
            ("discard", _("Discard it: it does not belong here")),
        ],
        coerce=lambda chosen: chosen == "keep",
    )
