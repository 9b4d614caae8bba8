"""Something of the library, and what is looked for in it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS
from clients.forms.fields import QuietText
from clinic.pages.fields import OnceField
from staffing.rules import JURISDICTIONS
from staffing.rules import library as rules


def _matters() -> list[tuple[str, Any]]:
    return list(MATTERS.items())


def _places() -> list[tuple[str, str]]:
    return [(code, code) for code in JURISDICTIONS]


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # no address at all
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not any(map(str.isspace, url))


class ResourceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(rules.KINDS.items()))
    title = QuietText(label=_("Title"), longest=rules.LONGEST_TITLE, required=True)
    about = QuietText(
        label=_("What it is good for"),
        longest=rules.LONGEST_ABOUT,
        lines=True,
        help_text=_("Nothing of a client: every member reads it."),
    )
    url = QuietText(
        label=_("Link"), longest=rules.LONGEST_URL, help_text=_("Begins with https://.")
    )
    body = QuietText(label=_("Text"), longest=rules.LONGEST_BODY, lines=True)
    matters = forms.MultipleChoiceField(
        label=_("For which matters"), choices=_matters, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None: for all."),
    )  # fmt: skip
    jurisdictions = forms.MultipleChoiceField(
        label=_("For which states or countries"), choices=_places, required=False,
        widget=forms.SelectMultiple(attrs={"size": "6"}), help_text=_("None: for all."),
    )  # fmt: skip
    news = QuietText(label=_("What is new in it"), longest=rules.LONGEST_NEWS)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url and not _is_link(url):
            raise forms.ValidationError(_("Write a link that begins with https://."))
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"url", "body"} & set(self.errors) and not (
            cleaned.get("url") or cleaned.get("body")
        ):
            self.add_error("url", _("Give a link or write the text: there is nothing to read."))
        return cleaned

    def said(self) -> dict[str, Any]:
        hidden = {"form_token", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in hidden}


class NewResourceForm(ResourceForm):
    form_token = OnceField()


class ReviseForm(ResourceForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class LibraryForm(forms.Form):
    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False,
        choices=lambda: [("", _("Every kind")), *rules.KINDS.items()],
    )  # fmt: skip
    matter = forms.ChoiceField(
        label=_("Matter"), required=False, choices=lambda: [("", _("Every matter")), *_matters()]
    )
    jurisdiction = forms.ChoiceField(
        label=_("State or country"), required=False,
        choices=lambda: [("", _("Everywhere")), *_places()],
    )  # fmt: skip

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
