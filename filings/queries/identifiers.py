"""The numbers of filings: their last signs, and which filing a letter is about."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from clients.rules.identifiers import IdentifierError, identifier_token
from clinic.access.actor import Actor
from clinic.vault.blind import token
from filings.models import Filing, FilingIdentifier
from filings.policy import visible_filings
from filings.queries.filings import FilingRow, row_of
from filings.queries.packs import form_here, forms_here
from filings.rules.identifiers import Identifier, found_by, normalised

SHOWN = 4
MOST_FOUND = 20
NUMBER = "filing_number"


@dataclass(frozen=True)
class NumberRow:
    """A number a filing has or could have; `tail` is empty until it is recorded."""

    kind: str
    name: str
    example: str
    tail: str

    @property
    def place(self) -> str:
        return self.kind.replace("_", "-")


def numbers_of(filing: Filing) -> list[NumberRow]:
    """Return the numbers that the catalogue gives a filing, but for the receipt number."""
    described = numbers_described(filing)
    if not described:
        return []
    rows = FilingIdentifier.objects.filter(filing=filing).select_related("key")
    kept = {row.kind: str(row.value) for row in rows}
    return [
        NumberRow(each.code, gettext(each.name), each.example, _tail(kept.get(each.code, "")))
        for each in described
    ]


def numbers_described(filing: Filing) -> list[Identifier]:
    return [each for each in form_here(filing.form).identifiers if each.kind != "receipt"]


def described_anywhere(kind: str) -> Identifier:
    """Return what the catalogue says of a number, of whichever filing."""
    found = (each for form in forms_here().values() for each in form.identifiers)
    return next(each for each in found if each.code == kind)


def filings_numbered(actor: Actor, text: str) -> QuerySet[Filing]:
    """Return the filings the actor reaches that carry this number, of whatever kind it is."""
    kinds = {each.kind: each for form in forms_here().values() for each in form.identifiers}
    receipts, numbers = [], []
    for kind, described in kinds.items():
        try:
            if kind == "receipt":
                receipts.append(token("receipt", identifier_token("receipt", text)))
            else:
                bare = Identifier(code=kind, name=kind, kind=kind, example=described.example)
                numbers.append(token(NUMBER, found_by(kind, normalised(bare, text))))
        except IdentifierError:
            continue
    found: QuerySet[FilingIdentifier, UUID] = FilingIdentifier.objects.filter(
        token__in=numbers
    ).values_list("filing_id", flat=True)
    carries = Q(receipt_token__in=receipts) | Q(pk__in=found)
    return visible_filings(actor).filter(carries).select_related("case__client").order_by("-id")


def filings_found(actor: Actor, text: str) -> list[FilingRow]:
    """Return them as a list shows them, a few at most: a number is of one person."""
    return [row_of(filing) for filing in filings_numbered(actor, text)[:MOST_FOUND]]


def _tail(value: str) -> str:
    """Show the end, never so much of a short one that little is left to guess."""
    return value[-min(SHOWN, len(value) // 2) :] if len(value) > 1 else ""
