"""Made-up letters of agencies in the layouts they publish, as real PDFs, and what each says.

Everybody in them is fictional. `letters/before/` was written and committed before the reader of
notices existed; `letters/after/` came later, in editions the reader was not written along.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clinic.pages.document import pdf_of

LETTERS = Path(__file__).with_name("letters")
HALVES = ("before", "after")
FIELDS = (
    "kind", "form", "receipt_number", "a_number", "notice_date", "mailed_on", "printed_due_date",
    "response_days", "service", "appointment_on", "appointment_time", "appointment_place",
    "hearing_kind", "valid_from", "valid_to", "decision",
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """`says`: field -> what the letter says, days as ISO text; what is not there is not said."""

    name: str
    half: str
    says: dict[str, str | int]

    @property
    def html(self) -> str:
        return (LETTERS / self.half / f"{self.name}.html").read_text(encoding="utf-8")


def letters() -> list[Letter]:
    found = []
    for half in HALVES:
        table = LETTERS / half / "expected.toml"
        rows = tomllib.loads(table.read_text(encoding="utf-8")) if table.exists() else {}
        found += [Letter(name, half, _plain(row)) for name, row in rows.items()]
    return found


def letter(name: str) -> Letter:
    return next(each for each in letters() if each.name == name)


@cache
def pdf(name: str) -> bytes:
    css = (LETTERS / "letter.css").read_text(encoding="utf-8")
    return pdf_of(letter(name).html, css)


def _plain(row: dict[str, Any]) -> dict[str, str | int]:
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in row.items()
    }
