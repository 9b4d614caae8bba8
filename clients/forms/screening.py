"""Screening: when it is safe to begin, one section of plain questions, and what is decided."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import QuietText
from clients.forms.short import REASONS
from clients.rules.screening.relief import DECISION_LABELS
from clinic.pages.fields import OnceField

LONGEST_REASON = 1000


class SafeForm(forms.Form):
    """Nothing is asked before somebody has said that talking is safe."""

    safe = forms.BooleanField(
        label=gettext_lazy("I asked just now: talking is safe, and nobody can listen"),
        error_messages={"required": gettext_lazy("Ask first. Until it is safe nothing is asked.")},
    )


class StartScreeningForm(SafeForm):
    form_token = OnceField()
    language = forms.ChoiceField(label=gettext_lazy("In which language are the questions put?"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)  # type: ignore[attr-defined]
        self.order_fields(["form_token", "language", "safe"])


class SectionForm(forms.Form):
    """One section as it is put. Nothing is required, and nothing is chosen before."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in asked:
            self.fields[each.prompt.code] = forms.ChoiceField(
                label=each.text,
                help_text=each.why,
                choices=each.answers,
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Return only what was chosen."""
        return {
            code: said for code, said in self.cleaned_data.items() if said and code != "version"
        }


class ReliefForm(forms.Form):
    """For each possible help: worth pursuing, not pursued with the reason, or left for later."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # The reason of the look: a page that comes back with errors is another look.
    reason = forms.ChoiceField(choices=REASONS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"{line.code}-decision"] = forms.ChoiceField(
                label=gettext_lazy("Your decision"),
                choices=[
                    *((each.value, gettext_lazy(text)) for each, text in DECISION_LABELS.items()),
                    ("", gettext_lazy("Leave as it is")),
                ],
                widget=forms.RadioSelect,
                required=False,
                initial="",
            )
            self.fields[f"{line.code}-reason"] = QuietText(
                label=gettext_lazy("Why"), longest=LONGEST_REASON, lines=True
            )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [
            (line, [self[f"{line.code}-decision"], self[f"{line.code}-reason"]])
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            said, reason = f"{line.code}-decision", f"{line.code}-reason"
            if (
                cleaned.get(said) == "rejected"
                and not cleaned.get(reason)
                and (reason not in self.errors)
            ):
                self.add_error(reason, _("Say in a sentence why it is not pursued."))
            if cleaned.get(reason) and not cleaned.get(said) and said not in self.errors:
                self.add_error(said, _("Choose what you decided, or take the reason out."))
        return cleaned

    def decisions(self) -> list[tuple[str, str, str]]:
        found = []
        for line in self.lines:
            decision = self.cleaned_data.get(f"{line.code}-decision")
            if decision:
                found.append((line.code, decision, self.cleaned_data[f"{line.code}-reason"]))
        return found
