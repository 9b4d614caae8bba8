"""The pages of filings and deadlines: who may open them, and what they show."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from filings.models import Deadline, Notice
from filings.rules import compute
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.filings.forms import notice_form, url
from tests.filings.steps import RECEIPT, RFE, receipted, rfe_deadline

# route -> (method, statuses of administrator, coordinator, supervisor, attorney, advocate, auditor)
MATRIX = {
    "filings:of_case": ("get", (404, 200, 200, 200, 200, 404)),
    "filings:add": ("get", (404, 403, 403, 200, 403, 404)),
    "filings:filing": ("get", (404, 200, 200, 200, 200, 404)),
    "filings:move": ("get", (404, 403, 403, 200, 403, 404)),
    "filings:record_receipt": ("get", (404, 403, 403, 200, 403, 404)),
    "filings:reveal_receipt": ("post", (404, 422, 422, 422, 422, 404)),
    "filings:record_notice": ("get", (404, 403, 403, 200, 403, 404)),
    "filings:notice_file": ("get", (404, 403, 404, 404, 403, 404)),
    "filings:deadline": ("get", (404, 200, 200, 200, 200, 404)),
    "filings:settle": ("get", (404, 403, 200, 200, 403, 404)),
    "filings:acknowledge": ("post", (404, 403, 302, 302, 403, 404)),
}


def target(name: str, deadline: Deadline) -> Any:
    if name in {"filings:of_case", "filings:add"}:
        return deadline.case_id
    if name in {"filings:deadline", "filings:settle", "filings:acknowledge"}:
        return deadline.pk
    return deadline.notice_id if name == "filings:notice_file" else deadline.filing_id


@pytest.mark.parametrize("name", MATRIX)
def test_each_route_answers_each_role_exactly(
    name: str,
    harbor: Clinic,
    coordinator: Actor,
    supervisor: Actor,
    attorney: Actor,
    advocate: Actor,
    case: Case,
) -> None:
    deadline = rfe_deadline(attorney, case)
    administrator, auditor = make_member(harbor, "administrator"), make_member(harbor, "auditor")
    method, expected = MATRIX[name]
    seen = []
    for actor in (administrator, coordinator, supervisor, attorney, advocate, auditor):
        Deadline.objects.update(acknowledged_at=None)
        browser = browsing_as(actor)
        seen.append(getattr(browser, method)(url(harbor, name, target(name, deadline))).status_code)
    assert tuple(seen) == expected


@pytest.mark.parametrize("name", MATRIX)
def test_another_case_and_another_clinic_are_not_there(
    name: str, harbor: Clinic, attorney: Actor, stranger: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    cove = make_clinic("cove")
    with bind(cove):
        outsider = make_member(cove, "supervisor", "attorney", "coordinator")
    method = MATRIX[name][0]
    pk = target(name, deadline)
    assert getattr(browsing_as(stranger), method)(url(harbor, name, pk)).status_code == 404
    assert getattr(browsing_as(outsider), method)(url(cove, name, pk)).status_code == 404
    assert getattr(browsing_as(attorney), method)(url(harbor, name, uuid4())).status_code == 404


def test_the_dates_can_be_seen_before_anything_is_saved(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    form = {**notice_form(browser, page), "preview": "1"}
    shown = browser.post(page, form).content.decode()
    fragment = browser.post(page, form, headers={"HX-Request": "true"}).content.decode()
    assert "1 Jun 2026" in shown
    assert "29 May 2026" in fragment
    assert "<html" not in fragment
    assert not Notice.objects.exists()


def test_the_deadline_page_shows_what_the_engine_computes(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    computed = compute(deadline.rule, deadline.facts, today=None)
    page = browsing_as(attorney).get(url(harbor, "filings:deadline", deadline.pk)).content.decode()
    for text in [step.text for step in computed.steps] + [computed.source, "version 1"]:
        assert text.replace("'", "&#x27;") in page
    for day in (computed.outer, computed.target):
        assert day is not None
        assert f'datetime="{day.isoformat()}"' in page
    assert "Verify with counsel" in page
    assert "not legal advice" in page


def test_an_overdue_deadline_is_loud(
    harbor: Clinic, attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    deadline = rfe_deadline(attorney, case)
    day("2026-06-04")
    page = browsing_as(attorney).get(url(harbor, "filings:deadline", deadline.pk)).content.decode()
    assert "3 days overdue" in page
    assert "An attorney must look at it today" in page


def test_only_the_end_of_a_receipt_number_is_in_the_page_until_it_is_asked_for(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser = browsing_as(attorney)
    hidden = browser.get(url(harbor, "filings:filing", filing.pk)).content.decode()
    reveal = url(harbor, "filings:reveal_receipt", filing.pk)
    shown = browser.post(reveal, {"reason": "status"}, headers={"HX-Request": "true"})
    assert RECEIPT not in hidden
    assert "6789" in hidden
    assert RECEIPT in shown.content.decode()
    told = AuditEntry.objects.get(verb="filing.receipt_revealed")
    assert (told.target_id, told.detail) == (filing.pk, {"reason": "status"})


def test_a_scanned_notice_is_stored_sealed_and_its_download_is_recorded(
    harbor: Clinic, attorney: Actor, supervisor: Actor, advocate: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    scan = SimpleUploadedFile("notice.pdf", b"%PDF-1.7\n" + b"x" * 900, "application/pdf")
    assert browser.post(page, {**notice_form(browser, page), "document": scan}).status_code == 302
    notice = Notice.objects.get()
    file_page = url(harbor, "filings:notice_file", notice.pk)
    assert browsing_as(advocate).get(file_page).status_code == 403
    got = browsing_as(supervisor).get(file_page)
    assert b"".join(got.streaming_content).startswith(b"%PDF-1.7")  # type: ignore[attr-defined]
    assert "notice-rfe-2026-03-06.pdf" in got["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="notice.downloaded").count() == 1


def test_pages_ask_the_database_as_often_for_many_filings_as_for_one(
    harbor: Clinic, attorney: Actor, case: Case, django_assert_max_num_queries: Any
) -> None:
    rfe_deadline(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:of_case", case.pk)
    browser.get(page)
    with zeal_ignore():
        for serial in range(3):
            receipted(attorney, case, "I-192", number=f"IOE000000000{serial}")
    with django_assert_max_num_queries(30):
        assert browser.get(page).content.decode().count("I-192") == 3


def test_a_second_case_of_the_clinic_shows_only_its_own(
    harbor: Clinic, coordinator: Actor, attorney: Actor, case: Case
) -> None:
    rfe_deadline(attorney, case)
    other = make_case(coordinator, attorney)
    page = browsing_as(attorney).get(url(harbor, "filings:of_case", other.pk)).content.decode()
    assert "No filing yet" in page
    assert RFE["kind"] not in page
