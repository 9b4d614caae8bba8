"""What stands in a packet: exactly what its reader may see, names only when asked for."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from zeal import zeal_ignore

from cases.actions import add_note
from cases.models import Case
from clinic.access.actor import Actor
from clinic.files.queries import read_all
from clinic.tenancy.current import bind
from filings.actions import add_relative
from packets.actions import request_packet
from packets.models import Packet
from packets.queries import content_of
from tests.packets.conftest import ADVOCATE_ONLY, NAME, PRIVILEGED, SHARED, read, work_off

Made = Callable[..., Packet]


def test_the_attorney_reads_privileged_notes_and_not_the_advocates(
    made: Made, attorney: Actor, case: Case
) -> None:
    text = read(made(attorney, case))
    assert PRIVILEGED in text
    assert SHARED in text
    assert ADVOCATE_ONLY not in text


def test_the_advocates_packet_of_the_same_case_holds_no_privileged_note(
    made: Made, advocate: Actor, case: Case
) -> None:
    text = read(made(advocate, case))
    assert PRIVILEGED not in text
    assert "Strategy" not in text
    assert ADVOCATE_ONLY in text
    assert SHARED in text


def test_the_coordinator_reads_neither(made: Made, coordinator: Actor, case: Case) -> None:
    text = read(made(coordinator, case))
    assert PRIVILEGED not in text
    assert ADVOCATE_ONLY not in text
    assert SHARED in text


def test_an_administrative_note_stays_in_the_clinic(
    made: Made, attorney: Actor, coordinator: Actor, case: Case
) -> None:
    with bind(case.clinic):
        add_note(attorney, case=case, privilege="administrative", body="The invoice of the taxi.")
    for reader in (attorney, coordinator):
        assert "invoice" not in read(made(reader, case))


def test_names_are_left_out_unless_asked_for(made: Made, attorney: Actor, case: Case) -> None:
    text = read(made(attorney, case))
    assert NAME not in text
    assert case.client.code_name in text


def test_names_stand_in_it_when_asked_for_with_a_reason(
    made: Made, attorney: Actor, case: Case
) -> None:
    assert NAME in read(made(attorney, case, reveals=True, reason="filing"))


def test_a_relative_is_named_only_where_names_are_asked_for(
    made: Made, attorney: Actor, advocate: Actor, case: Case
) -> None:
    with zeal_ignore():
        add_relative(
            attorney, case=case, name="Abeba Esempio", relation="child", married="no",
            danger="yes", place="abroad", birth_date=date(2020, 2, 3),
        )  # fmt: skip
        hidden, shown = made(attorney, case), made(advocate, case, reveals=True, reason="filing")
    text = read(hidden)
    assert "Child" in text
    assert "Abeba" not in text
    assert "Abeba Esempio" in read(shown)


def test_every_page_says_for_whom_and_carries_the_token(
    made: Made, attorney: Actor, case: Case
) -> None:
    packet = made(attorney, case)
    assert packet.file is not None
    pages = PdfReader(BytesIO(read_all(packet.file))).pages
    assert len(pages) == packet.pages
    assert len(pages) >= 2
    for page in pages:
        assert f"Made for {attorney.name}" in page.extract_text()
        assert packet.token in page.extract_text()


def test_it_says_that_safe_contact_was_not_asked(made: Made, attorney: Actor, case: Case) -> None:
    assert "Do not contact: safe contact was not asked yet" in read(made(attorney, case))


def test_it_is_a_tagged_document_for_screen_readers(
    made: Made, attorney: Actor, case: Case
) -> None:
    packet = made(attorney, case)
    assert packet.file is not None
    pdf = PdfReader(BytesIO(read_all(packet.file)))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_its_properties_tell_nothing_of_the_case(made: Made, attorney: Actor, case: Case) -> None:
    packet = made(attorney, case)
    assert packet.file is not None
    pdf = PdfReader(BytesIO(read_all(packet.file)))
    root: Any = pdf.trailer["/Root"]
    told = str(pdf.metadata) + root["/Metadata"].get_data().decode()
    for hint in (case.number, case.client.code_name, "Harbor", str(attorney.name), NAME):
        assert hint not in told


@pytest.mark.parametrize("name", ["نيلوفر بيسبيل", "Нилуфар Бейспил", "妮洛法", "Nílofar Ñ"])
def test_names_of_many_scripts_are_set(made: Made, attorney: Actor, case: Case, name: str) -> None:
    case.client.name_to_use = name
    case.client.save()
    packet = made(attorney, case, reveals=True, reason="filing")
    assert packet.status == Packet.READY
    if name.isascii() or name[0] in "НN妮":  # shaped scripts come out in presentation order
        assert name in read(packet)


def test_an_arabic_packet_runs_from_right_to_left(made: Made, attorney: Actor, case: Case) -> None:
    packet = made(attorney, case, language="ar")
    assert packet.file is not None
    root: Any = PdfReader(BytesIO(read_all(packet.file))).trailer["/Root"]
    assert root["/Lang"] == "ar"


def test_a_note_cannot_smuggle_markup_into_the_page(
    made: Made, attorney: Actor, case: Case
) -> None:
    case.summary = '<img src="http://127.0.0.1:9/leak"><b>bold</b>'
    case.save()
    packet = made(attorney, case)
    assert packet.status == Packet.READY
    assert "<b>bold</b>" in read(packet)


def test_composing_asks_a_constant_number_of_questions(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    with CaptureQueriesContext(connection) as few:
        content_of(attorney, case, packet)
    from cases.actions import add_note

    for number in range(3):
        with bind(attorney.clinic):
            add_note(attorney, case=case, privilege="shared", body=f"Note {number}")
    with CaptureQueriesContext(connection) as more:
        content_of(attorney, case, packet)
    assert len(more) <= len(few)
    work_off()
