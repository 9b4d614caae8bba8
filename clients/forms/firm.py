"""Forms of a blind check: whom to ask, and the firm's own names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import QUIET, QuietText
from clients.rules.firm_list import NO_NAMES, FirmListError, names_of_csv, names_typed
from clinic.files.uploads import SealedUpload
from clinic.pages.fields import OnceField

LONGEST_TYPED = 500_000
LARGEST_FILE = 4 * 1024 * 1024


class FirmCheckForm(forms.Form):
    form_token = OnceField()
    firm = QuietText(
        label=gettext_lazy("Firm"),
        required=True,
        longest=160,
        error_messages={"required": gettext_lazy("Write which firm is asked.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Their attorney’s e-mail address"),
        help_text=gettext_lazy(
            "The mail says that a message waits, and nothing else. The link takes their names once "
            "and runs out after 14 days."
        ),
        widget=forms.EmailInput(attrs=dict(QUIET)),
        max_length=254,
        error_messages={"required": gettext_lazy("Write whom to send the link to.")},
    )


class FirmNamesForm(forms.Form):
    """The firm's names; what is wrong with them is told by line, and no name is repeated."""

    typed = QuietText(
        label=gettext_lazy("Names, one a line"),
        help_text=gettext_lazy("People and companies, in any script. Other spellings are found."),
        longest=LONGEST_TYPED,
        lines=True,
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file with a column “name”"),
        help_text=gettext_lazy("At most 10,000 names."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        field = "file" if upload else "typed"
        try:
            typed = names_typed(cleaned.get("typed") or "")
            names = list(dict.fromkeys([*typed, *(_of_file(upload) if upload else ())]))
            if not names:
                raise FirmListError(NO_NAMES)
            cleaned["names"] = names
        except FirmListError as error:
            self.add_error(field, _(error.message) % {"line": error.line})
        return cleaned


def _of_file(upload: Any) -> list[str]:
    # Sealed as it arrived; the sealed bytes leave the disk with the request.
    if (
        not isinstance(upload, SealedUpload)
        or upload.too_large
        or (upload.size or 0) > LARGEST_FILE
    ):
        raise ValidationError(
            _("This file is larger than a list of 10,000 names. Send a smaller one.")
        )
    return names_of_csv(b"".join(upload.chunks()))
