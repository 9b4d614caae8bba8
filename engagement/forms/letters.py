"""A letter begun, ended, given; why work cannot wait."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.rules import MATTERS
from clients.forms.fields import CalendarField, QuietText
from clinic.pages.fields import OnceField
from clinic.tenancy.current import today
from engagement import rules
from engagement.models import Letter

VersionForm = VersionedForm


class AddLetterForm(forms.Form):
    form_token = OnceField()
    kind = forms.ChoiceField(
        label=_("How much you do"),
        choices=lambda: [
            (rules.FULL, _("All that the matters need")),
            (rules.LIMITED, _("A part of it: limited scope, to which the client agrees")),
        ],
        widget=forms.RadioSelect,
        initial=rules.FULL,
    )
    matters = forms.MultipleChoiceField(
        label=_("For which matters"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one matter.")},
    )
    replaces = forms.ChoiceField(label=_("In the place of an earlier letter"), required=False)

    def __init__(
        self, *args: Any, kinds: list[str], lacking: list[str], signed: list[Letter], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"matters": lacking or kinds, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.signed = {str(letter.pk): letter for letter in signed}
        self.fields["matters"].choices = [  # type: ignore[attr-defined]
            (code, MATTERS[code]) for code in kinds
        ]
        self.fields["replaces"].choices = [  # type: ignore[attr-defined]
            ("", _now("None: it is added to what is signed")),
            *((key, _said(letter)) for key, letter in self.signed.items()),
        ]
        if not signed:
            del self.fields["replaces"]

    def clean_replaces(self) -> Letter | None:
        return self.signed.get(self.cleaned_data["replaces"])

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.add_letter` takes."""
        said = dict(self.cleaned_data)
        return {"letter_id": said.pop("form_token"), **said}


def _said(letter: Letter) -> str:
    return ", ".join(str(MATTERS[code]) for code in letter.matters)


def _reason(label: Any) -> QuietText:
    return QuietText(
        label=label, longest=rules.LONGEST_REASON, lines=True, required=True,
        help_text=_("Stored encrypted."),
    )  # fmt: skip


class ClosingForm(forms.Form):
    form_token = OnceField()


class ReasonForm(VersionedForm):
    reason = _reason(_("What is to be changed"))


class EndForm(VersionedForm):
    ending = forms.ChoiceField(
        label=_("How it ends"), choices=lambda: [("", _("Choose one")), *rules.ENDINGS.items()]
    )
    reason = _reason(_("Why"))


class WaiveForm(forms.Form):
    form_token = OnceField()
    reason = _reason(_("Why the client gets no letter"))


class EmergencyForm(forms.Form):
    form_token = OnceField()
    reason = forms.ChoiceField(
        label=_("Why it cannot wait"),
        choices=lambda: [("", _("Choose one")), *rules.EMERGENCIES.items()],
    )
    words = _reason(_("What happened"))
    days = forms.IntegerField(
        label=_("For how many days"),
        min_value=1,
        max_value=rules.MOST_EMERGENCY_DAYS,
        initial=rules.USUAL_EMERGENCY_DAYS,
        help_text=_("As few as it takes to have the letter signed; 14 at most."),
    )


class GiveForm(VersionedForm):
    way = forms.ChoiceField(
        label=_("How the client got it"),
        choices=lambda: list(rules.GIVEN_WAYS.items()),
        widget=forms.RadioSelect,
    )
    given_on = CalendarField(label=_("On which day"), required=True)

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if day > today():
            raise forms.ValidationError(_now("This day is still to come."), code="future_day")
        return day
