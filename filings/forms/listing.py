"""The filters of the list of deadlines, in the address: nothing in it says who anybody is."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.access.actor import Actor
from filings.queries import NOBODY, DeadlineFilter, areas, carriers
from filings.queries.packs import forms_here

OVERDUE = "overdue"
ANY = ("", _("Any"))


class DeadlineFilterForm(forms.Form):
    """A field that makes no sense filters nothing: an old bookmark is no error."""

    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[
            ("", _("Any time")),
            (OVERDUE, _("Overdue")),
            ("7", _("In 7 days")),
            ("14", _("In 14 days")),
            ("30", _("In 30 days")),
            ("90", _("In 90 days")),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ANY,
            ("unacknowledged", _("Nobody has answered")),
            ("contested", _("Contested")),
            ("opening", _("Opens soon or stands open")),
        ],
    )
    form = forms.ChoiceField(label=_("Filing"), required=False)
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    person = forms.ChoiceField(label=_("Who works on it"), required=False)
    jurisdictional = forms.BooleanField(label=_("Only those that end a right"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    on = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "form": [ANY, *((code, code) for code in forms_here())],
            "rule": [
                ANY,
                *(
                    (f"{area.country}: {area.name}", [(each.id, each.name) for each in area.rules])
                    for area in areas()
                ),
            ],
        }
        if actor.has("case.reach_all"):
            people = [(str(seat), name) for seat, name in carriers()]
            choices["person"] = [
                ("", _now("Anybody")), (NOBODY, _now("No attorney")), *people
            ]  # fmt: skip
        else:
            del self.fields["person"]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def wanted(self) -> DeadlineFilter:
        self.is_valid()
        said = self.cleaned_data
        due, state, person = said.get("due", ""), said.get("state", ""), said.get("person", "")
        return DeadlineFilter(
            due=int(due) if due.isdigit() else None,
            # What is overdue has its own line, here as on Today.
            overdue=due == OVERDUE if due else None,
            opening=state == "opening",
            contested=state == "contested",
            unacknowledged=state == "unacknowledged",
            on=said.get("on"),
            rule=said.get("rule", ""),
            form=said.get("form", ""),
            person=(person or None) if person in ("", NOBODY) else UUID(person),
            jurisdictional=said.get("jurisdictional", False),
            mine=said.get("mine", False),
        )
