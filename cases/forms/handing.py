"""Who takes a case over, from whom, since when and why; what goes to somebody else."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.hooks import Hanging
from cases.queries import Candidate, Leaver
from cases.rules.handing import EARLIEST_YEAR, LONGEST_WORDS, REASONS
from clinic.access.roles import ROLE_NAMES
from clinic.pages.fields import OnceField
from clinic.people.models import Membership
from clinic.tenancy.current import today


class HandOverForm(VersionedForm):
    once = OnceField()
    person = forms.ChoiceField(label=_("Who takes it over"))
    why = forms.ChoiceField(
        label=_("Why it is handed over"), choices=[("", _("Choose one")), *REASONS.items()]
    )
    words = forms.CharField(
        label=_("What there is to say of it"),
        help_text=_("Read by those who give cases alone. Stored encrypted; can be left empty."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    last_day = forms.DateField(
        label=_("Last day on the case"),
        help_text=_("For the record. Access ends when you send this, if it has not ended already."),
        initial=lambda: today(),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This day does not exist. Look at month and day again.")},
    )

    reason = forms.CharField(
        label=_("Why it is right although something stands against it"),
        help_text=_("Only a supervisor, only where the list says so. Stored encrypted."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[Candidate],
        moving: Sequence[Hanging] = (),
        takers: Sequence[Membership] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"{one.role}:{one.membership.pk}": one for one in people}
        self.takers = {str(seat.pk): seat for seat in takers}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", _now("Choose one")),
            *(
                (key, f"{one.membership.user.name}, {ROLE_NAMES[one.role]}")
                for key, one in self.people.items()
            ),
        ]
        self.moving = {_name(one): one for one in moving}
        for name, one in self.moving.items():
            self.fields[name] = forms.ChoiceField(
                label=_now("%(thing)s goes to") % {"thing": one.text},
                required=False,
                widget=forms.Select(attrs={"class": "form-select"}),
                choices=[
                    ("", _now("Who takes the case over")),
                    *((pk, seat.user.name) for pk, seat in self.takers.items()),
                ],
            )

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day > today():
            raise forms.ValidationError(_now("This day is still to come. Choose today or earlier."))
        if day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_now("This is too long ago. Look at the year again."))
        return day

    def arguments(self, leaver: Leaver) -> dict[str, Any]:
        """Return what `hand_over_case` takes."""
        given = self.cleaned_data
        chosen = self.people[given["person"]]
        return {
            "leaver": leaver.membership,
            "successor": chosen.membership,
            "role": chosen.role,
            "reason": given["why"],
            "words": given["words"],
            "last_day": given["last_day"],
            "override": given["reason"],
            "version": given["version"],
            "handover_id": given["once"],
            "takers": {
                one.key: self.takers[given[name]]
                for name, one in self.moving.items()
                if given.get(name)
            },
        }

    def rows(self) -> list[tuple[Hanging, Any]]:
        """Return each thing that moves with the field that says to whom."""
        return [(one, self[name]) for name, one in self.moving.items()]

    def own_fields(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in self.moving]


def _name(one: Hanging) -> str:
    return f"to-{one.kind}-{one.pk}"
