"""How each channel may be used: six groups of fields on one page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import QUIET, CalendarField, QuietText, in_plain_words
from clients.rules.identifiers import normalise_identifier
from clients.rules.safe_contact import CHANNEL_LABELS, HOURS_MATTER, Channel
from clinic.tenancy.current import today

STATES = [
    ("not_asked", gettext_lazy("Not asked yet")),
    ("safe", gettext_lazy("Safe")),
    ("unsafe", gettext_lazy("Not safe")),
]
VOICEMAIL = [
    ("not_asked", gettext_lazy("Not asked yet")),
    ("safe", gettext_lazy("Yes, in neutral words")),
    ("unsafe", gettext_lazy("No, leave none")),
]
ANSWERS = [
    ("not_asked", gettext_lazy("Not asked yet")),
    ("only_client", gettext_lazy("Only the client")),
    ("named", gettext_lazy("The client, or the person named below")),
    ("anyone", gettext_lazy("Anybody may pick up")),
]
ADDRESS = {
    Channel.PHONE: gettext_lazy("Telephone number"),
    Channel.SMS: gettext_lazy("Telephone number for text messages"),
    Channel.EMAIL: gettext_lazy("E-mail address"),
    Channel.POST: gettext_lazy("Address that is safe for letters"),
    Channel.APP: gettext_lazy("Which app, and under which name or number"),
    Channel.PARTNER: gettext_lazy("Which partner, and whom to ask for"),
}
_CHECKED_AS = {Channel.PHONE: "phone", Channel.SMS: "phone", Channel.EMAIL: "email"}


@dataclass(frozen=True)
class ChannelGroup:
    """The fields of one channel as the template draws them."""

    code: str
    label: str
    state: forms.BoundField
    more: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        """Tell whether the details stand open: asked already, or something to fix in them."""
        return self.state.value() == "safe" or any(field.errors for field in self.more)


def contact_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for channel in Channel:
        fields |= {f"{channel}-{name}": field for name, field in _fields_of(channel).items()}
    return fields


def _fields_of(channel: Channel) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "state": forms.ChoiceField(
            label=gettext_lazy(CHANNEL_LABELS[channel]),
            choices=STATES,
            widget=forms.RadioSelect,
            initial="not_asked",
            required=False,
        ),
        "address": QuietText(label=ADDRESS[channel], longest=300, lines=channel is Channel.POST),
    }
    if channel in HOURS_MATTER:
        fields |= {
            "any_time": forms.BooleanField(label=gettext_lazy("Safe at any time"), required=False),
            "days": forms.TypedMultipleChoiceField(
                label=gettext_lazy("Safe days"),
                choices=list(WEEKDAYS.items()),
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            ),
            "start": _time_field(gettext_lazy("From")),
            "end": _time_field(gettext_lazy("Until")),
            "answer": forms.ChoiceField(
                label=gettext_lazy("Who may answer or read it?"), choices=ANSWERS, required=False
            ),
            "who": QuietText(label=gettext_lazy("Who else, and what to say to them"), longest=200),
        }
    if channel is Channel.PHONE:
        fields["voicemail"] = forms.ChoiceField(
            label=gettext_lazy("May we leave a voicemail?"), choices=VOICEMAIL, required=False
        )
    fields["wording"] = QuietText(
        label=gettext_lazy("What to say or write, in neutral words"), longest=300
    )
    fields["valid_until"] = CalendarField(label=gettext_lazy("Ask again after this day"))
    return fields


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", **QUIET}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes, 18:00.")},
    )


class ContactFields(forms.Form):
    """Reads and checks the groups; a form that has them inherits this."""

    def channel_groups(self) -> Iterator[ChannelGroup]:
        for channel in Channel:
            names = [name for name in self.fields if name.startswith(f"{channel}-")]
            if names:
                bound = [self[name] for name in names]
                yield ChannelGroup(channel.value, str(bound[0].label), bound[0], bound[1:])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for channel in Channel:
            if f"{channel}-state" in self.fields:
                self._check_channel(channel, cleaned)
        return cleaned

    def _check_channel(self, channel: Channel, cleaned: Mapping[str, Any]) -> None:
        address = cleaned.get(f"{channel}-address")
        kind = _CHECKED_AS.get(channel)
        if address and kind:
            try:
                in_plain_words(lambda: normalise_identifier(kind, address))
            except forms.ValidationError as error:
                self.add_error(f"{channel}-address", error)
        start, end = cleaned.get(f"{channel}-start"), cleaned.get(f"{channel}-end")
        if (start is None) != (end is None) and not self._has_errors(channel, "start", "end"):
            missing = "end" if end is None else "start"
            self.add_error(f"{channel}-{missing}", _("Write both times, or neither."))
        until = cleaned.get(f"{channel}-valid_until")
        if until and until < today():
            self.add_error(f"{channel}-valid_until", _("This day has passed already."))

    def _has_errors(self, channel: Channel, *names: str) -> bool:
        return any(f"{channel}-{name}" in self.errors for name in names)

    def contact_rules(self) -> list[dict[str, Any]]:
        """Return what `actions.change_contact` takes."""
        return [
            rule_input(channel, self.cleaned_data)
            for channel in Channel
            if f"{channel}-state" in self.fields
        ]


def rule_input(channel: Channel, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    def said(name: str) -> Any:
        return cleaned.get(f"{channel}-{name}")

    details = {
        "any_time": said("any_time"),
        "days": sorted(said("days") or []),
        "start": f"{said('start'):%H:%M}" if said("start") else None,
        "end": f"{said('end'):%H:%M}" if said("end") else None,
        "answer": _unless_unasked(said("answer")),
        "who": said("who"),
        "wording": said("wording"),
        "voicemail": _unless_unasked(said("voicemail")),
    }
    until = said("valid_until")
    return {
        "channel": channel.value,
        "state": said("state") or "not_asked",
        "address": said("address") or None,
        "valid_until": until.isoformat() if until else None,
        "details": {name: value for name, value in details.items() if value},
    }


def _unless_unasked(code: str | None) -> str | None:
    return None if code == "not_asked" else code


def contact_initial(rows: Any) -> dict[str, Any]:
    """Return what fills the form again, from rows that were revealed."""
    initial: dict[str, Any] = {}
    for row in rows:
        values = {
            "state": row.state,
            "address": row.address,
            "valid_until": row.valid_until,
            **(row.details or {}),
        }
        initial |= {f"{row.channel}-{name}": value for name, value in values.items()}
        if row.code_word:
            initial["code_word"] = row.code_word
    return initial


class ContactForm(ContactFields):
    """The rules of one client, outside an intake."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code_word = QuietText(
        label=gettext_lazy("Code word"),
        help_text=gettext_lazy(
            "A word by which the client and the clinic know each other. It is never shown in the "
            "banner."
        ),
        longest=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= contact_fields()
