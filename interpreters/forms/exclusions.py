"""For whom somebody is not asked; what a client wishes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import NameField, QuietText
from clinic.pages.fields import OnceField
from interpreters.forms.roster import WordsField, choices
from interpreters.rules import GENDERS, LONGEST_NOTE
from interpreters.rules.candidates import ASKED_BY, CLIENT, COMMUNITY, EXCLUSIONS, PERSON


class ExclusionForm(forms.Form):
    """Which of the three it names decides which field is read."""

    form_token = OnceField()
    kind = forms.ChoiceField(label=_("For whom not"), choices=lambda: list(EXCLUSIONS.items()))
    community = QuietText(label=_("Community, nationality or region"), longest=120)
    person = NameField(
        label=_("Name of the person"),
        help_text=_("Compared with the names in every matter, in any spelling."),
    )
    code_name = QuietText(label=_("Code name of the client"), longest=60)
    asked_by = forms.ChoiceField(label=_("Who said so"), choices=lambda: list(ASKED_BY.items()))
    reason = QuietText(
        label=_("Why"),
        required=True,
        longest=LONGEST_NOTE,
        lines=True,
        help_text=_("Kept encrypted. The interpreter never sees it."),
        error_messages={"required": _("Say why, in a sentence.")},
    )

    NAMED_BY = {COMMUNITY: "community", PERSON: "person", CLIENT: "code_name"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        place = self.NAMED_BY.get(cleaned.get("kind") or "", "")
        if place and not (cleaned.get(place) or "").strip() and place not in self.errors:
            self.add_error(place, _("Write this here, or choose another line above."))
        return cleaned

    @property
    def words(self) -> str:
        """Return the community or the name; nothing where a client is named."""
        kind = self.cleaned_data["kind"]
        return "" if kind == CLIENT else str(self.cleaned_data[self.NAMED_BY[kind]])


class WishesForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    gender = forms.ChoiceField(
        label=_("Who should interpret"),
        choices=lambda: [("", _("No wish")), *choices(GENDERS)[1:]],
        required=False,
    )
    communities = WordsField(
        label=_("Nobody from these communities, nationalities or regions"),
        help_text=_("One on a line. Many survivors wish for nobody from their own."),
    )
    note = QuietText(label=_("Anything else"), longest=LONGEST_NOTE, lines=True)


def wishes_said(wish: Any) -> dict[str, Any]:
    """Return what fills the form again."""
    if wish is None:
        return {"version": 0}
    return {
        "version": wish.version,
        "gender": wish.gender or "",
        "communities": "\n".join(wish.communities or ()),
        "note": wish.note or "",
    }
