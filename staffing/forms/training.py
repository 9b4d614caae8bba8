"""A training that somebody has done."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from staffing.rules import training as rules


class TrainingForm(forms.Form):
    form_token = OnceField()
    module = forms.ChoiceField(
        label=gettext_lazy("Which training"),
        choices=lambda: [(code, _(one.name)) for code, one in rules.modules().items()],
    )
    done_on = CalendarField(label=gettext_lazy("Done on"), required=True)
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=lambda: list(rules.WAYS.items()))
    provider = QuietText(
        label=gettext_lazy("Who gave it, or which certificate"),
        longest=rules.LONGEST_PROVIDER,
        help_text=gettext_lazy("So that somebody else can look at it and confirm it."),
    )
