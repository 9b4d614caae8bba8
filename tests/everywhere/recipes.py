"""How to do each action properly, and somebody who may not: `test_actions.py` walks them.

A recipe takes the place and returns who acts and with what; it may prepare the place first, since
everything is undone afterwards.
"""

from collections.abc import Callable
from typing import Any

from agenda.models import Appointment, Contact, Feed, Task
from cases.models import Case, Handover, Matter, Note
from clients.models import (
    Client,
    ClientMerge,
    ConflictCheck,
    ConflictWaiver,
    FirmCheck,
    Intake,
    Screening,
    Wall,
)
from clinic.access.actor import Actor
from documents.models import Original
from filings.models import AgencyRequest, Deadline, DeadlineProposal, FamilyMember, Filing
from interpreters.models import Booking, Exclusion, Interpreter, Offer
from packets.models import Packet
from referrals.models import Referral, Release
from staffing.models import BoardOffer, Licence, Opportunity, Profile, Training
from tests.everywhere.world import Place

Call = tuple[Actor, dict[str, Any]]
Recipe = Callable[[Place], Call]
# verb -> (recipe, who lacks the capability)
RECIPES: dict[str, tuple[Recipe, str]] = {}


def recipe(verb: str, refused: str) -> Callable[[Recipe], Recipe]:
    def register(function: Recipe) -> Recipe:
        assert verb not in RECIPES, verb
        RECIPES[verb] = (function, refused)
        return function

    return register


def simple(verb: str, who: str, refused: str, make: Callable[[Place], dict[str, Any]]) -> None:
    recipe(verb, refused)(lambda place: (place.people[who], make(place)))


def service(place: Place, name: str) -> Actor:
    return Actor.system(place.clinic, name)


def fresh(row: Any) -> Any:
    """Read a row again, as a view's query would."""
    related = {
        Case: ("client", "key"), Filing: ("case", "key"), Deadline: ("case", "key"),
        AgencyRequest: ("filing__case", "key", "agency"),
        FamilyMember: ("case__client__key", "case__key", "key"),
        Intake: ("client", "key"), Packet: ("case__client", "key", "file__key"),
        Referral: ("case__client", "key", "partner", "release"), Client: ("key",),
        Release: ("client", "key", "partner"), ConflictCheck: ("client", "key"),
        Screening: ("client__key", "key"), ClientMerge: ("client", "duplicate", "proposed_by"),
        FirmCheck: ("client__key", "key"), ConflictWaiver: ("client__key", "key", "paper__key"),
        Wall: ("client__key", "key"), Interpreter: ("key", "undertaking_scan"),
        Booking: ("client__key", "key"), Exclusion: ("interpreter__key", "key"),
        Offer: ("booking__client__key", "interpreter__key", "key"),
        DeadlineProposal: ("deadline", "key"), Profile: ("key", "membership__user"),
        Licence: ("key", "profile__key", "profile__membership__user"),
        Opportunity: ("key", "case__client__key", "case__key"), BoardOffer: ("opportunity", "key"),
        Training: ("membership__user",),
        Contact: ("client__key", "case", "key"), Note: ("case__client", "case__key", "key"),
        Matter: ("case__client__key", "case__key"),
        Handover: ("case__client__key", "case__key", "key"),
        Task: ("case__client", "key", "assignee"), Original: ("case__client", "case__key", "key"),
        Appointment: ("case__client", "key", "advocate", "booking"), Feed: ("membership",),
    }  # fmt: skip
    return type(row).objects.select_related(*related.get(type(row), ())).get(pk=row.pk)
