"""A letter is stored, read by a worker, proposed with its passages, and confirmed by a person."""

import logging
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.files.models import StoredFile
from clinic.notices.delivery import deliver
from clinic.notices.models import OutboxItem
from clinic.tenancy.models import Clinic
from filings import actions, queries
from filings.models import Deadline, Filing, Notice, Reading
from tests.builders import browsing_as, make_case
from tests.filings.agency_letters import pdf
from tests.filings.forms import url
from tests.filings.steps import fresh, receipted, sent, verbs
from tests.sealed import PDF, sealed_upload

# The number printed on `rfe_i914_printed_and_days`.
RFE_NUMBER = "IOE0931400033"


def read(attorney: Actor, case: Case, content: bytes, filing: Filing | None = None) -> Reading:
    """Upload and let the worker do its work, with the real process that takes the text."""
    reading = actions.begin_reading(
        attorney, case=case, filing=filing, upload=sealed_upload(content, "letter.pdf")
    )
    item = OutboxItem.objects.get(key=f"reading:{reading.pk}")
    deliver(attorney.clinic.pk, item.pk)
    return queries.reading_of(attorney, reading.pk)


@pytest.fixture
def rfe(attorney: Actor, case: Case) -> Reading:
    """A letter about a receipted filing, uploaded to the case: its number says which."""
    receipted(attorney, case, number=RFE_NUMBER)
    return read(attorney, case, pdf("rfe_i914_printed_and_days"))


