"""While a hold stands, or a demand is open, no file of the client is destroyed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from zeal import zeal_ignore

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.files.models import StoredFile
from clinic.tenancy.current import bind, clinic_url
from clinic.tenancy.models import Clinic
from documents import actions as documents
from documents.models import Bundle
from filings import actions as filings
from packets import tasks
from packets.actions import download_packet, expire_packet, request_packet
from packets.models import Packet
from records import actions
from records.models import Hold
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.documents.test_bundles import listed, make
from tests.everywhere.world_demands import serve_on
from tests.files.test_bundling import paper
from tests.filings.test_letters import read
from tests.packets.conftest import work_off
from tests.sealed import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ALCOVE_FILES_DIR = tmp_path
    settings.STORAGES = {**settings.STORAGES}  # makes Django build the storage anew
    return tmp_path


@pytest.fixture
def clinic(db: None) -> Iterator[Clinic]:
    clinic = make_clinic("harbor")
    with bind(clinic):
        yield clinic


@pytest.fixture
def coordinator(clinic: Clinic) -> Actor:
    return make_member(clinic, "coordinator")


@pytest.fixture
def attorney(clinic: Clinic) -> Actor:
    return make_member(clinic, "attorney")


@pytest.fixture
def case(coordinator: Actor, attorney: Actor) -> Case:
    return with_client(make_case(coordinator, attorney))


def with_client(case: Case) -> Case:
    return Case.objects.select_related("client__key", "key").get(pk=case.pk)


def hold(actor: Actor, client: Client) -> Hold:
    return actions.place_hold(actor, client=client, reason="A suit is expected.")


def lift(held: Hold) -> None:
    actions.lift_hold(make_member(held.clinic, "supervisor"), hold=held, reason="It was settled.")


def over(row: Any) -> None:
    type(row).objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def packet_of(actor: Actor, case: Case) -> Packet:
    asked = request_packet(actor, case=case)
    work_off()
    return Packet.objects.select_related("file__key", "case", "key").get(pk=asked.pk)


def file_there(row: Any) -> bool:
    row.refresh_from_db()
    return row.file_id is not None and StoredFile.objects.filter(pk=row.file_id).exists()


def test_a_letter_is_set_aside_with_its_file_while_a_hold_stands(
    attorney: Actor, case: Case
) -> None:
    reading = read(attorney, case, PDF)
    held = hold(attorney, case.client)
    discard: dict[str, Any] = {"reason": "Not hers.", "keep_file": False}
    with pytest.raises(Blocked, match="legal hold") as stop:
        filings.dismiss_reading(attorney, reading=reading, **discard)
    assert stop.value.code == "on_hold"
    page = browsing_as(attorney).post(
        clinic_url("filings:dismiss_reading", reading.pk),
        {"reason": "Not hers.", "keep_file": "discard", "version": reading.version},
    )
    assert page.status_code == 409
    assert "Keep it with the case" in page.content.decode()
    assert "legal hold" in page.content.decode()
    assert StoredFile.objects.filter(pk=str(reading.document_id)).exists()
    filings.dismiss_reading(attorney, reading=reading, reason="Not hers.", keep_file=True)
    assert StoredFile.objects.filter(pk=str(reading.document_id)).exists()
    lift(held)
    filings.dismiss_reading(attorney, reading=read(attorney, case, PDF), **discard)


def test_an_open_demand_keeps_it_as_well(attorney: Actor, case: Case) -> None:
    reading = read(attorney, case, PDF)
    serve_on(attorney, case.client, case=case)
    Hold.objects.update(lifted_at=timezone.now())
    with pytest.raises(Blocked) as stop:
        filings.dismiss_reading(attorney, reading=reading, reason="Not hers.", keep_file=False)
    assert stop.value.code == "on_hold"


def test_a_packet_whose_time_is_over_stays_until_the_hold_is_lifted(
    coordinator: Actor, attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = packet_of(attorney, case)
    other = packet_of(attorney, with_client(make_case(coordinator, attorney)))
    held = hold(attorney, case.client)
    over(packet)
    monkeypatch.setattr(tasks, "MOST_AT_ONCE", 1)  # what is held is in nobody's way
    with zeal_ignore():
        assert tasks.expire_clinic(case.clinic_pk) == 1
    assert (file_there(packet), file_there(other)) == (True, False)
    with pytest.raises(Blocked):  # kept, and handed to nobody
        download_packet(attorney, packet=packet)
    lift(held)
    assert tasks.expire_clinic(case.clinic_pk) == 1
    assert not file_there(packet)


def test_a_bundle_whose_time_is_over_stays_until_the_hold_is_lifted(
    attorney: Actor, case: Case
) -> None:
    row = listed(attorney, case, Declaration=paper("her words"))
    bundle = make(attorney, row)
    held = hold(attorney, case.client)
    over(bundle)
    assert documents.sweep_bundles() == 0
    assert file_there(bundle)
    assert Bundle.objects.get(pk=bundle.pk).contents
    lift(held)
    assert documents.sweep_bundles() == 1
    assert not file_there(bundle)


def test_a_hold_on_one_of_two_joined_records_keeps_the_files_of_both(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    packet = packet_of(attorney, case)
    other = with_client(make_case(coordinator, attorney)).client
    hold(attorney, other)
    Client.objects.filter(pk=case.client_id).update(merged_into=other.pk)
    over(packet)
    assert tasks.expire_clinic(case.clinic_pk) == 0
    assert file_there(packet)


def test_the_worker_itself_is_refused(attorney: Actor, case: Case) -> None:
    packet = packet_of(attorney, case)
    hold(attorney, case.client)
    with pytest.raises(Blocked) as stop:
        expire_packet(attorney, packet=packet)
    assert stop.value.code == "on_hold"
    assert file_there(packet)
