"""Form fields that every room shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlainText(forms.CharField):
    """Text of any script, without control characters; nothing in it is changed silently.

    Line ends are allowed where the widget is a text area.
    """

    def validate(self, value: Any) -> None:
        super().validate(value)
        allowed = "\n\r\t" if isinstance(self.widget, forms.Textarea) else ""
        if any(
            (ord(char) < 32 and char not in allowed) or ord(char) == 127 for char in value or ""
        ):
            raise forms.ValidationError(
                _("This holds an invisible control character. Type it again."), code="control"
            )
        try:
            (value or "").encode()
        except UnicodeEncodeError as error:
            raise forms.ValidationError(
                _("This holds a broken character. Type it again."), code="broken"
            ) from error
