"""What is told of a case on the board, an interest, an offer."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS
from cases.rules.standing import BOARD_ROLES
from clients.forms.fields import QuietText
from clinic.access.roles import ROLE_NAMES
from clinic.pages.fields import OnceField
from clinic.tenancy.current import current_clinic
from staffing import rules as staff
from staffing.rules import board as rules
from staffing.rules.neutral import Fault

_SALT = "staffing.forms.board"


def _codes(table: Any, first: bool = False) -> Any:
    return lambda: [(code, text[0] if first else text) for code, text in table.items()]


class SummaryForm(forms.Form):
    """Structured choices, and a little text that is checked before anybody reads it."""

    form_token = OnceField()
    # What was shown before; another content is shown again first.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("Who is looked for"),
        choices=lambda: [(role, ROLE_NAMES[role]) for role in BOARD_ROLES],
    )
    matters = forms.MultipleChoiceField(label=_("Matters"), widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(
        label=_("Languages that help"),
        choices=_codes(rules.LANGUAGES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Where few people here speak it, choose “another language”: a rare one can tell who "
            "it is."
        ),
    )
    region = forms.ChoiceField(
        label=_("State or country"),
        choices=lambda: [(code, code) for code in staff.JURISDICTIONS],
        help_text=_("Nothing smaller. “US” alone where the state does not matter."),
    )
    remote = forms.ChoiceField(label=_("From afar"), choices=_codes(rules.REMOTE))
    length = forms.ChoiceField(label=_("How long it will take"), choices=_codes(rules.LENGTHS))
    hours = forms.ChoiceField(label=_("How much work"), choices=_codes(rules.HOURS))
    urgency = forms.ChoiceField(
        label=_("How urgent"),
        choices=_codes(rules.URGENCIES, first=True),
        help_text=_("Proposed from the next date of the case; the day itself is not told."),
    )
    text = QuietText(
        label=_("A few words more"),
        longest=rules.LONGEST_TEXT,
        lines=True,
        help_text=_(
            "Of the work, not of the person. Refused if it holds a name of the matter, a place "
            "smaller than a state, a number or a day."
        ),
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[str],
        faults: Callable[[str], Sequence[Fault]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._faults = faults
        matters: Any = self.fields["matters"]
        matters.choices = [(code, MATTERS[code]) for code in dict.fromkeys(kinds)]
        matters.initial = list(kinds)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        for fault in self._faults(text) if self._faults else ():
            self.add_error("text", forms.ValidationError(fault.text, code="not_neutral"))
        return text

    def said(self) -> dict[str, Any]:
        hidden = {"form_token", "shown"}
        return {name: value for name, value in self.cleaned_data.items() if name not in hidden}

    def summary(self) -> rules.Summary:
        return rules.Summary.of(self.said())

    def mark(self) -> str:
        """Return a mark of exactly this content, to be sent with it once it was looked at."""
        told = json.dumps(self.summary().as_said(), sort_keys=True).encode()
        salt = f"{_SALT}:{current_clinic().pk}"
        return signing.Signer(salt=salt).signature(hashlib.sha256(told).hexdigest())

    def looked_at(self) -> None:
        """Let the page that shows this content send the mark of it along."""
        sent: Any = self.data
        sent = sent.copy()
        sent["shown"] = self.mark()
        self.data = sent

    def was_shown(self) -> bool:
        return bool(self.cleaned_data["shown"] == self.mark())


class InterestForm(forms.Form):
    message = QuietText(
        label=_("A message, if you like"),
        longest=rules.LONGEST_MESSAGE,
        lines=True,
        help_text=_("Read by the coordinators and supervisors who offer the case, by nobody else."),
    )


class OfferForm(forms.Form):
    member = forms.UUIDField(widget=forms.HiddenInput)
    days = forms.IntegerField(
        label=_("Days to answer"), min_value=rules.LEAST_DAYS, max_value=rules.MOST_DAYS,
        initial=rules.USUAL_DAYS,
    )  # fmt: skip
    reason = QuietText(label=_("Why it is right all the same"), longest=2_000, lines=True)

    def chosen(self) -> UUID:
        member: UUID = self.cleaned_data["member"]
        return member
