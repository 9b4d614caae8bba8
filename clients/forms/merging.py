"""Joining two records of one person."""

from django import forms
from django.utils.translation import gettext_lazy

from clients.forms.fields import QuietText

LONGEST = 1000


class WhyForm(forms.Form):
    reason = QuietText(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence, without names. It stays with the two records."),
        required=True,
        longest=LONGEST,
        lines=True,
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


class WhyVersionForm(WhyForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgreeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    looked = forms.BooleanField(
        label=gettext_lazy("I looked at both records: this is one person"),
        error_messages={"required": gettext_lazy("Look at both records first.")},
    )
