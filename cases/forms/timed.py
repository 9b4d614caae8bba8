"""Access to a case for a time: given, taken in an emergency, looked at afterwards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.rules import GLASS_HOURS

LONGEST_REASON = 2000
PERIODS = (
    (4, _("4 hours")),
    (24, _("1 day")),
    (3 * 24, _("3 days")),
    (7 * 24, _("1 week")),
    (14 * 24, _("2 weeks")),
    (30 * 24, _("30 days")),
)
GLASS_PERIODS = (
    (1, _("1 hour")),
    (4, _("4 hours")),
    (12, _("12 hours")),
    (GLASS_HOURS, _("24 hours")),
)
FOUND = (
    ("proper", _("It was needed")),
    ("improper", _("It was not right: end it if it still runs")),
)


def _reason(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class GiveForm(forms.Form):
    person = forms.ChoiceField(label=_("Person"))
    hours = forms.TypedChoiceField(label=_("For how long"), coerce=int, choices=PERIODS, initial=24)
    reason = _reason(
        _("Why"), _("Stored encrypted. Coordinators, supervisors and the case's attorneys read it.")
    )

    override = _reason(
        _("Why all the same"),
        _(
            "Only where something stands against this person, as you are told when you try: "
            "say why it is right. Stored encrypted."
        ),
    )

    def __init__(
        self, *args: Any, people: Mapping[str, Any], may_override: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["override"].required = False
        if not may_override:
            del self.fields["override"]
        named = [(key, seat.user.name) for key, seat in people.items()]
        self.fields["person"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]


class GlassForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the case"), help_text=_("As in 2026-0042."), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, choices=GLASS_PERIODS, initial=4
    )
    reason = _reason(
        _("What happened"),
        _("Stored encrypted. Coordinators, supervisors and the case's attorneys read it."),
    )


class ReviewForm(forms.Form):
    found = forms.ChoiceField(label=_("What you found"), choices=FOUND, widget=forms.RadioSelect)
    review = _reason(_("Why"), _("Stored encrypted."))
