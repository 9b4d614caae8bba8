"""Packets through the API: asked for, polled, fetched; never more in it than the token opens."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.scopes import IN_SCOPE
from clinic.audit.models import AuditEntry
from packets import actions
from packets.models import Packet
from packets.queries import asked_just_now
from tests.builders import Caller, calling_as
from tests.packets.conftest import ADVOCATE_ONLY, NAME, PRIVILEGED, SHARED, text_of, work_off


def ask(program: Caller, case: Case, **body: Any) -> Any:
    return program.make(f"cases/{case.pk}/packets", body)


def fetched(program: Caller, path: str) -> str:
    answer = program.ask("get", f"{path}/file")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/pdf"
    return text_of(b"".join(answer.streaming_content))


def test_a_program_asks_polls_and_fetches(attorney: Actor, case: Case) -> None:
    program = calling_as(attorney)
    asked = ask(program, case)
    assert (asked.status_code, asked.json()["state"]) == (201, "waiting"), asked.content
    path = f"packets/{asked.json()['id']}"
    waiting = program.ask("get", path)
    assert (waiting.json()["state"], waiting["Retry-After"]) == ("waiting", "2")
    early = program.ask("get", f"{path}/file")
    assert (early.status_code, early.json()["code"]) == (409, "not_ready")
    work_off()
    ready = program.ask("get", path)
    assert (ready.json()["state"], ready.has_header("Retry-After")) == ("ready", False)
    assert PRIVILEGED in fetched(program, path)


def test_every_page_says_whose_program_took_the_copy(attorney: Actor, case: Case) -> None:
    program = calling_as(attorney)
    path = f"packets/{ask(program, case).json()['id']}"
    work_off()
    answer = program.ask("get", f"{path}/file", Accept="application/pdf")
    copy = PdfReader(BytesIO(b"".join(answer.streaming_content)))
    assert len(copy.pages) == program.read(path)["pages"]
    for page in copy.pages:
        assert f"Downloaded by {attorney.name}" in page.extract_text()
    (entry,) = AuditEntry.objects.filter(verb="packet.downloaded", outcome="done")
    assert entry.detail["token"]


def test_the_packet_of_an_advocates_program_holds_no_attorneys_note(
    advocate: Actor, case: Case
) -> None:
    program = calling_as(advocate)
    path = f"packets/{ask(program, case).json()['id']}"
    work_off()
    text = fetched(program, path)
    assert PRIVILEGED not in text
    assert ADVOCATE_ONLY in text


def test_a_packet_holds_no_more_than_its_token_opens(attorney: Actor, case: Case) -> None:
    narrow = sorted((IN_SCOPE & attorney.capabilities) - {"note.view_attorney", "client.reveal"})
    program = calling_as(attorney, *narrow)
    path = f"packets/{ask(program, case).json()['id']}"
    work_off()
    text = fetched(program, path)
    assert PRIVILEGED not in text
    assert SHARED in text


def test_a_person_is_not_handed_the_narrower_packet_of_their_program(
    attorney: Actor, case: Case
) -> None:
    ask(calling_as(attorney, "case.view", "packet.view", "packet.request"), case)
    assert asked_just_now(attorney, case, reveals=False, language="en") is None
    assert actions.request_packet(attorney, case=case).opened is None


def test_names_stand_in_it_only_for_a_reason_and_with_the_right_to_them(
    attorney: Actor, case: Case
) -> None:
    without = calling_as(attorney, "case.view", "packet.view", "packet.request")
    assert ask(without, case, reveals=True, reason="filing").status_code == 403
    program = calling_as(attorney)
    assert ask(program, case, reveals=True).status_code == 422
    asked = ask(program, case, reveals=True, reason="filing")
    work_off()
    assert NAME in fetched(program, f"packets/{asked.json()['id']}")
    reveals = AuditEntry.objects.filter(verb="identity.revealed", outcome="done")
    assert [entry.detail["reason"] for entry in reveals] == ["filing"]


def test_asking_twice_makes_one_packet(attorney: Actor, case: Case) -> None:
    program, path = calling_as(attorney), f"cases/{case.pk}/packets"
    answers = [program.make(path, {}, key="one-and-the-same") for _ in "123"]
    assert {answer.content for answer in answers} == {answers[0].content}
    second = program.make(path, {})
    assert (second.status_code, second.json()["code"]) == (409, "sent_twice")
    assert Packet.objects.count() == 1


def test_a_failed_packet_is_tried_again_once(attorney: Actor, case: Case) -> None:
    program = calling_as(attorney)
    path = f"packets/{ask(program, case).json()['id']}"
    packet = Packet.objects.select_related("case", "key").get()
    renderer = Actor.system(attorney.clinic, "renderer")
    actions.fail_packet(renderer, packet=packet, code="render_failed")
    assert program.read(path)["state"] == "failed"
    etag = program.ask("get", path)["ETag"]
    assert program.change(f"{path}/retry", etag=etag).json()["state"] == "waiting"
    assert program.change(f"{path}/retry", etag=etag).status_code == 412
    assert program.change(f"{path}/retry", of=path).json()["code"] == "not_failed"


def test_nobody_elses_program_reaches_a_packet(
    made: Callable[..., Packet], attorney: Actor, coordinator: Actor, stranger: Actor, case: Case
) -> None:
    path = f"packets/{made(attorney, case).pk}"
    for other in (coordinator, stranger):
        program = calling_as(other)
        assert program.ask("get", path).status_code == 404
        assert program.ask("get", f"{path}/file").status_code == 404
        assert program.change(f"{path}/retry", etag='"ready-1"').status_code == 404
    assert calling_as(coordinator).read(f"cases/{case.pk}/packets")["items"] == []
    assert ask(calling_as(stranger), case).status_code == 404


def test_a_token_that_may_not_download_only_looks(
    made: Callable[..., Packet], advocate: Actor, case: Case
) -> None:
    held = sorted((IN_SCOPE & advocate.capabilities) - {"packet.download", "packet.request"})
    program = calling_as(advocate, *held)
    path = f"packets/{made(advocate, case).pk}"
    assert program.read(path)["state"] == "ready"
    assert program.ask("get", f"{path}/file").status_code == 403
    assert ask(program, case).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "tlh"},
        {"reveals": "yes"},
        {"reveals": True, "reason": "curious"},
        {"kind": "intake"},
    ],
)
def test_a_wrong_request_makes_no_packet(attorney: Actor, case: Case, wrong: Any) -> None:
    answer = ask(calling_as(attorney), case, **wrong)
    assert answer.status_code == 422
    assert b"curious" not in answer.content
    assert not Packet.objects.exists()


def test_the_list_costs_the_same_for_more_packets(attorney: Actor, case: Case) -> None:
    program, path = calling_as(attorney), f"cases/{case.pk}/packets"
    program.read(path)  # the first request also writes when the token was used
    counts = []
    for language in ("en", "es"):
        for turn in range(3 if language == "en" else 27):
            actions.request_packet(attorney, case=case, language=f"{language}-{turn}")
        with CaptureQueriesContext(connection) as statements:
            rows = program.read(path)["items"]
        counts.append(len(statements))
    assert (counts[0], len(rows)) == (counts[1], 30)
