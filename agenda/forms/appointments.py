"""When, by which clock, where, and who goes along."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.forms.contacts import booked
from agenda.queries.appointments import local_of
from agenda.rules import appointments as rules
from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField


def _zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class AppointmentForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(rules.KINDS.items()))
    day = CalendarField(label=_("Day"), required=True)
    time = forms.TimeField(
        label=_("Time"),
        help_text=_("By the clock of the place, as the letter says it."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(label=_("Clock of the place"), choices=_zones)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=rules.SHORTEST, max_value=rules.LONGEST, initial=60
    )
    place = QuietText(
        label=_("Place"), longest=rules.LONGEST_PLACE, lines=True, help_text=_("Kept encrypted.")
    )
    attendees = forms.MultipleChoiceField(
        label=_("Who of the team goes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    accompaniment = forms.ChoiceField(
        label=_("Accompaniment by an advocate"),
        choices=lambda: [(code, words) for code, (words, _tone) in rules.ACCOMPANIMENT.items()],
        initial="none",
    )
    advocate = forms.ChoiceField(label=_("Which advocate"), required=False)
    booking = forms.ChoiceField(
        label=_("Interpreter booked"),
        required=False,
        help_text=_("Ask for one on the client’s page first."),
    )
    note = QuietText(
        label=_("Note"),
        longest=rules.LONGEST_NOTE,
        lines=True,
        help_text=_(
            "Neutral: everybody who works on the case reads it. What is privileged goes in a note."
        ),
    )

    def __init__(
        self, *args: Any, people: Iterable[Any], bookings: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(seat.pk): seat for seat in people}
        self.bookings = {str(row.pk): row for row in bookings}
        named = [(pk, seat.user.name) for pk, seat in self.people.items()]
        escorts = [
            (pk, seat.user.name)
            for pk, seat in self.people.items()
            if "advocate" in seat.roles or pk == str(kwargs.get("initial", {}).get("advocate"))
        ]
        self._offer("attendees", named)
        self._offer("advocate", [("", _("Nobody yet")), *escorts])
        self._offer(
            "booking", [("", _("None")), *((pk, booked(row)) for pk, row in self.bookings.items())]
        )

    def _offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not rules.EARLIEST_YEAR <= day.year <= timezone.now().year + rules.YEARS_AHEAD:
            raise forms.ValidationError(_("Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if {"day", "time", "zone"} <= said.keys():
            zone = ZoneInfo(said["zone"])
            said["starts_at"] = datetime.combine(said["day"], said["time"], tzinfo=zone)
            utc = said["starts_at"].astimezone(ZoneInfo("UTC"))
            if utc.astimezone(zone).replace(tzinfo=None) != said["starts_at"].replace(tzinfo=None):
                self.add_error("time", _("The clocks there skip this hour on that day."))
        if said.get("accompaniment") == "confirmed" and not said.get("advocate"):
            self.add_error("advocate", _("Say which advocate accompanies the client."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Return what the actions take."""
        said = {
            name: value for name, value in self.cleaned_data.items() if name not in ("day", "time")
        }
        said["attendees"] = [self.people[pk] for pk in said["attendees"]]
        said["advocate"] = self.people.get(said["advocate"])
        said["booking"] = self.bookings.get(said["booking"])
        return said


class NewAppointmentForm(AppointmentForm):
    once = OnceField()


class ChangeAppointmentForm(AppointmentForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed_anew = forms.BooleanField(
        label=_("The advocate agreed to the new day, hour and place"),
        required=False,
        help_text=_("Without it whoever had confirmed is asked again when it moves."),
    )


class CancelAppointmentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Why"), choices=lambda: list(rules.CANCEL_REASONS.items()))


def appointment_asked_for(given: Mapping[str, str]) -> dict[str, Any]:
    """Return what an address says of a new one, as far as it is a kind, a day and an hour."""
    start: dict[str, Any] = {}
    if given.get("kind") in rules.KINDS:
        start["kind"] = given["kind"]
    with suppress(ValueError):
        start["day"] = date.fromisoformat(given.get("day", ""))
    with suppress(ValueError):
        start["time"] = f"{time.fromisoformat(given.get('time', '')):%H:%M}"
    return start


def appointment_as_it_is(row: Any) -> dict[str, Any]:
    local = local_of(row)
    return {
        "kind": row.kind, "day": local.date(), "time": local.strftime("%H:%M"), "zone": row.zone,
        "minutes": row.minutes, "place": row.place, "note": row.note,
        "attendees": [str(one.membership_id) for one in row.attendees.all()],
        "accompaniment": row.accompaniment, "advocate": str(row.advocate_id or ""),
        "booking": str(row.booking_id or ""), "version": row.version,
    }  # fmt: skip
