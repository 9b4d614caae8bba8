"""One case with an attorney and an advocate, notes of each kind, a filing and a name."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from zeal import zeal_ignore

from cases.actions import add_note
from cases.models import Case
from clinic.access.actor import Actor
from clinic.files.queries import read_all
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from packets.actions import request_packet
from packets.models import Packet
from tests.builders import make_case, make_clinic, make_member

PRIVILEGED = "Strategy: file before the hearing."
ADVOCATE_ONLY = "She sleeps better now."
SHARED = "Brought the passport copy."
NAME = "Nilofar Beispiel"


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES}  # makes Django build the storage anew
    return tmp_path


@pytest.fixture
def harbor(db: None) -> Iterator[Clinic]:
    clinic = make_clinic("harbor")
    with bind(clinic):
        yield clinic


@pytest.fixture
def coordinator(harbor: Clinic) -> Actor:
    """Reaches every case; never reads a privileged note."""
    return make_member(harbor, "coordinator")


@pytest.fixture
def attorney(harbor: Clinic) -> Actor:
    """Assigned to the case; reads attorney notes."""
    return make_member(harbor, "attorney")


@pytest.fixture
def advocate(harbor: Clinic) -> Actor:
    """Assigned to the case; never reads an attorney's note, nor who the parties are."""
    return make_member(harbor, "advocate")


@pytest.fixture
def stranger(harbor: Clinic) -> Actor:
    """Another attorney of the clinic, assigned to nothing."""
    return make_member(harbor, "attorney", name="Unassigned Attorney")


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    case = make_case(coordinator, attorney, advocate)
    with zeal_ignore():
        add_note(attorney, case=case, privilege="attorney", body=PRIVILEGED)
        add_note(advocate, case=case, privilege="advocate", body=ADVOCATE_ONLY)
        add_note(attorney, case=case, privilege="shared", body=SHARED)
    return case


@pytest.fixture
def made() -> Callable[..., Packet]:
    """Ask for a packet and let the renderer make it."""

    def make(actor: Actor, case: Case, **options: Any) -> Packet:
        packet = request_packet(actor, case=case, **options)
        work_off()
        return Packet.objects.select_related("file__key", "case", "key").get(pk=packet.pk)

    return make


def work_off() -> None:
    """Do all that waits in the bound clinic's outbox, as a worker would."""
    items = list(OutboxItem.objects.filter(done_at=None, failed_at=None))
    with zeal_ignore():  # each item is done by itself
        for item in items:
            deliver(item.clinic_pk, item.pk)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def read(packet: Packet) -> str:
    assert packet.file is not None
    return text_of(read_all(packet.file))