def fields_of(html: str) -> dict[str, str]:
    """Return what the form of a page would send."""
    found = dict(re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', html))
    for name, value in re.findall(
        r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"[^>]*?checked', html
    ):
        found[name] = value
    found.pop("preview", None)
    return found


def test_the_letter_is_sealed_first_and_read_then(
    attorney: Actor, harbor: Clinic, case: Case, rfe: Reading
) -> None:
    assert (rfe.status, rfe.problem) == (Reading.READY, "")
    assert rfe.document is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pages, found FROM filings_reading")
        stored = b"".join(bytes(part) for part in cursor.fetchone())
    for told in (b"MISALE", b"IOE0931400033", b"2026-06-01", b"Request for Evidence"):
        assert told not in stored
    assert verbs().count("reading.read") == 1


def test_nothing_of_the_letter_lies_in_temporary_files_logs_queue_or_audit(
    attorney: Actor,
    case: Case,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    """The words in clear are in the memory of two processes only, and sealed in one row."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    receipted(attorney, case, number=RFE_NUMBER)
    rfe = read(attorney, case, pdf("rfe_i914_printed_and_days"))
    with connection.cursor() as cursor:
        kept = []
        for table in ("notices_outboxitem", "audit_auditentry", "files_storedfile"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            kept += [row[0] for row in cursor.fetchall()]
    folders = (tmp_path, Path(settings.ALCOVE_FILES_DIR))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    lying = "\n".join([*kept, caplog.text]).encode() + b"".join(f.read_bytes() for f in files)
    assert rfe.status == Reading.READY
    assert list(tmp_path.rglob("*")) == []
    for told in ("MISALE", "Misale", RFE_NUMBER, "A200 300 433", "200300433", "trafficking"):
        assert told.encode() not in lying
        assert told.encode().hex().encode() not in lying


def test_a_person_confirms_what_stands_in_the_letter(
    attorney: Actor, harbor: Clinic, case: Case, rfe: Reading
) -> None:
    browser, page = browsing_as(attorney), url(harbor, "filings:reading", rfe.pk)
    html = browser.get(page).content.decode()
    assert '<mark id="passage-' in html
    assert re.search(r"<mark[^>]*>June 1, 2026</mark>", html)
    sent_back = fields_of(html)
    assert (sent_back["kind"], sent_back["notice_date"], sent_back["printed_due_date"]) == (
        "rfe", "2026-03-06", "2026-06-01",
    )  # fmt: skip
    assert (sent_back["response_days"], sent_back["service"]) == ("84", "mail")
    answer = browser.post(page, {**sent_back, "response": "paper"})
    notice = Notice.objects.get()
    assert answer.status_code == 302
    assert (notice.printed_due_date, notice.document_id) == (date(2026, 6, 1), rfe.document_id)
    assert Deadline.objects.get().outer == date(2026, 6, 1)
    done = queries.reading_of(attorney, rfe.pk)
    assert (done.status, done.pages, done.found) == (Reading.CONFIRMED, None, None)
    assert "This letter is recorded" in browser.get(page).content.decode()
    assert verbs()[-1] == "reading.confirmed"
    assert verbs().count("reading.viewed") == 2  # seen, and again as it was sent


def test_what_is_not_sure_is_empty_and_shown(attorney: Actor, harbor: Clinic, case: Case) -> None:
    filing = receipted(attorney, case, "I-192")
    reading = read(attorney, case, pdf("rfe_two_due_dates"), filing)
    html = browsing_as(attorney).get(url(harbor, "filings:reading", reading.pk)).content.decode()
    assert "the letter says more than one" in html
    assert "28 Jul 2026" in html
    assert "31 Jul 2026" in html
    assert "printed_due_date" not in {
        name for name, value in fields_of(html).items() if value.startswith("2026-07")
    }
    assert "is not the one recorded for this filing" in html


def test_a_scan_says_so_and_can_be_typed_over(attorney: Actor, harbor: Clinic, case: Case) -> None:
    filing = receipted(attorney, case)
    reading = read(attorney, case, PDF, filing)
    assert (reading.status, reading.problem) == (Reading.UNREADABLE, "no_text")
    page = url(harbor, "filings:reading", reading.pk)
    html = browsing_as(attorney).get(page, {"kind": "noid"}).content.decode()
    assert "This is a scan" in html
    actions.confirm_reading(
        attorney, reading=reading, filing=filing, kind="noid", notice_date=date(2026, 3, 6),
        said={"service": "electronic", "response_days": 30},
    )  # fmt: skip
    assert Notice.objects.get().document_id == reading.document_id


def test_a_receipt_records_its_number_with_the_letter(
    attorney: Actor, harbor: Clinic, case: Case
) -> None:
    filing = sent(attorney, case)
    reading = read(attorney, case, pdf("receipt_i914_boxes"), filing)
    browser, page = browsing_as(attorney), url(harbor, "filings:reading", reading.pk)
    back = fields_of(browser.get(page).content.decode())
    assert (back["receipt_number"], back["on"]) == ("IOE0931400011", "2026-01-21")
    with zeal_ignore():
        assert browser.post(page, back).status_code == 302
    filing = fresh(filing)
    assert (filing.status, filing.receipt_number) == ("receipted", "IOE0931400011")
    assert Notice.objects.get(kind="receipt").document_id == reading.document_id


def test_a_letter_of_another_case_is_told_and_not_matched(
    coordinator: Actor, attorney: Actor, stranger: Actor, harbor: Clinic, case: Case
) -> None:
    other = make_case(coordinator, attorney)
    receipted(attorney, other, number=RFE_NUMBER)
    reading = read(attorney, case, pdf("rfe_i914_printed_and_days"))
    html = browsing_as(attorney).get(url(harbor, "filings:reading", reading.pk)).content.decode()
    assert f"another case of yours, {other.number}" in html
    assert "No filing is recorded in this case" in html
    # Whoever does not reach that case does not learn of it.
    hidden = make_case(coordinator, stranger)
    theirs = read(stranger, hidden, pdf("rfe_i914_printed_and_days"))
    html = browsing_as(stranger).get(url(harbor, "filings:reading", theirs.pk)).content.decode()
    assert other.number not in html
    with pytest.raises(Blocked, match="another case"):
        actions.match_reading(attorney, reading=reading, filing=Filing.objects.get(case=other))
    with pytest.raises(Blocked, match="another case"):
        actions.begin_reading(
            attorney, case=case, upload=None, filing=Filing.objects.get(case=other)
        )


def test_a_letter_set_aside_keeps_its_file_or_not(
    attorney: Actor, case: Case, rfe: Reading, django_capture_on_commit_callbacks: Any
) -> None:
    actions.dismiss_reading(attorney, reading=rfe, reason="Uploaded twice.", keep_file=True)
    kept = queries.dismissed_readings(attorney, case)
    assert [each.pk for each in kept] == [rfe.pk]
    with pytest.raises(Blocked, match="already"):
        actions.dismiss_reading(attorney, reading=rfe, reason="Again.", keep_file=False)
    second = read(attorney, case, PDF)
    with django_capture_on_commit_callbacks(execute=True):
        actions.dismiss_reading(attorney, reading=second, reason="Not hers.", keep_file=False)
    assert not StoredFile.objects.filter(pk=str(second.document_id)).exists()
    assert (queries.reading_of(attorney, second.pk).pages, kept[0].pages) == (None, None)


def test_letters_wait_on_the_case_and_for_whoever_may_record_them(
    attorney: Actor, advocate: Actor, harbor: Clinic, case: Case, rfe: Reading
) -> None:
    assert [each.pk for each in queries.waiting_readings(attorney)] == [rfe.pk]
    assert queries.waiting_readings(advocate) == []
    page = browsing_as(attorney).get(url(harbor, "filings:of_case", case.pk)).content.decode()
    assert "Confirm what a letter says" in page
    seen = browsing_as(advocate).get(url(harbor, "filings:of_case", case.pk)).content.decode()
    assert "Confirm what a letter says" not in seen


def test_an_upload_by_the_page_is_stored_once(
    attorney: Actor, harbor: Clinic, case: Case, day: Callable[[str], date]
) -> None:
    browser, page = browsing_as(attorney), url(harbor, "filings:begin_reading", case.pk)
    once = fields_of(browser.get(page).content.decode())["once"]
    for _time in range(2):
        scan = SimpleUploadedFile("notice.pdf", PDF, content_type="application/pdf")
        answer = browser.post(page, {"once": once, "document": scan})
        assert answer.status_code == 302
    assert Reading.objects.count() == 1
    waiting = browser.get(answer["Location"]).content.decode()
    assert "being read" in waiting
