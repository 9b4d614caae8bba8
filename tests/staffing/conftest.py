"""One clinic, its people, and profiles that others confirmed."""

from collections.abc import Iterator

import pytest

from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import make_clinic, make_member


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    harbor = make_clinic("harbor")
    with bind(harbor):
        yield harbor


@pytest.fixture
def coordinator(clinic: Clinic) -> Actor:
    return make_member(clinic, "coordinator", name="Cora Koordin")


@pytest.fixture
def supervisor(clinic: Clinic) -> Actor:
    """May override what may be weighed."""
    return make_member(clinic, "supervisor", name="Silke Aufsicht")


@pytest.fixture
def attorney(clinic: Clinic) -> Actor:
    return make_member(clinic, "attorney", name="Anna Anwalt")


@pytest.fixture
def advocate(clinic: Clinic) -> Actor:
    return make_member(clinic, "advocate", name="Berta Beistand")
