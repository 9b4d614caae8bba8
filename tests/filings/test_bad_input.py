"""Wrong input and double submits: a clear message, nothing lost, never two rows."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.models import Clinic
from filings.models import Deadline, Filing, Notice
from tests.builders import browsing_as
from tests.filings.forms import notice_form, url
from tests.filings.steps import RECEIPT, fresh, receipted, rfe_deadline, sent


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


def test_a_notice_sent_twice_is_one_notice(harbor: Clinic, attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:record_notice", filing.pk)
    form = notice_form(browser, page)
    assert [browser.post(page, form).status_code for _time in range(2)] == [302, 302]
    assert (Notice.objects.count(), Deadline.objects.count()) == (1, 1)


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


def test_nothing_rare_is_chosen_before_a_person_chooses(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    """A filing that was sent waits for its receipt; rejected and withdrawn must be meant."""
    page = url(harbor, "filings:move", sent(attorney, case).pk)
    assert "checked" not in browsing_as(attorney).get(page).content.decode()


@pytest.mark.parametrize("kind", ["", "rfe", "bribe"])
def test_a_notice_that_cannot_have_come_yet_is_not_taken(
    kind: str, harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = sent(attorney, case)
    page = url(harbor, "filings:record_notice", filing.pk)
    answer = browsing_as(attorney).post(page, {"kind": kind, "notice_date": "2026-03-06"})
    assert answer.status_code == (409 if kind else 200)
    assert "Record the receipt first" in answer.content.decode()
    assert not Notice.objects.exists()
