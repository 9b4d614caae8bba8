"""Reaching a client, knowing a caller, the safe address."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import CalendarField, QuietText
from clients.rules.callers import SHORTEST, as_heard
from clients.rules.safe_contact import CHANNEL_LABELS, Channel
from clinic.tenancy.current import today


def _zones() -> list[tuple[str, Any]]:
    named = sorted(zone for zone in available_timezones() if "/" in zone and "Etc/" not in zone)
    return [("", gettext_lazy("The clinic's")), *((zone, zone) for zone in named)]


class ReachForm(forms.Form):
    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[(channel.value, gettext_lazy(CHANNEL_LABELS[channel])) for channel in Channel],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how.")},
    )
    voicemail = forms.BooleanField(
        label=gettext_lazy("I may have to leave a voicemail"), required=False
    )


class CallerForm(forms.Form):
    phrase = QuietText(
        label=gettext_lazy("What the caller says"),
        longest=120,
        required=True,
        help_text=gettext_lazy("It is compared and not kept. Never say the phrase yourself."),
    )


class SafetyForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("The client's clock"),
        choices=_zones,
        required=False,
        help_text=gettext_lazy("Safe hours are read by it."),
    )
    neutral_name = QuietText(
        label=gettext_lazy("Who we are when somebody else answers"),
        longest=80,
        help_text=gettext_lazy("A first name is enough. It also ends an e-mail."),
    )
    phrase = QuietText(
        label=gettext_lazy("New caller's phrase"),
        longest=120,
        help_text=gettext_lazy(
            "By it we know that a caller is the client. It is never shown again. "
            "Left empty, the phrase that is set stays."
        ),
    )
    forget_phrase = forms.BooleanField(
        label=gettext_lazy("The phrase does not hold any more"), required=False
    )
    program = QuietText(
        label=gettext_lazy("Address confidentiality programme, with its number"), longest=120
    )
    substitute = QuietText(
        label=gettext_lazy("Substitute address for letters"), longest=400, lines=True
    )
    real = QuietText(
        label=gettext_lazy("Where the client really lives"),
        longest=400,
        lines=True,
        help_text=gettext_lazy(
            "Write it only where it is needed. It is sealed, few may open it, and each look is "
            "recorded. Left empty, what is recorded stays."
        ),
    )
    valid_until = CalendarField(label=gettext_lazy("The substitute address holds until"))

    def clean_phrase(self) -> str:
        phrase: str = self.cleaned_data["phrase"]
        if phrase and len(as_heard(phrase)) < SHORTEST:
            raise forms.ValidationError(
                _("Choose at least %(least)s letters; a short sentence is best.")
                % {"least": SHORTEST}
            )
        return phrase

    def clean_valid_until(self) -> Any:
        until = self.cleaned_data["valid_until"]
        if until and until < today():
            raise forms.ValidationError(_("This day has passed already."))
        return until


def safety_initial(client: Any, address: Any) -> dict[str, Any]:
    """Return what fills the form again; neither the phrase nor the real address is among it."""
    said = {name: getattr(client, name) or "" for name in ("time_zone", "neutral_name", "version")}
    if address is not None:
        said |= {name: getattr(address, name) for name in ("program", "substitute", "valid_until")}
    return said
