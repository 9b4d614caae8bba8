"""The shape of input."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.queries import Candidate, CaseFilter
from cases.rules import MATTERS, OUTCOMES, PRIVILEGES, STAGES
from clinic.access.roles import ROLE_NAMES
from clinic.pages.fields import OnceField
from clinic.tenancy.current import today

Choices = list[tuple[str, str | Promise]]
LONGEST_NOTE, LONGEST_REASON = 20_000, 1000
EARLIEST_YEAR = 1990


def _choices(table: Any) -> Choices:
    return list(table.items())


class FilterForm(forms.Form):
    """Filters of the list, in the address: nothing in it says who anybody is."""

    text = forms.CharField(label=_("Number or code name"), required=False, max_length=60)
    matter = forms.ChoiceField(
        label=_("Matter"), required=False, choices=[("", _("Any")), *_choices(MATTERS)]
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[
            ("", _("All open")),
            *((code, stage.label) for code, stage in STAGES.items()),
            ("any", _("Open and closed")),
        ],
    )
    due = forms.TypedChoiceField(
        label=_("Deadline"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Any")),
            ("-1", _("Overdue")),
            ("7", _("Due in 7 days or overdue")),
            ("14", _("Due in 14 days or overdue")),
            ("30", _("Due in 30 days or overdue")),
        ],
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def wanted(self) -> CaseFilter:
        """Return the filter; a field that makes no sense filters nothing."""
        self.is_valid()
        return CaseFilter(**self.cleaned_data)


class OpenForm(forms.Form):
    once = OnceField()
    matter = forms.ChoiceField(label=_("Matter"), choices=[("", _("Choose one")), *MATTERS.items()])
    summary = forms.CharField(
        label=_("What this matter is about"),
        help_text=_("A few lines for the team. Stored encrypted; can be left empty."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    opened_on = forms.DateField(
        label=_("Opened on"),
        help_text=_("Leave empty for today. For a file kept on paper until now: the day it began."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_opened_on(self) -> date | None:
        day: date | None = self.cleaned_data["opened_on"]
        if day and day > today():
            raise forms.ValidationError(_("This day is still to come. Choose today or earlier."))
        if day and day.year < EARLIEST_YEAR:
            raise forms.ValidationError(_("This is too long ago. Look at the year again."))
        return day


class AssignForm(forms.Form):
    person = forms.ChoiceField(label=_("Person and role"))
    reason = forms.CharField(
        label=_("Why it is right although something stands against it"),
        help_text=_("Only a supervisor, only where the list says so. Stored encrypted."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, people: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"{one.role}:{one.membership.pk}": one for one in people}
        groups = [
            (role_name, [(key, _said(one)) for key, one in self.people.items() if one.role == role])
            for role, role_name in ROLE_NAMES.items()
        ]
        offered = [group for group in groups if group[1]]
        self.fields["person"].choices = [("", _("Choose one")), *offered]  # type: ignore[attr-defined]

    def chosen(self) -> Candidate:
        return self.people[self.cleaned_data["person"]]


def _said(one: Candidate) -> str:
    cases = ngettext("%(count)s open case", "%(count)s open cases", one.open_cases)
    return _now("%(person)s, %(cases)s") % {
        "person": one.membership.user.name,
        "cases": cases % {"count": one.open_cases},
    }


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(VersionedForm):
    to = forms.ChoiceField(label=_("New stage"))

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(stage)

    def offer(self, stage: str) -> None:
        """Offer where a case in this stage may go."""
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((code, STAGES[code].label) for code in STAGES[stage].moves),
        ]


class CloseForm(VersionedForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("Choose one")), *OUTCOMES.items()]
    )
    reason = forms.CharField(
        label=_("Why it is closed"),
        help_text=_("Stored encrypted."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class _NoteForm(forms.Form):
    privilege = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, privileges: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privilege"].choices = [  # type: ignore[attr-defined]
            (code, _now("%(kind)s: %(who)s") % {
                "kind": PRIVILEGES[code].label, "who": PRIVILEGES[code].help
            })
            for code in privileges
        ]  # fmt: skip


class NoteForm(_NoteForm):
    once = OnceField()
    for_handover = forms.BooleanField(
        label=_("For whoever takes the case over from me"),
        help_text=_("Open questions and what to know first. It stands on top of what they read."),
        required=False,
    )


class CorrectNoteForm(_NoteForm, VersionedForm):
    reason = forms.CharField(
        label=_("Why it is corrected"),
        help_text=_("Stored encrypted, beside what the note said before."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
