"""The cast of this room: one clinic, and another that must never be seen."""

from collections.abc import Iterator

import pytest

from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import make_clinic, make_member


@pytest.fixture
def harbor(db: None) -> Iterator[Clinic]:
    """The clinic of these tests, bound."""
    clinic = make_clinic("harbor")
    with bind(clinic):
        yield clinic


@pytest.fixture
def coordinator(harbor: Clinic) -> Actor:
    """Reaches every case; never reads a privileged note."""
    return make_member(harbor, "coordinator")


@pytest.fixture
def supervisor(harbor: Clinic) -> Actor:
    """Reaches every case, reads attorney notes."""
    return make_member(harbor, "supervisor")


@pytest.fixture
def attorney(harbor: Clinic) -> Actor:
    """Sees a case only when assigned to it."""
    return make_member(harbor, "attorney")


@pytest.fixture
def advocate(harbor: Clinic) -> Actor:
    """Sees a case only when assigned to it, and never an attorney's note."""
    return make_member(harbor, "advocate")


@pytest.fixture
def stranger(harbor: Clinic) -> Actor:
    """Another attorney of the clinic, assigned to nothing."""
    return make_member(harbor, "attorney", name="Unassigned Attorney")
