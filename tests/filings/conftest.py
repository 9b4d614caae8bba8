"""The cast of this room: a clinic with one matter, and people who may and may not touch it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import make_case, make_clinic, make_member

NOON = 12


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], date]:
    """Set the clinic's wall calendar: `day("2026-03-09")` makes it noon in New York."""

    def turn_to(text: str) -> date:
        moment = datetime.fromisoformat(text).replace(
            hour=NOON, tzinfo=ZoneInfo("America/New_York")
        )
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment.date()

    return turn_to


@pytest.fixture
def harbor(db: None, day: Callable[[str], date]) -> Iterator[Clinic]:
    """The clinic of these tests, bound, on Monday 2026-03-09."""
    day("2026-03-09")
    clinic = make_clinic("harbor")
    with bind(clinic):
        yield clinic


@pytest.fixture
def coordinator(harbor: Clinic) -> Actor:
    """Reaches every case and its dates; changes no filing."""
    return make_member(harbor, "coordinator")


@pytest.fixture
def supervisor(harbor: Clinic) -> Actor:
    """Reaches every case; may answer for a deadline, not record a notice."""
    return make_member(harbor, "supervisor")


@pytest.fixture
def attorney(harbor: Clinic) -> Actor:
    """Assigned to the case: adds, moves and records."""
    return make_member(harbor, "attorney")


@pytest.fixture
def advocate(harbor: Clinic) -> Actor:
    """Assigned to the case: reads filings and dates, changes nothing."""
    return make_member(harbor, "advocate")


@pytest.fixture
def stranger(harbor: Clinic) -> Actor:
    """Another attorney of the clinic, assigned to nothing."""
    return make_member(harbor, "attorney", name="Unassigned Attorney")


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)
