"""Who is on the roster: names, languages, how to reach her; what she undertook."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import QUIET, CalendarField, NameField, NamesField, NumberField, QuietText
from clients.rules.details import LEVELS
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField, PlainText
from interpreters.rules import (
    GENDERS,
    LONGEST_NOTE,
    MOST_IN_LIST,
    MOST_LANGUAGES,
    UNDERTAKINGS,
    latest_end,
)

PARTS = ("language", "dialect", "level")


NOT_SAID = ("", _("Not said"))


def choices(table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [NOT_SAID, *((code, _(str(text))) for code, text in table.items())]


class WordsField(forms.CharField):
    """Words, one on a line; gives a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        widget = forms.Textarea(attrs={**QUIET, "rows": "3", "dir": "auto"})
        super().__init__(widget=widget, max_length=1_000, **kwargs)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().to_python(value) or ""
        words = [line.strip() for line in text.splitlines() if line.strip()]
        if len(words) > MOST_IN_LIST:
            raise forms.ValidationError(
                _now("Write at most %(most)s here.") % {"most": MOST_IN_LIST}
            )
        for word in words:
            PlainText().clean(word)
        return list(dict.fromkeys(words))

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class InterpreterForm(forms.Form):
    name = NameField(
        label=_("Name"),
        required=True,
        help_text=_("Compared with the names in every matter: she may know somebody there."),
        error_messages={"required": _("Write the name.")},
    )
    other_names = NamesField(label=_("Other names"), help_text=_("One on a line."))
    gender = forms.ChoiceField(
        label=_("Gender, as she or he offers it"),
        choices=lambda: choices(GENDERS),
        required=False,
        help_text=_(
            "Clients may ask for a woman or a man. Without it such wishes block a booking."
        ),
    )
    communities = WordsField(
        label=_("Communities, nationalities and regions she or he belongs to"),
        help_text=_("One on a line, as offered. Clients may ask for nobody from their own."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("A request tells time, language, way and a code name here, nothing else."),
        widget=forms.EmailInput(attrs=dict(QUIET)),
    )
    phone = NumberField("phone")
    note = QuietText(label=_("Note for coordinators"), longest=LONGEST_NOTE, lines=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_LANGUAGES):
            self.fields |= {
                f"language-{number}": QuietText(label=_("Language"), longest=60),
                f"dialect-{number}": QuietText(label=_("Dialect or region"), longest=60),
                f"level-{number}": forms.ChoiceField(
                    label=_("How well"), choices=lambda: choices(LEVELS), required=False
                ),
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(MOST_LANGUAGES):
            more = cleaned.get(f"dialect-{number}") or cleaned.get(f"level-{number}")
            place = f"language-{number}"
            if more and not cleaned.get(place) and place not in self.errors:
                self.add_error(place, _("Write the language, or take the rest of the line out."))
        spoken = any(cleaned.get(f"language-{n}") for n in range(MOST_LANGUAGES))
        if not spoken and "language-0" not in self.errors:
            self.add_error("language-0", _("Write at least one language."))
        return cleaned

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}-{number}"] for part in PARTS] for number in range(MOST_LANGUAGES)]

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand on the page before the languages."""
        return [self[name] for name in ("name", "other_names", "gender", "communities")]

    def reach_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("email", "phone", "note")]

    def details(self) -> dict[str, Any]:
        """Return what the roster keeps, without what the form itself carries."""
        said = self.cleaned_data
        kept = ("name", "other_names", "gender", "communities", "email", "phone", "note")
        languages = [
            {part: said[f"{part}-{number}"] for part in PARTS}
            for number in range(MOST_LANGUAGES)
            if said[f"language-{number}"]
        ]
        return {name: said[name] for name in kept} | {"languages": languages}


class AddInterpreterForm(InterpreterForm):
    form_token = OnceField()


class ChangeInterpreterForm(InterpreterForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class UndertakingForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How she or he undertook it"), choices=lambda: list(UNDERTAKINGS.items())
    )
    signed_on = CalendarField(label=_("Given on"), required=True)
    expires_on = CalendarField(
        label=_("Holds until"),
        required=True,
        help_text=_("Its last day. Three years at most; then it is asked for anew."),
    )
    upload = SealedFileField(
        label=_("The signed paper"),
        required=False,
        help_text=_("PDF, PNG or JPEG. Kept encrypted."),
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"signed_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        signed, until = cleaned.get("signed_on"), cleaned.get("expires_on")
        if signed and signed > self.today:
            self.add_error("signed_on", _("An undertaking cannot be of a future day."))
        if signed and until and not signed < until <= latest_end(signed):
            self.add_error(
                "expires_on",
                _("An undertaking holds from a day after it was given, for three years at most."),
            )
        return cleaned


class RosterFilter(forms.Form):
    language = PlainText(label=_("Language or dialect"), max_length=60, required=False)
    text = PlainText(label=_("Name"), max_length=80, required=False)
    retired = forms.BooleanField(label=_("Those who left the roster"), required=False)
