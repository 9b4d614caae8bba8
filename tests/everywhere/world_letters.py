"""A letter of the world that was uploaded and read."""

from typing import Any

from clinic.access.actor import Actor
from filings import actions as filing_actions
from filings.models import Reading
from tests.sealed import sealed_pdf


def read_letter(place: Any) -> Reading:
    """Upload a letter about the filing, and have the reader find something in it."""
    begun = filing_actions.begin_reading(
        place.people["attorney"], case=place.case, filing=place.filing, upload=sealed_pdf()
    )
    at = {"page": 1, "start": 0, "end": 18}
    kind = {"field": "kind", "value": "noid", "why": "", "found": [{"value": "noid", **at}]}
    return filing_actions.keep_reading(
        Actor.system(place.clinic, "reader"), reading=begun, pages=["A notice of intent"],
        found={"silent": [], "fields": [kind]},
    )  # fmt: skip
