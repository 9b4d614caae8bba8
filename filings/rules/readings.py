"""What a reading keeps, and how its proposals fill the form of a notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from filings.rules.notices import KINDS
from filings.rules.reading import Page, Reading
from filings.rules.texts import gettext_noop

NO_TEXT = "no_text"
# Why nothing could be read, and what to do then.
PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        NO_TEXT: gettext_noop(
            "This is a scan: a picture of the letter without its words. Nothing could be read "
            "from it; type the dates over from the letter."
        ),
        "picture": gettext_noop(
            "This is a picture. Nothing could be read from it; type the dates over from the letter."
        ),
        "encrypted": gettext_noop(
            "This PDF asks for a password. Save it without one and upload it again, or type the "
            "dates over from the letter."
        ),
        "broken": gettext_noop(
            "This PDF is damaged and could not be opened. Look at the file; type the dates over "
            "from the letter, or save it again and upload it anew."
        ),
        "too_long": gettext_noop(
            "This PDF is longer than a letter: more than 60 pages, or more on one page than fits. "
            "Upload the letter alone, or type the dates over."
        ),
        "too_heavy": gettext_noop(
            "Reading this PDF took more time or memory than a letter needs, so it was stopped. "
            "Type the dates over from the letter."
        ),
        "altered": gettext_noop(
            "The stored file was changed or is missing, so it was not read. Tell your "
            "administrator, and upload the letter again."
        ),
    }
)
# Why a field is left empty though something was found.
WHY: Mapping[str, str] = MappingProxyType(
    {
        "not_found": gettext_noop("Not found in the letter."),
        "differ": gettext_noop("Not sure: the letter says more than one."),
        "unclear": gettext_noop("Not sure: it cannot be told from how it is written."),
        "not_labelled": gettext_noop("Not sure: it stands where such a letter does not print it."),
        "takes_back": gettext_noop("Not sure: the letter takes something back or replaces it."),
        "unlikely": gettext_noop("Not sure: it does not fit the date of the letter."),
        "with_mail": gettext_noop(
            "Not sure: the days seem to include those for mail, which are added again."
        ),
        "two_people": gettext_noop("Not sure: the letter names two people."),
        "kind_unsure": gettext_noop("Not sure: what kind of letter this is could not be told."),
    }
)
DAYS = frozenset(
    {"notice_date", "mailed_on", "printed_due_date", "appointment_on", "valid_from", "valid_to"}
)


def pages_as_json(pages: Sequence[Page]) -> list[str]:
    return [page.text for page in pages]


def found_as_json(reading: Reading) -> dict[str, Any]:
    """Return the proposals as JSON can carry them: values as ISO days, passages as places."""
    return {
        "silent": list(reading.silent),
        "fields": [
            {
                "field": each.field,
                "value": _plain(each.value),
                "why": each.why,
                "found": [
                    {
                        "value": _plain(candidate.value),
                        "page": candidate.passage.page,
                        "start": candidate.passage.start,
                        "end": candidate.passage.end,
                    }
                    for candidate in each.found
                ],
            }
            for each in reading.proposals
        ],
    }


def sure_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was read surely, days as days."""
    return {
        each["field"]: date.fromisoformat(each["value"]) if each["field"] in DAYS else each["value"]
        for each in found.get("fields", ())
        if each["value"] is not None
    }


def kind_of(sure: Mapping[str, Any]) -> str:
    """Return the kind of notice that a letter is, or "" when that is not sure."""
    kind = str(sure.get("kind", ""))
    if kind in {"reasonable_grounds", "conclusive_grounds"}:
        short = {"reasonable_grounds": "rg", "conclusive_grounds": "cg"}[kind]
        kind = f"{short}_{sure.get('decision', '')}"
    return kind if kind in KINDS else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
