"""What people record about a request to an agency."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.forms.fields import QuietText
from clinic.files.forms import SealedFileField
from clinic.pages.fields import OnceField, ShownName
from filings.forms.filings import DayField
from filings.rules.certifications import ANSWERS, CHANNELS, KINDS, WITHDRAWN

LONGEST_NOTE = 2000
LONGEST_CONTACT = 1000


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class _Dated(forms.Form):
    """A form with days that are past or today."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.widget.attrs["max"] = today.isoformat()

    def refuse_future(self, name: str) -> date | None:
        day: date | None = self.cleaned_data.get(name)
        if day is not None and day > self.today:
            self.add_error(
                name, forms.ValidationError(_now("The day is in the future."), code="future_day")
            )
        return day


class ChoiceForm(_Dated):
    field_order = ("once", "answer", "language", "asked_on", "note")
    once = OnceField()
    answer = forms.ChoiceField(label=_("What the survivor said"), widget=forms.RadioSelect)
    language = QuietText(label=_("In which language it was explained"), required=True, longest=100)
    asked_on = DayField(label=_("Day"))
    note = QuietText(
        label=_("What matters to the survivor about it"),
        help_text=_("Can be left out. Stored encrypted."),
        longest=LONGEST_NOTE,
        lines=True,
    )

    def __init__(self, *args: Any, withdrawable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "answer",
            [
                (code, _now(text))
                for code, text in ANSWERS.items()
                if withdrawable or code != WITHDRAWN
            ],
        )

    def clean(self) -> None:
        self.refuse_future("asked_on")

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["choice_id"] = given.pop("once")
        return given


class RequestForm(_Dated, VersionedForm):
    field_order = ("once", "version", "agency", "channel", "on")
    once = OnceField()
    agency = forms.TypedChoiceField(label=_("Agency"), coerce=UUID)
    channel = forms.ChoiceField(label=_("How it was asked"), widget=forms.RadioSelect)
    on = DayField(label=_("Day on which it was sent"))

    def __init__(self, *args: Any, agencies: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "agency",
            [("", _now("Choose one")), *((str(pk), name) for pk, name in agencies)],
        )
        offer(self, "channel", [(code, _now(text)) for code, text in CHANNELS.items()])

    def clean(self) -> None:
        self.refuse_future("on")


class ChaseForm(_Dated):
    field_order = ("channel", "on", "climbed", "note")
    channel = forms.ChoiceField(label=_("How it was asked"), widget=forms.RadioSelect)
    on = DayField(label=_("Day"))
    climbed = forms.BooleanField(
        label=_("Asked above the person asked before (a supervisor, the head of the agency)"),
        required=False,
    )
    note = QuietText(
        label=_("What was said"),
        help_text=_("Can be left out. Stored encrypted."),
        longest=LONGEST_NOTE,
        lines=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "channel", [(code, _now(text)) for code, text in CHANNELS.items()])

    def clean(self) -> None:
        self.refuse_future("on")


class AnswerForm(_Dated):
    field_order = ("answer", "answered_on", "received_on", "document")
    answer = forms.ChoiceField(
        label=_("What the agency answered"),
        widget=forms.RadioSelect,
        choices=[("issued", _("Issued")), ("declined", _("Declined"))],
    )
    answered_on = DayField(
        label=_("Day on which it was signed, or refused"),
        help_text=_("Read it on the document: an I-918B counts from its signature."),
    )
    received_on = DayField(label=_("Day on which it came"))
    document = SealedFileField(
        label=_("The document, scanned"),
        help_text=_("PDF or picture. Stored encrypted; can be left out. Keep the original."),
        required=False,
    )

    def clean(self) -> None:
        self.refuse_future("answered_on")
        received = self.refuse_future("received_on")
        answered = self.cleaned_data.get("answered_on")
        if answered and received and received < answered:
            self.add_error("received_on", _now("It cannot come before it was signed."))

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["upload"] = given.pop("document", None)
        return given


class AgencyForm(forms.Form):
    once = OnceField()
    name = ShownName(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"))
    place = ShownName(
        label=_("Place or jurisdiction"),
        help_text=_("For example the county or state."),
        max_length=120,
        required=False,
    )
    contact = QuietText(
        label=_("Who certifies, and how to reach them"),
        help_text=_("Stored encrypted."),
        longest=LONGEST_CONTACT,
        lines=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, _now(text)) for code, text in KINDS.items()]
        offer(self, "kind", [("", _now("Choose one")), *kinds])

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["agency_id"] = given.pop("once")
        return given


class ChangeAgencyForm(AgencyForm, VersionedForm):
    once = None  # type: ignore[assignment]
    field_order = ("version", "name", "kind", "place", "contact", "active")
    active = forms.BooleanField(label=_("In use"), required=False)
