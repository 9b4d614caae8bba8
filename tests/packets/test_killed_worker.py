"""A real worker killed with -9 while it sets the pages: one packet, and a page that says so."""

from pathlib import Path
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import add_note
from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.files.queries import read_all
from clinic.services.postgres import Postgres
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic
from packets.actions import request_packet
from packets.models import Packet
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.notices.workers import Workers, eventually
from tests.packets.conftest import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]
COUNT = 40
LONG = "What was said, was said once and is not asked for again. " * 60


@pytest.fixture
def harbor() -> Clinic:
    return make_clinic("harbor")


def long_case(harbor: Clinic) -> tuple[Actor, Case]:
    """Make a case whose packet takes some seconds, so that a kill falls into the work."""
    attorney = make_member(harbor, "attorney")
    with bound_to(harbor.pk), zeal_ignore():
        case = make_case(make_member(harbor, "coordinator"), attorney)
        for number in range(COUNT):
            body = f"Talk{number}. {LONG}"
            add_note(attorney, case=case, privilege="attorney", body=body)
    return attorney, case


def now(harbor: Clinic, packet: Packet) -> Packet:
    with bound_to(harbor.pk):
        return Packet.objects.select_related("file__key").get(pk=packet.pk)


def test_a_killed_worker_makes_one_packet_and_the_page_says_what_happened(
    harbor: Clinic, tmp_path: Path, postgres: Postgres, database: str, settings: Any
) -> None:
    attorney, case = long_case(harbor)
    browser = browsing_as(attorney)
    with bound_to(harbor.pk):
        packet = request_packet(attorney, case=case)
    address = f"/{harbor.slug}/packets/{packet.pk}/"
    with Workers(tmp_path, postgres, database) as workers:
        workers.start(ALCOVE_FILES_DIR=str(settings.ALCOVE_FILES_DIR), ALCOVE_LEASE_SECONDS="6")
        eventually(lambda: now(harbor, packet).status == Packet.RENDERING)
        assert "It is being made now" in browser.get(address).content.decode()
        workers.kill_worker()
        assert now(harbor, packet).status == Packet.RENDERING
        eventually(lambda: now(harbor, packet).attempts == 2)
        page = browser.get(address).content.decode()
        assert "interrupted and has begun again" in page
        eventually(lambda: now(harbor, packet).status == Packet.READY)
    assert "Download the PDF" in browser.get(address).content.decode()
    with bound_to(harbor.pk):
        assert StoredFile.objects.count() == 1
        assert AuditEntry.objects.filter(verb="packet.rendered").count() == 1
        stored = now(harbor, packet).file
        assert stored is not None
        text = text_of(read_all(stored))
        assert all(f"Talk{number}." in text for number in range(COUNT))
