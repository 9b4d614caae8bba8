"""One clinic with somebody on its roster."""

from collections.abc import Iterator

import pytest

from clients import actions as clients
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from interpreters.models import Interpreter
from tests.builders import make_clinic, make_member
from tests.clients.conftest import known_client
from tests.everywhere.world_interpreters import add_to_roster
from tests.interpreters.steps import NAME, SAFE_PHONE


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    harbor = make_clinic("harbor")
    with bind(harbor):
        yield harbor


@pytest.fixture
def coordinator(clinic: Clinic) -> Actor:
    return make_member(clinic, "coordinator")


@pytest.fixture
def attorney(clinic: Clinic) -> Actor:
    return make_member(clinic, "attorney")


@pytest.fixture
def advocate(clinic: Clinic) -> Actor:
    return make_member(clinic, "advocate")


@pytest.fixture
def interpreter(coordinator: Actor) -> Interpreter:
    """Speaks Tigrinya as in Asmara; her undertaking holds for another year."""
    return add_to_roster(coordinator, "Zewditu Dolmetsch")


def again(row: Interpreter) -> Interpreter:
    return Interpreter.objects.select_related("key").get(pk=row.pk)


@pytest.fixture
def client(coordinator: Actor) -> Client:
    found = known_client(coordinator, NAME)
    clients.change_contact(coordinator, client=found, rules=SAFE_PHONE)
    return Client.objects.select_related("key").get(pk=found.pk)
