"""What a value can look like: receipt numbers, A-numbers, forms, days, brought to one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clients.rules.identifiers import RECEIPT_PREFIXES, IdentifierError, normalise_identifier

_PREFIX = "|".join(sorted(RECEIPT_PREFIXES))
RECEIPT = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_PREFIX})[- ]?\d{{2}}[- ]?\d{{3}}[- ]?\n?\d{{5}}(?![0-9A-Za-z])"
    rf"|(?<![A-Za-z0-9])(?:{_PREFIX})[- ]?\d{{10}}(?![0-9A-Za-z])"
)
# With its A, or as the immigration court writes it behind a label of its own.
A_NUMBER = re.compile(
    r"(?<![A-Za-z0-9#-])A ?#? ?(?:\d{3}[- ]?\d{3}[- ]?\d{3}|\d{2}[- ]?\d{3}[- ]?\d{3})(?![-\w])"
)
BARE_A_NUMBER = re.compile(r"(?<![\w-])\d{3}[- ]\d{3}[- ]\d{3}(?![-\w])")
FORM = re.compile(
    r"(?<![A-Za-z0-9])I ?-? ?(\d{3})([A-Z]?)(?![0-9A-Za-z])"
    r"(?:,? (?:Supplement|Supp\.?) ([A-Z])\b)?"
)
# The form of the notice itself, and forms that letters name without being about them.
NEVER_THE_SUBJECT = frozenset({"I-797", "I-94", "I-862", "I-863", "I-290B", "I-864"})


def receipt_in(text: str) -> Iterator[tuple[str, int, int]]:
    for found in RECEIPT.finditer(text):
        if number := _normal("receipt", found[0].replace("\n", "")):
            yield number, found.start(), found.end()


def a_number_in(text: str, *, bare: bool = False) -> Iterator[tuple[str, int, int]]:
    """:param bare: behind a label that says what it is, digits alone are one too"""
    patterns = (A_NUMBER, BARE_A_NUMBER) if bare else (A_NUMBER,)
    for pattern in patterns:
        for found in pattern.finditer(text):
            if number := _normal("a_number", found[0].replace("#", "")):
                yield number, found.start(), found.end()


def form_in(text: str) -> Iterator[tuple[str, int, int]]:
    for found in FORM.finditer(text):
        code = f"I-{found[1]}{found[3] or found[2]}"
        if f"I-{found[1]}" not in NEVER_THE_SUBJECT and code not in NEVER_THE_SUBJECT:
            yield code, found.start(), found.end()


def _normal(kind: str, text: str) -> str:
    try:
        return normalise_identifier(kind, text)
    except IdentifierError:
        return ""
