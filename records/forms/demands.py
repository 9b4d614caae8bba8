"""The shape of input about subpoenas and demands."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.models import Case
from clients.forms.fields import CalendarField, QuietText
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField
from clinic.people.models import Membership
from clinic.tenancy.current import today
from records.models import DemandItem
from records.rules import demands as rules

CHOOSE = ("", _("Choose"))


class _WordsForm(forms.Form):
    demanded_by = QuietText(
        label=_("Who demands it"), longest=rules.LONGEST_LINE, required=True,
        help_text=_("Court, agency, party or office, as the paper says. Stored encrypted."),
    )  # fmt: skip
    reference = QuietText(label=_("Their number"), longest=rules.LONGEST_LINE)
    wanted = QuietText(
        label=_("What is demanded"), longest=rules.LONGEST_WORDS, lines=True, required=True,
        help_text=_("Copy the words of the paper, or say what was asked."),
    )  # fmt: skip
    due_on = CalendarField(
        label=_("To be answered by"), help_text=_("Empty only if the paper names no day.")
    )


class LogDemandForm(_WordsForm):
    once = OnceField()
    kind = forms.ChoiceField(
        label=_("What came"),
        choices=[CHOOSE, *((code, kind.label) for code, kind in rules.KINDS.items())],
    )
    case = forms.ChoiceField(label=_("About which case"), required=False)
    served_on = CalendarField(label=_("Came on"), required=True)
    served_how = forms.ChoiceField(label=_("How it came"), choices=[CHOOSE, *rules.WAYS.items()])
    no_day = forms.BooleanField(label=_("It names no day"), required=False)
    scan = SealedFileField(
        label=_("The paper"), required=False,
        help_text=_("A scan or photograph: PDF, PNG or JPEG. Stored encrypted."),
    )  # fmt: skip
    field_order = (
        "once", "kind", "case", "served_on", "served_how", "demanded_by", "reference", "wanted",
        "due_on", "no_day", "scan",
    )  # fmt: skip

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        self.fields["case"].choices = [  # type: ignore[attr-defined]
            ("", _now("All that the clinic has of this client")),
            *((key, case.number) for key, case in self.cases.items()),
        ]

    def clean_case(self) -> Case | None:
        return self.cases.get(self.cleaned_data["case"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        no_day = said.pop("no_day", False)
        if "due_on" in said and bool(said["due_on"]) == bool(no_day):
            text = _now("Give the day, or say that the paper names none. Not both.")
            self.add_error("due_on", forms.ValidationError(text, code="no_day_said"))
        if "served_on" in said:
            _refuse_days(self, said["served_on"], said.get("due_on"))
        return said


class ChangeDemandForm(_WordsForm, VersionedForm):
    field_order = ("version", "demanded_by", "reference", "wanted", "due_on")

    def __init__(self, *args: Any, served_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.served_on = served_on

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        _refuse_days(self, self.served_on, said.get("due_on"))
        return said


def _refuse_days(form: forms.Form, served_on: Any, due_on: Any) -> None:
    wrong = rules.wrong_with_days(served_on, due_on, today=today())
    if wrong:
        form.add_error(
            wrong.field if wrong.field in form.fields else None,
            forms.ValidationError(str(wrong.text), code=wrong.code),
        )


class CounselForm(VersionedForm):
    counsel = forms.ChoiceField(label=_("Who answers for the clinic"))

    def __init__(self, *args: Any, seats: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats}
        self.fields["counsel"].choices = [  # type: ignore[attr-defined]
            CHOOSE, *((key, seat.user.name) for key, seat in self.seats.items())
        ]  # fmt: skip

    def clean_counsel(self) -> Membership:
        return self.seats[self.cleaned_data["counsel"]]


class EndDemandForm(VersionedForm):
    ending = forms.ChoiceField(label=_("How it ended"), choices=[CHOOSE, *rules.ENDINGS.items()])
    answer = QuietText(
        label=_("What was answered, and why"), longest=rules.LONGEST_WORDS, lines=True,
        required=True, help_text=_("Privileged. Stored encrypted."),
    )  # fmt: skip
    told_on = CalendarField(
        label=_("The client was told on"),
        help_text=_("Federal grants ask that a client is told before something is given."),
    )
    told_note = QuietText(
        label=_("How, or why the client could not be told"), longest=1000, lines=True
    )

    def clean_told_on(self) -> Any:
        day = self.cleaned_data["told_on"]
        if day and not rules.EARLIEST <= day <= today():
            raise forms.ValidationError(_now("This day cannot be."), code="impossible_day")
        return day


class SortForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What happens with it"), choices=[CHOOSE, *rules.DECISIONS.items()]
    )
    basis = forms.ChoiceField(
        label=_("On which ground it is kept back"),
        required=False,
        choices=[("", _("It is not kept back")), *rules.BASES.items()],
    )
    description = QuietText(
        label=_("What the other side is told of it"), longest=rules.LONGEST_LINE * 2, lines=True,
        help_text=_("Enough to judge the ground, nothing of what it says."),
    )  # fmt: skip

    @staticmethod
    def start(row: DemandItem | None) -> dict[str, str]:
        """Return what the form shows first."""
        if row is None:
            return {}
        return {
            "decision": row.decision, "basis": row.basis, "description": row.description or "",
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("decision") == rules.WITHHOLD:
            if not said.get("basis"):
                self.add_error("basis", forms.ValidationError(_now("Say on which ground.")))
            if not (said.get("description") or "").strip():
                text = _now("Describe it, without what it says.")
                self.add_error("description", forms.ValidationError(text))
        elif said.get("decision"):
            said["basis"] = ""
        return said


class LogForm(forms.Form):
    since = CalendarField(
        label=_("From which day on"), help_text=_("Empty: everything that was ever recorded.")
    )

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day and not rules.EARLIEST <= day <= today():
            raise forms.ValidationError(_now("This day cannot be."), code="impossible_day")
        return day


class DownloadForm(forms.Form):
    form = forms.ChoiceField(choices=[("pdf", "PDF"), ("csv", "CSV")])


class DemandFilterForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("open", _("Open")), ("ended", _("Ended")), ("", _("All"))],
    )
