"""A filing's numbers, its edition and fee, and the answer to what it opens the way to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clients.rules.identifiers import IdentifierError
from clinic.pages.dates import short_date
from clinic.pages.fields import OnceField
from filings.rules.editions import FEES, PAID, currency_of
from filings.rules.form_parts import Edition
from filings.rules.forms import Form
from filings.rules.identifiers import Identifier, normalised


class IdentifierForm(VersionedForm):
    field_order = ("version", "kind", "number")
    kind = forms.ChoiceField(label=_("Which number"))
    number = forms.CharField(
        label=_("Number"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, described: Sequence[Identifier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.described = {each.code: each for each in described}
        choices = [(each.code, _now(each.name)) for each in described]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.initial.setdefault("kind", choices[0][0])
            self.fields["number"].label = choices[0][1]
        helps = [_help(each) for each in described]
        self.fields["number"].help_text = " ".join([*helps, _now("Stored encrypted.")])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        described = self.described.get(given.get("kind", ""))
        if described is not None and given.get("number"):
            try:
                given["number"] = normalised(described, given["number"])
            except IdentifierError as error:
                refused = forms.ValidationError(_now(error.message), code="not_the_number")
                self.add_error("number", refused)
        return given


def _help(described: Identifier) -> str:
    example = _now("%(name)s: for example %(example)s.") % {
        "name": _now(described.name),
        "example": described.example,
    }
    return f"{example} {_now(described.help)}" if described.help else example


class DescribeForm(VersionedForm):
    """The edition is chosen where the catalogue knows any, else written as the form prints it."""

    field_order = ("version", "edition", "fee", "fee_amount")
    edition = forms.CharField(
        label=_("Edition of the form"),
        help_text=_("As printed at the foot of the page. Look at the agency's page on the day."),
        required=False,
        max_length=20,
    )
    fee = forms.ChoiceField(label=_("Fee"), required=False, widget=forms.RadioSelect)
    fee_amount = forms.DecimalField(
        label=_("Amount paid"), required=False, min_value=0, max_digits=10, decimal_places=2
    )

    def __init__(self, *args: Any, form: Form, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form.editions:
            named = [(each.edition, _edition(each, today)) for each in form.editions]
            self.fields["edition"] = forms.ChoiceField(
                label=_("Edition of the form"),
                help_text=_("As printed at the foot of the page."),
                required=False,
                choices=[("", _now("Not known yet")), *named],
            )
            self.order_fields(self.field_order)
        said = {code: _now(words) for code, words in FEES.items()}
        if form.fee_waiver:
            said["waiver"] += f" ({form.fee_waiver})"
        self.fields["fee"].choices = [("", _now("Not known yet")), *said.items()]  # type: ignore[attr-defined]
        self.fields["fee_amount"].help_text = _now("In %(currency)s, if it was paid.") % {
            "currency": currency_of(form)
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("fee") == PAID and given.get("fee_amount") is None and not self.errors:
            message = _now("Write how much was paid.")
            self.add_error("fee_amount", forms.ValidationError(message, code="amount_missing"))
        return given


def _edition(edition: Edition, today: date) -> str:
    if edition.valid_on(today):
        return edition.edition
    if edition.valid_from > today:
        since = {"edition": edition.edition, "day": short_date(edition.valid_from)}
        return _now("%(edition)s, accepted from %(day)s") % since
    return _now("%(edition)s, not accepted any more") % {"edition": edition.edition}


class DependentForm(forms.Form):
    once = OnceField()
    proposal = forms.CharField(max_length=60)
    decision = forms.ChoiceField(choices=[("accept", "accept"), ("dismiss", "dismiss")])
    reason = forms.CharField(required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("decision") == "dismiss" and not given.get("reason", "").strip():
            message = _now("Say why it is not followed.")
            self.add_error("reason", forms.ValidationError(message, code="no_reason"))
        return given


class FindForm(forms.Form):
    number = forms.CharField(
        label=_("Number on the letter"),
        help_text=_("A receipt number, A-number, docket or reference, whole. It is not kept."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
