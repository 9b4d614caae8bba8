"""Fields for what people type: kept as typed or refused with plain words, never a 500."""

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.rules.identifiers import KINDS, IdentifierError, normalise_identifier
from clients.rules.identity import IdentityError, check_name, read_birth
from clinic.tenancy.current import today

MOST_NAMES = 30
# Nothing typed here may be kept by the browser or sent to a spelling service.
QUIET = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
T = TypeVar("T")


def in_plain_words(check: Callable[[], T]) -> T:
    """Turn the error of a pure rule into the error of a field, in the reader's language."""
    try:
        return check()
    except IdentityError as error:
        text = _(error.message)
        if error.limit is not None:
            text = text % {"limit": error.limit}
        raise ValidationError(text) from None
    except IdentifierError as error:
        raise ValidationError(_(error.message)) from None


class QuietText(forms.CharField):
    """Text without control characters; `lines` lets it run over several lines."""

    def __init__(self, *, longest: int = 300, lines: bool = False, **kwargs: Any) -> None:
        self.longest, self.lines = longest, lines
        attrs = {**QUIET, "rows": "4"} if lines else dict(QUIET)
        widget = forms.Textarea(attrs=attrs) if lines else forms.TextInput(attrs=attrs)
        kwargs.setdefault("required", False)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        if len(text) > self.longest:
            raise ValidationError(
                _("This is %(now)s characters long; %(most)s fit here. Shorten it.")
                % {"now": len(text), "most": self.longest}
            )
        allowed = "\n\t" if self.lines else ""
        if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed for sign in text):
            raise ValidationError(
                _("This holds a control character, which pasting can add. Type it instead.")
            )
        return text


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.TextInput(attrs={**QUIET, "dir": "auto"}), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return in_plain_words(lambda: check_name(text)) if text else ""


class NamesField(forms.CharField):
    """One name a line; gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        widget = forms.Textarea(attrs={**QUIET, "rows": "3", "dir": "auto"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (super().to_python(value) or "").splitlines()
        names = [line.strip() for line in lines if line.strip()]
        if len(names) > MOST_NAMES:
            raise ValidationError(_("Write at most %(most)s names here.") % {"most": MOST_NAMES})
        checked = [in_plain_words(partial(check_name, name)) for name in names]
        return list(dict.fromkeys(checked))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class BirthField(forms.CharField):
    """Gives "1990-02-28" or "1990"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        attrs = {**QUIET, "inputmode": "numeric", "placeholder": "1990-02-28"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return str(in_plain_words(lambda: read_birth(text, today=today()))) if text else ""


class NumberField(forms.CharField):
    """A number on papers, brought to the one form in which it is compared."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("required", False)
        kwargs.setdefault("label", gettext_lazy(KINDS[kind].label))
        super().__init__(widget=forms.TextInput(attrs=dict(QUIET)), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return in_plain_words(lambda: normalise_identifier(self.kind, text)) if text else ""


class CalendarField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages={
                "invalid": gettext_lazy("This day does not exist. Look at month and day again.")
            },
            **kwargs,
        )
