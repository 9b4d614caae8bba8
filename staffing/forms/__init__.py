"""The shape of input: a profile, a licence, what the clinic asks for."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS
from clients.forms.fields import CalendarField, NameField, NamesField, QuietText
from clients.rules.details import LEVELS, MOST_LANGUAGES
from clinic.pages.fields import OnceField
from interpreters.forms.roster import PARTS, choices
from staffing import rules
from staffing.forms.board import InterestForm as InterestForm
from staffing.forms.board import OfferForm as OfferForm
from staffing.forms.board import SummaryForm as SummaryForm
from staffing.forms.library import LibraryForm as LibraryForm
from staffing.forms.library import NewResourceForm as NewResourceForm
from staffing.forms.library import ReviseForm as ReviseForm
from staffing.forms.training import TrainingForm as TrainingForm
from staffing.rules.batch import MOST_CASES


def _codes(table: Any) -> Any:
    return lambda: [(code, text) for code, text in table.items()]


def _several(table: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=_codes(table), required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class ProfileForm(forms.Form):
    kind = forms.ChoiceField(label=_("You work here as"), choices=_codes(rules.KINDS))
    other_names = NamesField(
        label=_("Other names of yours"),
        help_text=_(
            "One on a line: at birth, by marriage, in another script. Compared with the names in a "
            "matter before you are given it."
        ),
    )
    firm = NameField(
        label=_("Firm or employer"),
        help_text=_(
            "Joins the conflict check of the whole clinic. A new name can send clients back to be "
            "checked again."
        ),
    )
    matters = _several(MATTERS, label=_("Matters you know"))
    avoids = _several(
        MATTERS,
        label=_("Matters you do not take"),
        help_text=_("Nobody gives you one, and nobody asks why."),
    )
    capacity = forms.IntegerField(
        label=_("How much you can carry"),
        min_value=rules.LEAST_CAPACITY,
        max_value=rules.MOST_CAPACITY,
        initial=rules.USUAL_CAPACITY,
        help_text=_(
            "In points. A work permit takes 1, a T visa 3, asylum 5, a civil suit 6; beside an "
            "attorney, 1."
        ),
    )
    place = QuietText(label=_("Where you work"), longest=120)
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, help_text=_("As in America/New_York.")
    )
    wishes = QuietText(
        label=_("What whoever gives you cases should know"), longest=rules.LONGEST_TEXT, lines=True
    )
    insured_until = CalendarField(
        label=_("Insured against malpractice until"),
        help_text=_("Counts once somebody else has confirmed it; a new day is confirmed anew."),
    )
    pledge_on = CalendarField(label=_("Pledge of confidentiality signed on"))
    pledge_until = CalendarField(
        label=_("It holds until"), help_text=_("A year at most; then it is signed anew.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_LANGUAGES):
            self.fields |= {
                f"language-{number}": QuietText(label=_("Language"), longest=60),
                f"dialect-{number}": QuietText(label=_("Dialect or region"), longest=60),
                f"level-{number}": forms.ChoiceField(
                    label=_("How well"), choices=lambda: choices(LEVELS), required=False
                ),
            }

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"]
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("No such time zone; write it like America/New_York."))
        return zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(MOST_LANGUAGES):
            more = cleaned.get(f"dialect-{number}") or cleaned.get(f"level-{number}")
            place = f"language-{number}"
            if more and not cleaned.get(place) and place not in self.errors:
                self.add_error(place, _("Write the language, or take the rest of the line out."))
        if set(cleaned.get("matters", ())) & set(cleaned.get("avoids", ())):
            self.add_error("avoids", _("A matter stands in both lists. Take it out of one."))
        signed, until = cleaned.get("pledge_on"), cleaned.get("pledge_until")
        if bool(signed) != bool(until) and not {"pledge_on", "pledge_until"} & set(self.errors):
            self.add_error(
                "pledge_until" if signed else "pledge_on",
                _("Say when the pledge was signed and until which later day it holds."),
            )
        if signed and until and not 0 < (until - signed).days <= rules.PLEDGE_DAYS:
            self.add_error("pledge_until", _("A pledge holds for a year at most."))
        return cleaned

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}-{number}"] for part in PARTS] for number in range(MOST_LANGUAGES)]

    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "other_names", "firm")]

    def work(self) -> list[forms.BoundField]:
        names = ("matters", "avoids", "capacity", "place", "time_zone", "wishes")
        return [self[name] for name in names]

    def papers(self) -> list[forms.BoundField]:
        return [self[name] for name in ("insured_until", "pledge_on", "pledge_until")]

    def details(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        languages = [
            {part: said[f"{part}-{number}"] for part in PARTS}
            for number in range(MOST_LANGUAGES)
            if said[f"language-{number}"]
        ]
        parts = {f"{part}-{number}" for part in PARTS for number in range(MOST_LANGUAGES)}
        kept = {name: value for name, value in said.items() if name not in parts | {"version"}}
        return kept | {"languages": languages}


class LicenceForm(forms.Form):
    form_token = OnceField()
    kind = forms.ChoiceField(label=_("Kind"), choices=_codes(rules.LICENCES))
    jurisdiction = forms.ChoiceField(
        label=_("Where"),
        choices=lambda: [(code, code) for code in rules.JURISDICTIONS],
        initial="US-NY",
        help_text=_("US alone for a federal accreditation."),
    )
    number = QuietText(label=_("Number"), longest=60, help_text=_("Kept encrypted."))
    expires_on = CalendarField(
        label=_("Holds until"),
        required=True,
        help_text=_("Its last day. A renewed licence is written down anew."),
    )


class GateForm(forms.Form):
    proofs = _several(rules.PROOFS, label=_("Before anybody is assigned"))
    states = forms.MultipleChoiceField(
        label=_("Where the clinic goes to court"),
        choices=lambda: [(code, code) for code in rules.JURISDICTIONS if code != "US"],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "8"}),
        help_text=_("A matter before a state's court needs the bar of one of these."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PairsField(forms.Field):
    """Cases and who would take them, ticked: "case:member" each; gives pairs of ids."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[tuple[UUID, UUID]]:
        pairs = []
        for text in value or ():
            case, _between, member = str(text).partition(":")
            try:
                pairs.append((UUID(case), UUID(member)))
            except ValueError:
                raise forms.ValidationError(_("This is no case and no person.")) from None
        if len(pairs) > MOST_CASES:
            raise forms.ValidationError(_("These are too many at once."))
        return list(dict.fromkeys(pairs))


class BatchForm(forms.Form):
    pair = PairsField(label=_("Cases"), error_messages={"required": _("Tick at least one case.")})


class ProofForm(forms.Form):
    proof = forms.ChoiceField(
        choices=lambda: [(code, code) for code in (rules.INSURANCE, rules.PLEDGE)]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
