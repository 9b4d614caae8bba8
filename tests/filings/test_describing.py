"""A filing's numbers, edition and fee, and the filings that its steps open the way to."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, Refused
from clinic.audit.models import AuditEntry
from clinic.tenancy.models import Clinic
from filings.actions import (
    accept_dependent,
    add_filing,
    describe_filing,
    dismiss_dependent,
    move_filing,
    record_identifier,
)
from filings.models import DependentDecision, Filing, FilingIdentifier
from filings.queries import dependents_in, dependents_of, filings_numbered
from filings.queries import packs as packs_here
from filings.rules.form_parts import Edition
from filings.rules.forms import FORMS
from tests.builders import browsing_as, calling_as
from tests.filings.forms import url
from tests.filings.steps import RECEIPT, fresh, receipted, verbs

A_NUMBER = "A087654321"
MARCH = date(2026, 3, 5)


def test_a_number_is_sealed_found_by_a_letter_and_shown_for_a_reason(
    harbor: Clinic, attorney: Actor, stranger: Actor, case: Case
) -> None:
    filing = add_filing(attorney, case=case, form="EOIR-26")
    browser, page = browsing_as(attorney), url(harbor, "filings:record_identifier", filing.pk)
    form = {"version": "1", "kind": "a_number", "number": "12345"}
    assert "12345" in browser.post(page, form).content.decode()
    assert not FilingIdentifier.objects.exists()
    assert browser.post(page, {**form, "number": "a 87 654 321"}).status_code == 302
    assert str(FilingIdentifier.objects.get().value) == A_NUMBER
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM filings_filingidentifier t")
        assert A_NUMBER.encode().hex() not in str(cursor.fetchall())
    shown = browser.get(url(harbor, "filings:filing", filing.pk)).content.decode()
    assert A_NUMBER not in shown
    assert "4321" in shown
    reveal = url(harbor, "filings:reveal_identifier", filing.pk)
    assert browser.post(reveal, {"kind": "a_number"}).status_code == 422
    answer = browser.post(reveal, {"kind": "a_number", "reason": "notice"})
    assert A_NUMBER in answer.content.decode()
    assert AuditEntry.objects.get(verb="identifier.revealed").detail["reason"] == "notice"
    assert list(filings_numbered(attorney, "87654321")) == [filing]
    assert list(filings_numbered(stranger, "87654321")) == []
    found = browser.post(f"/{harbor.slug}/filings/find/", {"number": "A87654321"})
    assert "EOIR-26" in found.content.decode()


def test_a_letter_with_a_receipt_finds_its_filing(attorney: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    assert list(filings_numbered(attorney, "IOE 0123 456 789")) == [filing]
    program = calling_as(attorney)
    assert program.ask("post", "filings/find", {"number": RECEIPT}).json()["items"] == [
        {"filing": str(filing.pk), "case": str(case.pk), "form": "I-914"}
    ]


def test_a_filing_takes_only_the_numbers_it_has(attorney: Actor, case: Case) -> None:
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked) as refused:
        record_identifier(attorney, filing=filing, kind="docket", number="1:26-cv-01234")
    assert refused.value.code == "no_such_identifier"


def test_an_edition_that_is_over_stops_signing_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, attorney: Actor, case: Case
) -> None:
    over = Edition("01/20/25", date(2025, 1, 20), date(2026, 3, 1))
    known = {**FORMS, "I-914": replace(FORMS["I-914"], editions=(over,))}
    monkeypatch.setattr(packs_here, "SHIPPED", replace(packs_here.SHIPPED, forms=known))
    filing = add_filing(attorney, case=case, form="I-914")
    with pytest.raises(Blocked, match="Choose one"):
        describe_filing(attorney, filing=filing, edition="09/15/26")
    describe_filing(attorney, filing=filing, edition="01/20/25", fee="none")
    with zeal_ignore():
        move_filing(attorney, filing=fresh(filing), to="client_review", on=MARCH)
        with pytest.raises(Blocked, match="Print one that is") as refused:
            move_filing(attorney, filing=fresh(filing), to="signed", on=MARCH)
    assert refused.value.code == "edition_over"
    assert fresh(filing).status == "client_review"


def test_edition_and_fee_are_recorded_from_the_page(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    filing = add_filing(attorney, case=case, form="I-765")
    browser, page = browsing_as(attorney), url(harbor, "filings:describe", filing.pk)
    assert "09/15/26" in browser.get(page).content.decode()
    form = {"version": "1", "edition": "09/15/26", "fee": "paid"}
    assert "Write how much was paid" in browser.post(page, form).content.decode()
    assert browser.post(page, {**form, "fee_amount": "470.00"}).status_code == 302
    shown = browser.get(url(harbor, "filings:filing", filing.pk)).content.decode()
    assert "Paid: 470.00 USD" in shown


def test_an_approval_proposes_and_a_person_answers(
    harbor: Clinic, attorney: Actor, advocate: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    assert dependents_of(filing) == []
    move_filing(attorney, filing=filing, to="approved", on=MARCH, facts={"expires": "2030-03-04"})
    filing = fresh(filing)
    proposed = {(each.on, each.form) for each in dependents_of(filing)}
    assert proposed == {("approved", form) for form in ("I-765", "I-485T", "I-914A")}
    assert Filing.objects.count() == 1
    browser, page = browsing_as(attorney), url(harbor, "filings:dependents", filing.pk)
    case_page = f"/{harbor.slug}/cases/{case.pk}/"
    assert "Proposed: I-485T" in browser.get(case_page).content.decode()
    assert "Proposed:" not in browsing_as(advocate).get(case_page).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', browser.get(page).content.decode())
    assert once
    form = {"once": once[1], "proposal": "approved:I-765", "decision": "accept"}
    with zeal_ignore():
        first, again = browser.post(page, form), browser.post(page, form)
    assert (first.status_code, again["Location"]) == (302, first["Location"])
    made = Filing.objects.get(form="I-765")
    assert (made.parent, made.status) == (filing, "draft")
    form = {**form, "proposal": "approved:I-914A", "decision": "dismiss"}
    assert browser.post(page, form).status_code == 422
    assert browser.post(page, {**form, "reason": "No family."}).status_code == 302
    assert [each.form for each in dependents_in(attorney, case)] == ["I-912", "I-485T"]
    assert DependentDecision.objects.get(form="I-914A").reason == "No family."
    assert verbs()[-1] == "dependent.dismissed"


def test_what_is_not_proposed_is_not_accepted(attorney: Actor, advocate: Actor, case: Case) -> None:
    filing = receipted(attorney, case)
    with pytest.raises(Blocked, match="not proposed here"):
        accept_dependent(attorney, filing=filing, on="approved", form="I-765")
    move_filing(attorney, filing=filing, to="bfd", on=MARCH)
    with pytest.raises(Refused):
        dismiss_dependent(advocate, filing=fresh(filing), on="bfd", form="I-765", reason="No.")
    move_filing(attorney, filing=fresh(filing), to="withdrawn", on=MARCH)
    assert dependents_of(fresh(filing)) == []


def test_the_catalogue_is_searched_and_grouped(harbor: Clinic, attorney: Actor, case: Case) -> None:
    browser, page = browsing_as(attorney), url(harbor, "filings:add", case.pk)
    html = browser.get(page, {"q": "referral first responder", "form": "NRM"}).content.decode()
    assert "United Kingdom · Competent authority (Home Office)" in html
    assert '<option value="NRM" selected>' in html
    assert html.count('href="?form=') == 1
    assert "has all of these words" in browser.get(page, {"q": "moon"}).content.decode()


def test_a_program_answers_a_proposal(
    attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    filing, program = receipted(attorney, case), calling_as(attorney)
    move_filing(attorney, filing=filing, to="bfd", on=MARCH)
    place = f"filings/{filing.pk}"
    (row,) = program.read(f"{place}/dependents")["items"]
    assert (row["on"], row["form"]) == ("bfd", "I-765")
    answer = program.make(f"{place}/dependents/accept", {"on": "bfd", "form": "I-765"})
    assert (answer.status_code, answer.json()["follows"]) == (201, str(filing.pk))
    late = program.change(
        f"{place}/dependents/dismiss", {"on": "bfd", "form": "I-765", "reason": "x"}, of=place
    )
    assert (late.status_code, late.json()["code"]) == (409, "not_proposed")
