"""Small forms: start, decline, a reason to look, a decision, a search."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import QuietText
from clients.rules.conflict import DECISIONS, STATE_LABELS, ConflictState
from clients.rules.reasons import DECLINE_REASONS, REVEAL_REASONS
from clinic.pages.fields import OnceField

REASONS = [(code, gettext_lazy(text)) for code, text in REVEAL_REASONS.items()]


class StartForm(forms.Form):
    """Carries a one-time id, so that a form sent twice starts one intake."""

    form_token = OnceField()


class RevealForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you need it?"),
        choices=REASONS,
        error_messages={
            "required": gettext_lazy("Choose why you need it. The look is recorded."),
            "invalid_choice": gettext_lazy("Choose one of the reasons."),
        },
    )

    @property
    def said(self) -> str:
        """Return the first error in words."""
        return " ".join(str(error) for error in self.errors.get("reason", []))


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it end here?"),
        choices=[
            ("", gettext_lazy("Choose")),
            *((code, gettext_lazy(text)) for code, text in DECLINE_REASONS.items()),
        ],
        error_messages={"required": gettext_lazy("Choose why the intake ends.")},
    )
    note = QuietText(
        label=gettext_lazy("Anything to know if this person comes back"), longest=1000, lines=True
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (state.value, gettext_lazy(label))
            for state, label in STATE_LABELS.items()
            if state in DECISIONS
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decided.")},
    )
    reason = QuietText(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence, without names. It stays with the check."),
        longest=1000,
        lines=True,
    )

    def __init__(self, *args: Any, has_matches: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_matches = has_matches

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        clear = cleaned.get("decision") == ConflictState.CLEAR.value
        needed = self.has_matches or not clear
        if needed and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why, in a sentence."))
        return cleaned


class WallForm(forms.Form):
    """Whom to keep out of a client's matter, and why."""

    person = forms.ChoiceField(
        label=gettext_lazy("Who is kept out?"),
        error_messages={"required": gettext_lazy("Choose who is kept out.")},
    )
    reason = QuietText(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence, without names. Stored encrypted."),
        required=True,
        longest=1000,
        lines=True,
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.choices = [("", gettext_lazy("Choose")), *people]


class LowerWallForm(forms.Form):
    reason = QuietText(
        label=gettext_lazy("Why may this person come in again?"),
        help_text=gettext_lazy("One sentence, without names. Stored encrypted."),
        required=True,
        longest=1000,
        lines=True,
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


class SearchForm(forms.Form):
    text = QuietText(
        label=gettext_lazy("Name or number"),
        help_text=gettext_lazy(
            "In any script or spelling; or an A-number, receipt, passport, telephone or e-mail."
        ),
        required=True,
        longest=300,
        error_messages={"required": gettext_lazy("Write a name or a number.")},
    )
