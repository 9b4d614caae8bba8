"""Editions of a form and its fee: what may go out on which day."""

from __future__ import annotations

from datetime import date

from filings.rules.forms import Form
from filings.rules.lifecycle import ON_PAPER
from filings.rules.steps import MoveError
from filings.rules.texts import gettext_noop, said

# What was done about the fee.
NONE, PAID, WAIVER = "none", "paid", "waiver"
FEES = {
    NONE: gettext_noop("No fee is due"),
    PAID: gettext_noop("Paid"),
    WAIVER: gettext_noop("A waiver is asked for"),
}
# The money of a country, where the catalogue knows no fee.
CURRENCIES = {"us": "USD", "uk": "GBP"}


def check_edition(form: Form, edition: str, *, to: str, on: date) -> None:
    """Refuse to sign or send an edition that is not accepted that day. :raises MoveError:"""
    known = form.edition_named(edition) if to in ON_PAPER and edition else None
    if known is not None and not known.valid_on(on):
        raise MoveError(said("edition_over", edition=edition, day=on), "to")


def currency_of(form: Form) -> str:
    if form.fees:
        return form.fees[-1].currency
    return CURRENCIES.get(form.jurisdiction.partition("-")[0], "EUR")
