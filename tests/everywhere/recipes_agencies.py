"""Recipes for what is asked of agencies."""

from clinic.tenancy.current import today
from filings import actions as filings
from tests.builders import seat_of
from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place
from tests.sealed import sealed_pdf

AGENCY = {"kind": "prosecutor", "place": "Muster County", "contact": "Unit 4"}

simple(
    "agency.added", "coordinator", "advocate",
    lambda p: {"name": "Office of the prosecutor", **AGENCY},
)  # fmt: skip
simple(
    "agency.changed", "attorney", "supervisor",
    lambda p: {"agency": p.agency, "name": "Muster Police", "active": False, **AGENCY},
)  # fmt: skip
simple(
    "choice.recorded", "advocate", "supervisor",
    lambda p: {
        "filing": fresh(p.certification), "answer": "withdrawn", "language": "Tigrinya",
        "asked_on": today(),
    },
)  # fmt: skip
simple(
    "request.chased", "coordinator", "advocate",
    lambda p: {"request": fresh(p.asked), "channel": "phone", "on": today(), "note": "No answer."},
)  # fmt: skip
simple(
    "request.answered", "attorney", "coordinator",
    lambda p: {
        "request": fresh(p.asked), "answer": "issued", "answered_on": today(),
        "received_on": today(),
    },
)  # fmt: skip


@recipe("request.sent", "coordinator")
def _sent(place: Place) -> Call:
    filing = filings.add_filing(place.attorney, case=fresh(place.case), form="I-914B")
    filings.record_choice(
        place.attorney, filing=filing, answer="yes", language="English", asked_on=today()
    )
    return place.attorney, {
        "filing": fresh(filing), "agency": place.agency, "channel": "email", "on": today(),
    }  # fmt: skip


@recipe("request.file_downloaded", "advocate")
def _downloaded(place: Place) -> Call:
    filings.record_answer(
        place.attorney, request=fresh(place.asked), answer="declined", answered_on=today(),
        received_on=today(), upload=sealed_pdf(),
    )  # fmt: skip
    return place.attorney, {"request": fresh(place.asked)}


simple(
    "appearance.entered", "attorney", "coordinator",
    lambda p: {
        "case": fresh(p.case), "membership": seat_of(p.attorney), "body": "court", "on": today(),
    },
)  # fmt: skip
simple(
    "appearance.ended", "attorney", "coordinator",
    lambda p: {"appearance": p.appearance, "ending": "withdrawn", "on": today()},
)  # fmt: skip
simple(
    "address.moved", "attorney", "coordinator",
    lambda p: {"case": fresh(p.case), "moved": today(), "in_court": True},
)  # fmt: skip
