"""When, how, with whom, and whether the safe-contact rule was followed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agenda.queries.contacts import RuleNow, moment_text
from agenda.rules import contacts as rules
from cases.rules import PRIVILEGES
from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from clinic.tenancy.current import current_clinic


class ContactForm(forms.Form):
    """Stands filled in for a call just now, so that a look and one click record it."""

    day = CalendarField(label=_("Day"), required=True)
    time = forms.TimeField(
        label=_("Time"),
        help_text=_("By the clinic’s clock."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    channel = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    direction = forms.ChoiceField(
        label=_("Who reached out"),
        choices=lambda: list(rules.DIRECTIONS.items()),
        widget=forms.RadioSelect,
    )
    reached = forms.BooleanField(
        label=_("The client was reached"),
        required=False,
        help_text=_("Leave empty when nobody answered."),
    )
    rule = forms.ChoiceField(
        label=_("Was the safe-contact rule followed?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "What the rule says of each way stands beside it above. Asked when we reached out."
        ),
    )
    rule_reason = QuietText(
        label=_("Why it was not followed"),
        longest=rules.LONGEST_NOTE,
        lines=True,
        help_text=_("Only where it was not. Kept encrypted."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=rules.LONGEST_MINUTES
    )
    booking = forms.ChoiceField(label=_("Interpreter booked"), required=False)
    interpreter = QuietText(
        label=_("Or who interpreted"), longest=200, help_text=_("Kept encrypted.")
    )
    privilege = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)
    note = QuietText(
        label=_("Short note"),
        longest=rules.LONGEST_NOTE,
        lines=True,
        help_text=_("Neutral: what was agreed, not the story. Kept encrypted."),
    )

    def __init__(
        self,
        *args: Any,
        ruled: Mapping[str, RuleNow],
        bookings: Iterable[Any] = (),
        privileges: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bookings = {str(row.pk): row for row in bookings}
        self._offer("channel", [(code, _way(code, ruled)) for code in rules.CHANNELS])
        self._offer("rule", [(code, rules.RULES[code][0]) for code in _ANSWERS])
        self._offer(
            "privilege",
            [
                (code, _now("%(kind)s: %(who)s") % {
                    "kind": PRIVILEGES[code].label, "who": PRIVILEGES[code].help
                })
                for code in privileges
            ],
        )  # fmt: skip
        said = [(pk, booked(row)) for pk, row in self.bookings.items()]
        self._offer("booking", [("", _("None")), *said])

    def _offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day.year < rules.EARLIEST_YEAR or day.year > timezone.now().year + 1:
            raise forms.ValidationError(_("Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        channel, direction = said.get("channel"), said.get("direction")
        if not (channel and direction and rules.is_ruled(channel, direction)):
            return said
        if not said.get("rule") and "rule" not in self.errors:
            self.add_error("rule", _("Say whether the safe-contact rule was followed."))
        if said.get("rule") == rules.NOT_FOLLOWED and not said.get("rule_reason"):
            self.add_error("rule_reason", _("Say why the safe-contact rule was not followed."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Return what the actions take."""
        said = dict(self.cleaned_data)
        zone = ZoneInfo(current_clinic().time_zone)
        said["at"] = datetime.combine(said.pop("day"), said.pop("time"), tzinfo=zone)
        said["booking"] = self.bookings.get(said["booking"])
        return said


_ANSWERS = (rules.FOLLOWED, rules.NOT_FOLLOWED)


class NewContactForm(ContactForm):
    once = OnceField()


class CorrectContactForm(ContactForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def filled_in(ruled: Mapping[str, RuleNow], *, channel: str = "phone") -> dict[str, Any]:
    """Return a call just now; that the rule was followed only where it allows the way."""
    local = timezone.now().astimezone(ZoneInfo(current_clinic().time_zone))
    start = {
        "day": local.date(), "time": local.strftime("%H:%M"), "channel": channel,
        "direction": rules.OUT, "reached": True, "privilege": "shared",
    }  # fmt: skip
    if channel in ruled and ruled[channel].allowed:
        start["rule"] = rules.FOLLOWED
    return start


def as_recorded(contact: Any) -> dict[str, Any]:
    local = contact.at.astimezone(ZoneInfo(current_clinic().time_zone))
    return {
        "day": local.date(), "time": local.strftime("%H:%M"), "channel": contact.channel,
        "direction": contact.direction, "reached": contact.reached,
        "rule": contact.rule if contact.rule in _ANSWERS else "",
        "rule_reason": contact.rule_reason, "minutes": contact.minutes,
        "booking": str(contact.booking_id or ""), "interpreter": contact.interpreter,
        "privilege": contact.privilege, "note": contact.note, "version": contact.version,
    }  # fmt: skip


def _way(code: str, ruled: Mapping[str, RuleNow]) -> str:
    label = str(rules.CHANNELS[code])
    if code not in ruled:
        return _now("%(way)s (no rule is kept for it)") % {"way": label}
    return f"{label} ({ruled[code].text})"


def booked(row: Any) -> str:
    name = row.interpreter.name if row.interpreter is not None else ""
    return f"{moment_text(row.starts_at)} · {name or row.language or ''}"
