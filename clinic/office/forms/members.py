"""The shape of input about members and the clinic itself."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clinic.pages.fields import OnceField, ShownName
from clinic.people.models import User
from clinic.people.roles import ROLE_NAMES, ROLE_WORK


class RolesField(forms.MultipleChoiceField):
    def __init__(self, among: Iterable[str] = ROLE_NAMES, **kwargs: Any) -> None:
        super().__init__(
            label=_("Roles"),
            choices=lambda: [(role, f"{ROLE_NAMES[role]}: {ROLE_WORK[role]}") for role in among],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one role.")},
            **kwargs,
        )


class InviteForm(forms.Form):
    # The new row's id: a form sent twice invites once.
    form_token = OnceField()
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The link goes there. Use an address only this person reads."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    roles = RolesField()

    def token(self) -> UUID:
        token: UUID = self.cleaned_data["form_token"]
        return token


class RolesForm(forms.Form):
    before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    roles = RolesField()


class EndForm(forms.Form):
    """Ask again; who ends their own seat says so."""

    own_seat = forms.BooleanField(
        label=_("Yes, I mean my own seat. I lose access to this clinic at once."),
        error_messages={"required": _("Tick the box if you mean to leave.")},
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["own_seat"]


class SettingsForm(forms.Form):
    before = forms.CharField(widget=forms.HiddenInput, max_length=600)
    name = ShownName(label=_("Name of the clinic"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        help_text=_("Deadlines end at midnight of this place."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For mail, and for people who have not chosen one."),
    )
    neutral_site = forms.URLField(
        label=_("Neutral site"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Where “Leave quickly” goes: a page that says nothing, such as the weather."),
    )
    asks_training = forms.BooleanField(
        label=_("Training is required"),
        required=False,
        help_text=_(
            "Before a case is given, and before anybody meets survivors in intake or reads their "
            "answers. Look at People, Training first: who lacks it is stopped at once."
        ),
    )
    asks_engagement = forms.BooleanField(
        label=_("Work waits for a signed engagement letter"),
        required=False,
        help_text=_(
            "Matters go on, filings are sent and cases are given from the board only when a signed "
            "letter covers them, or an attorney recorded why it cannot wait."
        ),
    )
    approves_letters = forms.BooleanField(
        label=_("A supervisor agrees to each letter before it is signed"), required=False
    )


class JoinForm(forms.Form):
    """A new person's name and password."""

    name = ShownName(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=256,
        strip=False,
        help_text=_("At least 12 characters. Several words that do not belong together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise forms.ValidationError(list(error.messages)) from error
        return password
