"""What to look for in the audit, and a copy of it to check."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.office.rules import GROUPS


class AuditFilterForm(forms.Form):
    """What to look for; everything may stay empty."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    group = forms.ChoiceField(
        label=_("What"), required=False, choices=lambda: [("", _("Everything")), *GROUPS.items()]
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("Both")), ("done", _("Done")), ("refused", _("Refused"))],
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    case_number = forms.CharField(
        label=_("Case number"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"placeholder": "2026-0042", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [("", _("Everybody")), *people]

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))


class CopyForm(forms.Form):
    copy = forms.FileField(
        label=_("The copy"),
        help_text=_("The file that was downloaded here, as it is."),
        widget=forms.FileInput(attrs={"accept": ".jsonl"}),
    )
