"""When, where and in which language; the client's yes; how it went."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from clinic.tenancy.current import current_clinic
from interpreters.rules import LONGEST_NOTE
from interpreters.rules import bookings as rules


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskForm(forms.Form):
    form_token = OnceField()
    day = CalendarField(
        label=_("Day"), required=True, help_text=_("By the clinic’s own clock and calendar.")
    )
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=rules.SHORTEST, max_value=rules.LONGEST, initial=60
    )
    channel = forms.ChoiceField(label=_("How"), choices=lambda: list(rules.CHANNELS.items()))
    language = QuietText(
        label=_("Language"),
        required=True,
        longest=60,
        error_messages={"required": _("Write the language.")},
    )
    dialect = QuietText(label=_("Dialect or region"), longest=60)
    place = QuietText(
        label=_("What the interpreter is told of the place"),
        longest=300,
        lines=True,
        help_text=_(
            "Neutral, and only after a yes: the clinic’s room, a number to dial in. Never where "
            "the client lives, no number or name of hers; the clinic calls and brings her in."
        ),
    )
    note = QuietText(
        label=_("Note for the clinic"),
        longest=LONGEST_NOTE,
        lines=True,
        help_text=_("Stays here. It is not sent."),
    )

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.ask_booking` takes."""
        said = dict(self.cleaned_data)
        zone = ZoneInfo(current_clinic().time_zone)
        said["starts_at"] = datetime.combine(said.pop("day"), said.pop("time"), tzinfo=zone)
        return said


class OfferForm(VersionForm):
    consent_how = forms.ChoiceField(
        label=_("How the client said yes to this person"),
        choices=lambda: list(rules.CONSENTS.items()),
    )
    consent_on = CalendarField(label=_("On"), required=True)
    looked = QuietText(
        label=_("Why it is right although something stands against it"),
        longest=LONGEST_NOTE,
        lines=True,
        help_text=_("Only where the list names something. Kept encrypted."),
    )
    consented = forms.BooleanField(
        label=_(
            "I told the client who would interpret, that this person undertook to keep everything "
            "to herself or himself, and that she may say no now or at any time. She said yes."
        ),
        error_messages={"required": _("Ask the client first.")},
    )


class CancelForm(VersionForm):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=lambda: list(rules.CANCEL_REASONS.items()),
        help_text=_("Stays here. The interpreter is told the time and that nothing is needed."),
    )


class FeedbackForm(forms.Form):
    quality = forms.ChoiceField(
        label=_("How did it go?"), choices=lambda: list(rules.QUALITIES.items())
    )
    again = forms.ChoiceField(
        label=_("Would you ask this person again?"), choices=lambda: list(rules.AGAIN.items())
    )
    note = QuietText(
        label=_("Anything the coordinators should know"),
        longest=LONGEST_NOTE,
        lines=True,
        help_text=_("Kept encrypted, never shown to the interpreter. Nothing of what was said."),
    )
