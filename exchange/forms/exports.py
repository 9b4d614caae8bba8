"""What a copy of the whole clinic is asked for and taken with."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.pages.fields import OnceField, PlainText
from exchange.rules.leaving import LONGEST_NOTE
from exchange.rules.words import REASONS


class ProofForm(forms.Form):
    """Six digits, not the password: a copy of everything asks for the second factor anew."""

    proof = forms.CharField(
        label=_("Six digits from your app"),
        max_length=20,
        help_text=_("So that nobody takes everything from a desk you have left."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AskExportForm(ProofForm):
    once = OnceField()
    reason = forms.ChoiceField(
        label=_("What is the copy for?"), choices=[("", _("Choose")), *REASONS.items()]
    )
    note = PlainText(
        label=_("Who will have it, and where it will be kept"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("once", "reason", "note", "proof")

    def export_id(self) -> UUID:
        once: UUID = self.cleaned_data["once"]
        return once
