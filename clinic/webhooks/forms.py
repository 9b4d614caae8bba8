"""The shape of input about webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.pages.fields import OnceField, ShownName
from clinic.webhooks.queries import private_hosts
from clinic.webhooks.rules.addresses import LONGEST_URL, BadUrl, target_of
from clinic.webhooks.rules.events import GROUPS, TABLE


def _event_choices() -> list[Any]:
    return [
        (label, [(event.name, event.label) for event in TABLE[group].values()])
        for group, label in GROUPS.items()
    ]


class EndpointForm(forms.Form):
    name = ShownName(
        label=_("Name"), max_length=80, help_text=_("What the other system is, such as “Calendar”.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_URL,
        help_text=_("Where the other system takes messages. It begins with https://."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=_event_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event.")},
        help_text=_(
            "A message holds the event's name and ids of records, nothing about a person. "
            "Notes are never told."
        ),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            target_of(url, private_hosts())
        except BadUrl as error:
            raise forms.ValidationError(str(error.message)) from error
        return url


class AddForm(EndpointForm):
    # The new row's id: a form sent twice adds once.
    form_token = OnceField()


class EditForm(EndpointForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class TestForm(forms.Form):
    # The message's id: a button pressed twice sends once.
    form_token = OnceField()
