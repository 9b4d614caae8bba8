"""How a person wants to be asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filings.rules.wishes import WAYS

HOURS = range(24)


def _hours() -> list[tuple[str, str]]:
    return [(str(hour), f"{hour:02}:00") for hour in HOURS]


class WishesForm(forms.Form):
    mail = forms.ChoiceField(
        label=gettext_lazy("Mail"),
        choices=lambda: [(code, _(words)) for code, words in WAYS.items()],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Your inbox here shows every reminder at once, whatever you choose. On the last day "
            "and after it a mail always leaves at once."
        ),
    )
    quiet_from = forms.TypedChoiceField(
        label=gettext_lazy("No mail from"), coerce=int, choices=_hours
    )
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Until"),
        coerce=int,
        choices=_hours,
        help_text=gettext_lazy(
            "By the clinic's clock; the same hour twice means no quiet hours. A mail waits until "
            "they end, but never past the day it belongs to, and never on the last day."
        ),
    )
    weekends = forms.TypedChoiceField(
        label=gettext_lazy("Saturday and Sunday"),
        coerce=lambda value: value == "yes",
        choices=lambda: [
            ("yes", _("Mail as on other days")),
            ("no", _("Mail only for what comes within a week; the rest on Monday morning")),
        ],
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def shown(wishes: Any) -> dict[str, Any]:
        return {
            "mail": wishes.mail,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "weekends": "yes" if wishes.weekends else "no",
            "version": wishes.version,
        }

    def said(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}
