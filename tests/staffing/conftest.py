"""One clinic, its people, and profiles that others confirmed."""

from collections.abc import Iterator

import pytest

from cases.models import Case
from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import make_case, make_clinic, make_member


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


@pytest.fixture
def waiting(coordinator: Actor) -> Case:
    made = make_case(coordinator)
    clients.add_party(
        coordinator, client=made.client, kind="exploiter", name="Youssef Alhariri",
        client_consented=True,
    )  # fmt: skip
    Client.objects.filter(pk=made.client_id).update(conflict_state="clear")
    return Case.objects.select_related("client__key", "key").get(pk=made.pk)


@pytest.fixture
def other(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "attorney", name="Otto Anders")
