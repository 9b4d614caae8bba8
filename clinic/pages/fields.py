"""Form fields that every room shares."""

from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import new_id


class OnceField(forms.CharField):
    """The id of the row a form will make, so that sending it twice makes one row.

    Signed for the clinic: an id that somebody made up, or carried over from another clinic, could
    tell whether such a row exists there.
    """

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=lambda: self.signed(new_id()))

    @classmethod
    def signed(cls, row_id: UUID) -> str:
        return cls._signer().sign(str(row_id))

    @staticmethod
    def new() -> UUID:
        """Return an id for a row that is made in the same breath."""
        return new_id()

    @staticmethod
    def _signer() -> signing.Signer:
        return signing.Signer(salt=f"clinic.pages.fields.once:{current_clinic().pk}")

    def clean(self, value: Any) -> UUID:
        try:
            return UUID(self._signer().unsign(value or ""))
        except (signing.BadSignature, ValueError):
            raise forms.ValidationError(
                _("This form is out of date. Load the page again; copy what you typed first.")
            ) from None


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


class ShownName(PlainText):
    """A name that stands in other people's lists and on paper: it turns no text beside it round."""

    # Embeddings, overrides and isolates; the letters of a script bring their direction along.
    TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.TURNING & set(value or ""):
            raise forms.ValidationError(
                _("This holds an invisible character that turns text round. Type it again."),
                code="turning",
            )


class SuggestedInput(forms.TextInput):
    """Free text, with words to choose from."""

    template_name = "kit/_suggested.html"
    words: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = self.words
        if self.words:
            context["widget"]["attrs"]["list"] = f"{name}-words"
        return context
