"""A clinic's own pack: as a file or typed, looked at before it is taken."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from filings.rules.own import LONGEST_PACK


class PackForm(forms.Form):
    """A file, when there is one, stands for the text."""

    name = forms.CharField(
        label=_("Name of the pack"),
        max_length=40,
        help_text=_(
            "Small letters, digits and hyphens. The name of one you have makes its next version."
        ),
        validators=[
            RegexValidator(r"\A[a-z][a-z0-9-]{1,39}\Z", _("Use small letters, digits and hyphens."))
        ],
    )
    file = forms.FileField(
        label=_("File (TOML)"), required=False, help_text=_("Or paste its text below.")
    )
    text = forms.CharField(
        label=_("Text of the pack"),
        required=False,
        strip=False,
        max_length=LONGEST_PACK,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        upload = given.get("file")
        if upload is not None:
            given["text"] = self._read(upload)
        if not given.get("text", "").strip() and "file" not in self.errors:
            self.add_error(
                "text", forms.ValidationError(_("Give a file or a text."), code="required")
            )
        # What a browser sends ends its lines as no file does.
        given["text"] = given.get("text", "").replace("\r\n", "\n")
        return given

    def _read(self, upload: Any) -> str:
        if upload.size > LONGEST_PACK:
            self.add_error(
                "file", forms.ValidationError(_("This file is too large."), code="too_large")
            )
            return ""
        try:
            text: str = upload.read().decode("utf-8")
        except UnicodeDecodeError:
            message = _("This is no text in UTF-8.")
            self.add_error("file", forms.ValidationError(message, code="not_text"))
            return ""
        return text
