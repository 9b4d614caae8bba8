"""A copy says on every page who took it and when, and taking it is recorded."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import clinic_url
from packets.actions import download_packet, request_packet
from packets.models import Packet
from tests.builders import browsing_as, make_member
from tests.packets.conftest import PRIVILEGED, text_of

Made = Callable[..., Packet]


def test_every_page_of_the_copy_says_who_took_it(made: Made, attorney: Actor, case: Case) -> None:
    packet = made(attorney, case)
    copy = PdfReader(BytesIO(download_packet(attorney, packet=packet)))
    assert len(copy.pages) == packet.pages
    for page in copy.pages:
        text = page.extract_text()
        assert f"Downloaded by {attorney.name}" in text
        assert packet.token in text
    assert AuditEntry.objects.filter(verb="packet.downloaded", target_id=packet.pk).count() == 1


def test_the_mark_is_no_part_of_what_a_screen_reader_reads(
    made: Made, attorney: Actor, case: Case
) -> None:
    copy = PdfReader(BytesIO(download_packet(attorney, packet=made(attorney, case))))
    root: Any = copy.trailer["/Root"]
    assert "/StructTreeRoot" in root
    for page in copy.pages:
        contents: Any = page["/Contents"]
        last = contents[-1].get_object().get_data()
        assert last.index(b"/Artifact") < last.index(b"/AlcoveCopy Do") < last.index(b"EMC")


def test_an_altered_file_is_not_handed_out(made: Made, attorney: Actor, case: Case) -> None:
    packet = made(attorney, case)
    assert packet.file is not None
    path = Path(default_storage.path(packet.file.storage_name))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Blocked, match="changed or is missing"):
        download_packet(attorney, packet=packet)
    assert not AuditEntry.objects.filter(verb="packet.downloaded", outcome="done").exists()


def test_an_expired_packet_is_not_handed_out(made: Made, attorney: Actor, case: Case) -> None:
    packet = made(attorney, case)
    packet.expires_at = timezone.now()
    packet.save()
    with pytest.raises(Blocked, match="Ask for a new one"):
        download_packet(attorney, packet=packet)


def test_the_whole_way_in_a_browser(made: Made, attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    page = browser.get(clinic_url("packets:of_case", case.pk)).content.decode()
    assert "You have no packet of this case" in page
    sent = browser.post(clinic_url("packets:request", case.pk), {"once": _once(page)})
    waiting = browser.get(sent["Location"], {"poll": "1"}, headers={"HX-Request": "true"})
    assert "Getting the packet ready" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    from tests.packets.conftest import work_off

    work_off()
    ready = browser.get(sent["Location"]).content.decode()
    packet = Packet.objects.get()
    assert clinic_url("packets:download", packet.pk) in ready
    answer = browser.get(clinic_url("packets:download", packet.pk))
    assert answer["Content-Disposition"] == f'attachment; filename="packet-{packet.token}.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert PRIVILEGED in text_of(answer.getvalue())


def test_a_second_click_leads_to_the_same_packet(attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    url = clinic_url("packets:request", case.pk)
    page = browser.get(url).content.decode()
    first, second = (browser.post(url, {"once": _once(page)}) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Packet.objects.count() == 1


def test_names_without_a_reason_stay_on_the_form(attorney: Actor, case: Case) -> None:
    browser = browsing_as(attorney)
    url = clinic_url("packets:request", case.pk)
    once = _once(browser.get(url).content.decode())
    answer = browser.post(url, {"once": once, "reveals": "on"})
    assert answer.status_code == 422
    assert "Choose why you need the names" in answer.content.decode()


@pytest.mark.parametrize("route", ["packets:packet", "packets:download"])
def test_others_do_not_find_the_packet(
    attorney: Actor, advocate: Actor, stranger: Actor, case: Case, route: str
) -> None:
    packet = request_packet(attorney, case=case)
    for other in (advocate, stranger, make_member(case.clinic, "supervisor")):
        assert browsing_as(other).get(clinic_url(route, packet.pk)).status_code == 404


def test_the_packets_of_another_case_are_not_found(stranger: Actor, case: Case) -> None:
    browser = browsing_as(stranger)
    assert browser.get(clinic_url("packets:of_case", case.pk)).status_code == 404
    assert browser.post(clinic_url("packets:request", case.pk)).status_code == 404


def test_a_packet_that_is_not_ready_says_so(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    answer = browsing_as(attorney).get(clinic_url("packets:download", packet.pk))
    assert answer.status_code == 409
    assert "Ask again in a moment" in answer.content.decode()


def _once(page: str) -> str:
    import re

    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]
