"""The shape of input for the people who work at a partner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.fields import NameField, NamesField
from clinic.pages.fields import PlainText
from referrals.forms import OnceForm


class ContactForm(forms.Form):
    name = NameField(
        label=_("Name"),
        required=True,
        help_text=_("Compared with the names in every matter. Kept encrypted."),
        error_messages={"required": _("Write the name.")},
    )
    other_names = NamesField(label=_("Other names and spellings"), help_text=_("One on a line."))
    role = PlainText(label=_("What they do there"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = PlainText(label=_("Phone"), max_length=40, required=False)

    def details(self) -> dict[str, object]:
        carried = {"form_token", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in carried}


class AddContactForm(OnceForm, ContactForm):
    pass


class ChangeContactForm(VersionedForm, ContactForm):
    pass


class EndContactForm(VersionedForm):
    pass
