"""A file in parts: its name and size, then each part."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from clinic.files.forms import SealedFileField
from clinic.files.uploads import SealedUpload
from documents.rules import MOST_BYTES


class BeginUploadForm(forms.Form):
    name = forms.CharField(max_length=255)
    size = forms.IntegerField(
        min_value=1,
        max_value=MOST_BYTES,
        error_messages={
            "min_value": _("This file is empty. Nothing was stored."),
            "max_value": _("This file is larger than %(most)s. Nothing was stored.")
            % {"most": filesizeformat(MOST_BYTES)},
        },
    )

    anew = forms.BooleanField(required=False)

    def clean_name(self) -> str:
        """Return the last part of what may be a path; control characters go."""
        name = str(self.cleaned_data["name"]).replace("\\", "/").rpartition("/")[2]
        name = "".join(sign for sign in name if sign.isprintable()).strip()
        if name in ("", ".", ".."):
            raise forms.ValidationError(_("Give the file a name, and choose it again."))
        return name


class _PartField(SealedFileField):
    """A stretch of a file: what it is shows only when all are there."""

    def _check_kind(self, upload: SealedUpload) -> None:
        return

    def _check_content(self, upload: SealedUpload) -> None:
        return


class PartForm(forms.Form):
    offset = forms.IntegerField(min_value=0, max_value=MOST_BYTES)
    part = _PartField()
