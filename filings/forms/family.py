"""What people say of a relative. A correction leaves what is not filled in as it is recorded."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.fields import NameField, QuietText
from clinic.pages.fields import OnceField
from filings.forms.filings import DayField
from filings.queries.family import FOR_RELATIVES
from filings.rules.family import PLACES, RELATIONS

FIRST_YEAR = 1900
ANSWER_TEXTS: Mapping[str, Promise] = {
    "yes": _("Yes"),
    "no": _("No"),
    "unsure": _("Not known yet"),
}
LONGEST_REASON = 1000


def _answers() -> list[tuple[str, str]]:
    return [(code, str(text)) for code, text in ANSWER_TEXTS.items()]


class _RelativeForm(forms.Form):
    """The facts that decide who may be included."""

    name = NameField(
        label=_("Name"),
        help_text=_("Stored encrypted. Conflict checks compare it from now on."),
        required=True,
    )
    relation = forms.ChoiceField(label=_("Relation to the client"))
    birth_date = DayField(
        label=_("Birth date"),
        help_text=_("Decides how long the relative can be included. Leave it empty if unknown."),
        required=False,
    )
    married = forms.ChoiceField(label=_("Married"), widget=forms.RadioSelect)
    danger = forms.ChoiceField(
        label=_("In present danger of retaliation"),
        help_text=_("Because the client got away, or helped the authorities."),
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("Where the relative is"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        relations = [(code, _now(text)) for code, text in RELATIONS.items()]
        offer: Callable[[str, list[tuple[str, str]]], None] = self._offer
        offer("relation", [("", _now("Choose")), *relations])
        offer("married", _answers())
        offer("danger", _answers())
        offer("place", [(code, _now(text)) for code, text in PLACES.items()])
        self.fields["birth_date"].widget.attrs |= {
            "max": today.isoformat(),
            "autocomplete": "off",
        }

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_birth_date(self) -> date | None:
        day: date | None = self.cleaned_data["birth_date"]
        if day is not None and not day.year >= FIRST_YEAR:
            raise forms.ValidationError(
                _now("The year must be %(first)s or later. Check the date.") % {"first": FIRST_YEAR}
            )
        if day is not None and day > self.today:
            raise forms.ValidationError(_now("The birth date is in the future. Check the year."))
        return day


class AddRelativeForm(_RelativeForm):
    field_order = ("once", "relation", "name", "birth_date", "married", "danger", "place")
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("married", "danger", "place"):
            self.fields[name].initial = "unsure"

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["member_id"] = given.pop("once")
        return given


class ChangeRelativeForm(_RelativeForm, VersionedForm):
    """Name and birth date are not shown: left empty, they stay as they are recorded."""

    field_order = (
        "version", "relation", "name", "birth_date", "married", "danger", "place", "reason",
    )  # fmt: skip
    reason = QuietText(
        label=_("Why it is corrected"),
        help_text=_("Kept with what was recorded before. Stored encrypted."),
        required=True,
        longest=LONGEST_REASON,
        lines=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        keep = _("Leave it empty to keep what is recorded.")
        for name in ("name", "birth_date"):
            self.fields[name].help_text = keep

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        version, reason = given.pop("version"), given.pop("reason")
        changes = {name: value for name, value in given.items() if value}
        return {"version": version, "reason": reason, "changes": changes}


class RemoveRelativeForm(VersionedForm):
    reason = QuietText(
        label=_("Why it is removed"),
        help_text=_("Kept with what was recorded. Stored encrypted."),
        required=True,
        longest=LONGEST_REASON,
        lines=True,
    )


class FamilyFilingForm(forms.Form):
    """One press of a button: the form for this relative."""

    once = OnceField()
    form = forms.ChoiceField(choices=[(code, code) for code in FOR_RELATIVES])


class RelativeOfForm(VersionedForm):
    member = forms.TypedChoiceField(
        label=_("This filing is for"), widget=forms.RadioSelect, coerce=UUID
    )

    def __init__(self, *args: Any, members: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (str(pk), label) for pk, label in members
        ]


class PlanForm(VersionedForm):
    planned_for = DayField(
        label=_("Day on which it is meant to go out"),
        help_text=_("Leave it empty to take the plan back. Nobody is reminded of it."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["planned_for"].widget.attrs["min"] = today.isoformat()

    def clean_planned_for(self) -> date | None:
        day: date | None = self.cleaned_data["planned_for"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_now("This day has passed. Plan for today or later."))
        return day
