"""The pages of filings and deadlines: who may open them, and what bad input does."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.current import bind
from clinic.tenancy.models import Clinic
from filings.models import Deadline, Filing, Notice
from filings.rules import compute
from tests.builders import browsing_as, make_case, make_clinic, make_member
from tests.filings.steps import RECEIPT, RFE, fresh, receipted, rfe_deadline, sent

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


def url(clinic: Clinic, name: str, pk: Any) -> str:
    return reverse(name, args=[clinic.slug, pk])


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


def test_a_filing_is_added_once_however_often_the_form_is_sent(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    browser, page = browsing_as(attorney), url(harbor, "filings:add", case.pk)
    once = re.search(r'name="once" value="([^"]+)"', browser.get(page).content.decode())
    assert once
    answers = [browser.post(page, {"once": once[1], "form": "I-914"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Filing.objects.count() == 1


def test_an_id_somebody_made_up_is_not_taken(harbor: Clinic, attorney: Actor, case: Case) -> None:
    answer = browsing_as(attorney).post(
        url(harbor, "filings:add", case.pk), {"once": str(uuid4()), "form": "I-914"}
    )
    assert answer.status_code == 422
    assert not Filing.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("IOE12345", "three letters and ten digits"),
        ("ABC0123456789", "begins with"),
        ("", "required"),
        ("IOE0123456789" * 9, "at most 60"),
    ],
)
def test_a_wrong_receipt_number_says_what_it_looks_like(
    typed: str, says: str, harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = sent(attorney, case)
    answer = browsing_as(attorney).post(
        url(harbor, "filings:record_receipt", filing.pk),
        {"version": filing.version, "receipt_number": typed, "on": "2026-01-20"},
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert fresh(filing).status == "sent"


def test_a_receipt_that_is_taken_is_said_and_what_was_typed_stays(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    receipted(attorney, case)
    other = sent(attorney, case, "I-192")
    answer = browsing_as(attorney).post(
        url(harbor, "filings:record_receipt", other.pk),
        {"version": other.version, "receipt_number": RECEIPT, "on": "2026-01-20"},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "another filing of your clinic" in page
    assert f'value="{RECEIPT}"' in page
    assert AuditEntry.objects.filter(verb="receipt.recorded", outcome=REFUSED).count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("notice_date", "2026-02-30", "no such day"),
        ("notice_date", "06/03/2026", "no such day"),
        ("notice_date", "2026-03-10", "still in the future"),
        ("notice_date", "1066-10-14", "must be 1990 or later"),
        ("response_days", "85", "at most 84"),
        ("response_days", "0", "greater than or equal to 1"),
        ("response_days", "", "printed due date, or the days"),
        ("printed_due_date", "2026-03-05", "cannot be before"),
        ("printed_due_date", "2999-01-01", "outside the years"),
        ("service", "pigeon", "not one of the available choices"),
    ],
)
def test_a_wrong_fact_is_said_beside_its_field(
    field: str, typed: str, says: str, harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    answer = browser.post(page, {**notice_form(browser, page), field: typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Notice.objects.exists()


def notice_form(browser: Any, page: str, kind: str = "rfe") -> dict[str, Any]:
    html = browser.get(page, {"kind": kind}).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)
    assert once
    return {
        "kind": kind,
        "once": once[1],
        "notice_date": "2026-03-06",
        "service": "mail",
        "response": "paper",
        "response_days": "84",
    }


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


def test_a_notice_sent_twice_is_one_notice(harbor: Clinic, attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    form = notice_form(browser, page)
    assert [browser.post(page, form).status_code for _time in range(2)] == [302, 302]
    assert (Notice.objects.count(), Deadline.objects.count()) == (1, 1)


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


def test_a_deadline_is_acknowledged_once(harbor: Clinic, attorney: Actor, case: Case) -> None:
    deadline = rfe_deadline(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:acknowledge", deadline.pk)
    assert browser.get(page).status_code == 405
    assert [browser.post(page).status_code for _time in range(2)] == [302, 409]


def test_a_deadline_is_settled_only_with_a_reason(
    harbor: Clinic, attorney: Actor, advocate: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:settle", deadline.pk)
    form = {"version": deadline.version, "status": "done", "reason": "  "}
    assert browser.post(page, form).status_code == 422
    assert browser.post(page, {**form, "reason": "Sent by courier."}).status_code == 302
    shown = url(harbor, "filings:deadline", deadline.pk)
    assert "Sent by courier." in browser.get(shown).content.decode()
    assert "Sent by courier." not in browsing_as(advocate).get(shown).content.decode()


def test_a_deadline_changed_meanwhile_keeps_what_was_typed(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    deadline = rfe_deadline(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:settle", deadline.pk)
    Deadline.objects.filter(pk=deadline.pk).update(version=7)
    form = {"version": deadline.version, "status": "waived", "reason": "The client withdrew."}
    answer = browser.post(page, form)
    assert answer.status_code == 409
    assert "The client withdrew." in answer.content.decode()
    assert Deadline.objects.get().status == "open"


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


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_recorded(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    scan = SimpleUploadedFile("notice.pdf", b"MZ" + b"\0" * 500, "application/pdf")
    answer = browser.post(page, {**notice_form(browser, page), "document": scan})
    assert answer.status_code == 422
    assert "not what its name says" in answer.content.decode()
    assert not Notice.objects.exists()


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
