"""A log of a demand on paper and as a table: what it kept when it was made, and nothing newer."""

import csv
import io
from typing import Any

from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from clinic.files.responses import as_download
from clinic.pages.document import pdf_of
from clinic.pages.tables import safe_cell
from clinic.tenancy.current import current_clinic


def as_pdf(log: Any) -> HttpResponseBase:
    clinic = current_clinic()
    size = "Letter" if clinic.jurisdiction == "us" else "A4"
    sheets = map(render_to_string, ("referrals/sheet.css", "records/demand_log.css"))
    css = "\n".join([*sheets, f"@page {{ size: {size} landscape; }}\n"])
    context = {
        "log": log,
        "lines": log.lines or {},
        "clinic": clinic.name,
        "until": parse_datetime((log.lines or {}).get("until", "")),
        "zone": (log.lines or {}).get("zone", ""),
    }
    return _sent(pdf_of(render_to_string("records/demand_log.html", context), css), "pdf")


def as_csv(log: Any) -> HttpResponseBase:
    """Set both tables under each other; no cell is one that a spreadsheet computes."""
    lines = log.lines or {}
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    table = [
        [_("When"), _("What happened"), _("Act"), _("Who"), _("What"), _("To whom"),
         _("Under which release"), _("Entry of the audit")],
        *(
            [row["at"], row["heading"], row["act"], row["who"], row["what"], row["to"],
             row["release"], row["entry"]]
            for row in lines.get("seen", [])
        ),
        [],
        [_("Of which day"), _("Kept back"), _("Written or added by"), _("Ground"),
         _("Description")],
        *(
            [row["made_on"], row["type"], row["author"], row["basis"], row["description"]]
            for row in lines.get("kept", [])
        ),
    ]  # fmt: skip
    for row in table:
        writer.writerow([safe_cell(cell) for cell in row])
    return _sent(target.getvalue().encode(), "csv")


def _sent(content: bytes, kind: str) -> HttpResponseBase:
    media_type = "application/pdf" if kind == "pdf" else "text/csv; charset=utf-8"
    return as_download([content], filename=f"log.{kind}", media_type=media_type, size=len(content))
