"""What is to be done, by whom, until when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.rules import tasks as rules
from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField, PlainText, SuggestedInput
from clinic.tenancy.current import today


class TaskForm(forms.Form):
    what = QuietText(
        label=_("What is to be done"),
        required=True,
        longest=rules.LONGEST_WHAT,
        help_text=_(
            "Neutral: everybody who works on the case reads it. What is privileged goes in a note."
        ),
        error_messages={"required": _("Write what is to be done.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(rules.KINDS.items()))
    priority = forms.ChoiceField(
        label=_("How pressing"),
        choices=lambda: [(code, words) for code, (words, _tone) in rules.PRIORITIES.items()],
        initial="normal",
    )
    due_on = CalendarField(label=_("Due on"))
    assignee = forms.ChoiceField(label=_("Who does it"), required=False)
    outside_kind = forms.ChoiceField(
        label=_("Somebody outside the clinic does it"),
        required=False,
        choices=lambda: [("", _("No, somebody of the clinic")), *rules.OUTSIDE.items()],
        help_text=_("Whoever has the task sees to it that they do."),
    )
    outside = PlainText(
        label=_("Who that is"),
        max_length=rules.LONGEST_OUTSIDE,
        required=False,
        widget=SuggestedInput,
        help_text=_("Stored encrypted; everybody who works on the case reads it."),
    )
    every = forms.IntegerField(
        label=_("Comes round every"),
        required=False,
        min_value=1,
        max_value=rules.MOST_APART,
        help_text=_("For check-ins: when one is done, the next appears. Leave empty for once."),
    )
    unit = forms.ChoiceField(
        label=_("Days, weeks or months"),
        required=False,
        choices=lambda: list(rules.UNITS.items()),
        initial=rules.WEEKS,
    )

    def __init__(
        self, *args: Any, people: Iterable[Any], helpers: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        suggested = self.fields["outside"].widget
        assert isinstance(suggested, SuggestedInput)
        suggested.words = tuple(helpers)
        self.people = {str(seat.pk): seat for seat in people}
        said = [(pk, seat.user.name) for pk, seat in self.people.items()]
        self.fields["assignee"].choices = [("", _("Nobody yet")), *said]  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        last = today().year + rules.YEARS_AHEAD
        if day and not rules.EARLIEST_YEAR <= day.year <= last:
            raise forms.ValidationError(_("Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("every") and not said.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say when it is due first."))
        if said.get("outside_kind") and not said.get("outside") and "outside" not in self.errors:
            self.add_error("outside", _("Say who that is."))
        if said.get("outside") and not said.get("outside_kind"):
            self.add_error("outside_kind", _("Say what they are to this case."))
        if said.get("every") and not said.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose days, weeks or months."))
        return said

    def arguments(self) -> dict[str, Any]:
        """Return what the actions take."""
        said = dict(self.cleaned_data)
        said["assignee"] = self.people.get(said["assignee"])
        return said


class NewTaskForm(TaskForm):
    once = OnceField()


class ChangeTaskForm(TaskForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = QuietText(
        label=_("Why"),
        required=True,
        longest=rules.LONGEST_REASON,
        lines=True,
        help_text=_("Kept encrypted; everybody who works on the case reads it."),
        error_messages={"required": _("Say why.")},
    )


def task_as_it_is(task: Any) -> dict[str, Any]:
    return {
        "what": task.what, "kind": task.kind, "priority": task.priority, "due_on": task.due_on,
        "assignee": str(task.assignee_id or ""), "every": task.every,
        "outside_kind": task.outside_kind, "outside": task.outside or "",
        "unit": task.unit or rules.WEEKS, "version": task.version,
    }  # fmt: skip
