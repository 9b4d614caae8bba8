"""Notices as a program records and fetches them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from clinic.access.actor import Actor
from clinic.files.models import StoredFile
from filings.actions import record_notice
from filings.models import Deadline, Notice
from tests.builders import Caller, calling_as, make_case
from tests.filings.steps import RFE, receipted, sent, verbs
from tests.filings.test_api_filings import errors
from tests.sealed import PDF, sealed_pdf

SENT_RFE = {
    "kind": "rfe",
    "notice_date": "2026-03-06",
    "service": "mail",
    "response": "paper",
    "response_days": 84,
}


@pytest.fixture
def program(attorney: Actor) -> Caller:
    return calling_as(attorney)


@pytest.fixture
def notices(attorney: Actor, case: Case) -> str:
    """Where the notices of a receipted filing are."""
    return f"filings/{receipted(attorney, case).pk}/notices"


def test_an_rfe_sets_its_deadline_going(program: Caller, notices: str) -> None:
    answer = program.make(notices, SENT_RFE)
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert answer["Location"].endswith(f"notices/{said['id']}")
    assert program.read(f"notices/{said['id']}") == said
    assert program.read(notices)["items"] == [said]
    assert program.read(f"deadlines/{said['deadline']}")["outer"] == "2026-06-01"
    assert program.read(f"filings/{said['filing']}")["status"] == "rfe"


def test_a_notice_comes_with_its_scan_and_goes_out_as_it_came(
    supervisor: Actor, program: Caller, notices: str
) -> None:
    scan = SimpleUploadedFile("rfe.pdf", PDF, content_type="application/pdf")
    answer = program.post(
        f"/api/v1/harbor/{scanned(notices)}",
        {**SENT_RFE, "document": scan},
        headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "with-a-scan"},
    )
    assert (answer.status_code, answer.json()["media_type"]) == (201, "application/pdf")
    file = calling_as(supervisor).ask("get", f"notices/{answer.json()['id']}/file")
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Type"] == "application/octet-stream"
    assert 'filename="notice-rfe-2026-03-06.pdf"' in file["Content-Disposition"]
    assert verbs()[-1] == "notice.downloaded"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rfe.pdf", b"MZ no such thing", "not_what_it_says"),
        ("rfe.exe", b"MZ", "kind"),
        ("rfe.pdf", b"", "empty"),
    ],
)
def test_a_scan_that_is_none_is_refused_and_nothing_is_written(
    program: Caller, notices: str, name: str, content: bytes, code: str
) -> None:
    answer = program.post(
        f"/api/v1/harbor/{scanned(notices)}",
        {**SENT_RFE, "document": SimpleUploadedFile(name, content)},
        headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "with-a-scan"},
    )
    assert errors(answer) == {"/document": code}
    assert (Notice.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_text_is_no_scan(program: Caller, notices: str) -> None:
    answer = program.post(
        f"/api/v1/harbor/{scanned(notices)}",
        {**SENT_RFE, "document": "JVBERi0xLjQ="},
        headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "with-a-scan"},
    )
    assert errors(answer) == {"/document": "invalid"}
    assert "JVBER" not in answer.content.decode()


def test_a_file_comes_in_a_form_and_everything_else_as_json(program: Caller, notices: str) -> None:
    assert program.make(scanned(notices), SENT_RFE).status_code == 415
    assert program.make(notices, {**SENT_RFE, "document": "x"}).status_code == 422


def scanned(notices: str) -> str:
    return notices.replace("/notices", "/scanned-notices")


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"service": None}, "/service", "null"),
        ({"response_days": None}, "/printed_due_date", "fact_missing"),
        ({"response_days": 85}, "/response_days", "fact_above_ceiling"),
        ({"response_days": 0}, "/response_days", "min_value"),
        ({"response_days": "84"}, "/response_days", "invalid"),
        ({"printed_due_date": "2026-03-01"}, "/printed_due_date", "fact_before"),
        ({"notice_date": "2026-03-10"}, "/notice_date", "day_in_future"),
        ({"notice_date": "2026-01-19"}, "/notice_date", "day_before_last_step"),
        ({"kind": "denial"}, "/response_days", "not_asked"),
        ({"kind": "love letter"}, "/kind", "invalid_choice"),
        ({"colour": "pink"}, "", "unknown_field"),
    ],
)
def test_what_is_wrong_with_a_notice_is_named_and_nothing_is_written(
    program: Caller, notices: str, changes: dict[str, Any], place: str, code: str
) -> None:
    answer = program.make(notices, {**SENT_RFE, **changes})
    assert errors(answer) == {place: code}
    sent_text = [value for value in changes.values() if isinstance(value, str) and len(value) > 2]
    assert not any(value in answer.content.decode() for value in sent_text)
    assert not Notice.objects.exists()


def test_a_notice_needs_what_its_rule_counts_from(program: Caller, notices: str) -> None:
    bare = {"kind": "rfe", "notice_date": "2026-03-06"}
    assert errors(program.make(notices, bare)) == {"/service": "required"}


def test_a_letter_asks_for_nothing_but_its_day(program: Caller, notices: str) -> None:
    said = program.make(notices, {"kind": "other", "notice_date": "2026-03-06"}).json()
    assert (said["deadline"], said["media_type"], said["service"]) == (None, None, "")
    answer = program.make(notices, {**SENT_RFE, "kind": "other", "response_days": None})
    assert set(errors(answer).values()) == {"not_asked"}


def test_before_the_receipt_there_is_no_notice(
    program: Caller, attorney: Actor, case: Case
) -> None:
    answer = program.make(f"filings/{sent(attorney, case).pk}/notices", SENT_RFE)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_receipted")


def test_the_same_notice_five_times_is_one_with_one_deadline(program: Caller, notices: str) -> None:
    answers = [program.make(notices, SENT_RFE, key="one-and-the-same") for _ in "12345"]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (Notice.objects.count(), Deadline.objects.count()) == (1, 1)


def test_an_advocate_reads_notices_and_neither_records_nor_downloads(
    advocate: Actor, attorney: Actor, case: Case
) -> None:
    notice = record_notice(attorney, filing=receipted(attorney, case), **RFE, upload=sealed_pdf())
    program, place = calling_as(advocate), f"filings/{notice.filing_id}/notices"
    assert [row["id"] for row in program.read(place)["items"]] == [str(notice.pk)]
    assert program.make(place, SENT_RFE).status_code == 403
    assert program.ask("get", f"notices/{notice.pk}/file").status_code == 403


def test_a_notice_without_a_scan_has_no_file(program: Caller, attorney: Actor, case: Case) -> None:
    notice = record_notice(attorney, filing=receipted(attorney, case), **RFE)
    answer = program.ask("get", f"notices/{notice.pk}/file")
    assert answer.status_code == 404
    assert "notice.downloaded" not in verbs()


def test_a_token_held_to_one_case_gets_no_notice_of_another(
    coordinator: Actor, attorney: Actor, case: Case
) -> None:
    other = make_case(coordinator, attorney)
    notice = record_notice(attorney, filing=receipted(attorney, other), **RFE, upload=sealed_pdf())
    program = calling_as(attorney, cases=[case.pk])
    for path in (f"notices/{notice.pk}", f"notices/{notice.pk}/file"):
        assert program.ask("get", path).status_code == 404
    assert program.make(f"filings/{notice.filing_id}/notices", SENT_RFE).status_code == 404


def test_a_list_of_notices_costs_the_same_however_long(program: Caller, notices: str) -> None:
    counts = []
    for number in (1, 10):
        for _ in range(number):
            program.make(notices, SENT_RFE)
        program.read(notices)
        with CaptureQueriesContext(connection) as asked:
            program.read(notices)
        counts.append(len(asked))
    assert counts[0] == counts[1]
