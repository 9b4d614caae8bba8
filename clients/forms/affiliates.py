"""Somebody the clinic itself is bound to, with whom or what they stand for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import NameField, NamesField, QuietText
from clients.rules.conflict import AFFILIATES, PARTY_LABELS
from clinic.pages.fields import OnceField

LONGEST_NOTE = 1000


class AffiliateForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What they are to the clinic"),
        choices=lambda: [(kind.value, _(PARTY_LABELS[kind])) for kind in AFFILIATES],
    )
    name = NameField(
        label=gettext_lazy("Name"),
        required=True,
        help_text=gettext_lazy("Compared with the names in every matter. Kept encrypted."),
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    is_organisation = forms.BooleanField(
        label=gettext_lazy("This is an organisation"), required=False
    )
    other_names = NamesField(
        label=gettext_lazy("Other names and spellings"), help_text=gettext_lazy("One on a line.")
    )
    organisations = NamesField(
        label=gettext_lazy("Organisations they stand for"),
        help_text=gettext_lazy("An employer, a parent company, other boards: one on a line."),
    )
    people = NamesField(
        label=gettext_lazy("People they stand for"),
        help_text=gettext_lazy("Partners of a firm, a family behind a fund: one on a line."),
    )
    note = QuietText(label=gettext_lazy("Note"), longest=LONGEST_NOTE, lines=True)

    def details(self) -> dict[str, Any]:
        """Return what the list keeps, without what the form itself carries."""
        carried = {"form_token", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in carried}


class AddAffiliateForm(AffiliateForm):
    form_token = OnceField()


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeAffiliateForm(AffiliateForm, VersionForm):
    pass
