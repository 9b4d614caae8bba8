"""The cast of this room: a clinic where work waits for a signature, one case, somebody on none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from tests.builders import make_case, make_clinic, make_member
from tests.engagement.steps import asks


@pytest.fixture
def harbor(db: None) -> Iterator[Clinic]:
    clinic = make_clinic("harbor")
    with bind(clinic):
        asks(clinic)
        yield clinic


@pytest.fixture
def coordinator(harbor: Clinic) -> Actor:
    """Reaches every case; never reads what is privileged."""
    return make_member(harbor, "coordinator")


@pytest.fixture
def supervisor(harbor: Clinic) -> Actor:
    """Reaches every case, reads what is an attorney's."""
    return make_member(harbor, "supervisor")


@pytest.fixture
def attorney(harbor: Clinic) -> Actor:
    """On the case."""
    return make_member(harbor, "attorney")


@pytest.fixture
def advocate(harbor: Clinic) -> Actor:
    """On the case; never reads what is an attorney's."""
    return make_member(harbor, "advocate")


@pytest.fixture
def stranger(harbor: Clinic) -> Actor:
    """Another attorney of the clinic, assigned to nothing."""
    return make_member(harbor, "attorney", name="Unassigned Attorney")


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    made = make_case(coordinator, attorney, advocate)
    return Case.objects.select_related("client__key", "key").get(pk=made.pk)


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES}  # makes Django build the storage anew
    return tmp_path
