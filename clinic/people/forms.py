"""The shape of what is typed before a clinic is chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UnlockForm(forms.Form):
    proof = forms.CharField(
        label=_("Password, or six digits from your app"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
