"""Steps of every lifecycle: who, when, why, what shows it, and the deadlines they set going."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.audit.models import AuditEntry
from clinic.tenancy.models import Clinic
from filings.actions import add_filing, move_filing
from filings.models import Deadline, Filing, FilingMove
from tests.builders import browsing_as, calling_as
from tests.filings.forms import url
from tests.filings.steps import fresh, receipted

MARCH = date(2026, 3, 5)
PDF = b"%PDF-1.7\n" + b"x" * 900


def begun(attorney: Actor, case: Case, form: str, *steps: str, **last: Any) -> Filing:
    """Add a filing and take steps on Thursday 2026-03-05; `last` goes with the last of them."""
    filing = add_filing(attorney, case=case, form=form)
    with zeal_ignore():
        for to in steps:
            more = last if to == steps[-1] else {}
            move_filing(attorney, filing=fresh(filing), to=to, on=MARCH, **more)
    return fresh(filing)


def dues(filing: Filing) -> dict[str, str]:
    """Return rule -> its last day, or the day to chase where the agency is bound."""
    rows = Deadline.objects.filter(filing=filing)
    return {row.rule: str(row.outer or row.target or row.opens) for row in rows}


def test_a_uk_referral_sets_its_dates_going_step_by_step(attorney: Actor, case: Case) -> None:
    filing = begun(attorney, case, "NRM", "referred", facts={"nation": "england"})
    assert dues(filing) == {"uk.nrm.reasonable_grounds": "2026-03-12"}
    with zeal_ignore():
        move_filing(attorney, filing=filing, to="rg_negative", on=date(2026, 3, 9))
    assert dues(filing) == {
        "uk.nrm.reasonable_grounds": "2026-03-12",
        "uk.nrm.reconsideration": "2026-04-08",
        "uk.jr": "2026-06-09",
    }
    assert Deadline.objects.get(rule="uk.jr").facts == {"decided": "2026-03-09"}


def test_a_denial_in_court_sets_its_appeal_going(attorney: Actor, case: Case) -> None:
    steps = ("filed", "hearing", "denied")
    filing = begun(attorney, case, "I-589-EOIR", *steps, facts={"service": "oral"})
    assert dues(filing) == {"us.eoir.bia_appeal": "2026-04-06"}


def test_a_missing_fact_changes_nothing(attorney: Actor, case: Case) -> None:
    filing = begun(attorney, case, "NRM")
    with pytest.raises(Blocked) as refused:
        move_filing(attorney, filing=filing, to="referred", on=MARCH)
    assert refused.value.code == "impossible_facts"
    assert (fresh(filing).status, FilingMove.objects.count()) == ("draft", 0)


def test_no_deadline_is_said_with_a_reason(attorney: Actor, case: Case) -> None:
    filing = begun(attorney, case, "NRM")
    with pytest.raises(Blocked, match="Say in the note"):
        move_filing(attorney, filing=filing, to="referred", on=MARCH, no_deadline=True)
    move = move_filing(
        attorney, filing=filing, to="referred", on=MARCH, no_deadline=True, note="Nation unknown."
    )
    assert (move.note, Deadline.objects.count()) == ("Nation unknown.", 0)


@pytest.mark.parametrize(("form", "step"), [("RECON", "referred"), ("JR", "applied")])
def test_a_uk_filing_begins_at_its_own_step(
    attorney: Actor, case: Case, form: str, step: str
) -> None:
    filing = begun(attorney, case, form)
    with pytest.raises(Blocked, match="cannot take that step"):
        move_filing(attorney, filing=filing, to=step, on=MARCH)


def test_the_page_asks_for_the_facts_keeps_the_document_and_shows_the_note_to_attorneys(
    harbor: Clinic, attorney: Actor, supervisor: Actor, advocate: Actor, case: Case
) -> None:
    filing = receipted(attorney, case)
    browser, page = browsing_as(attorney), url(harbor, "filings:move", filing.pk)
    assert "If “Approved”" in browser.get(page).content.decode()
    form = {"version": filing.version, "to": "approved", "on": "2026-03-05", "note": "By courier."}
    answer = browser.post(page, form)
    assert (answer.status_code, fresh(filing).status) == (422, "receipted")
    scan = SimpleUploadedFile("approval.pdf", PDF, "application/pdf")
    answer = browser.post(page, {**form, "approved__expires": "2030-03-04", "document": scan})
    assert answer.status_code == 302
    assert dues(filing)["us.t_status"] == "2030-03-04"
    move = FilingMove.objects.get(became="approved")
    file_page = url(harbor, "filings:step_file", move.pk)
    assert browsing_as(advocate).get(file_page).status_code == 403
    got = browsing_as(supervisor).get(file_page)
    assert b"".join(got.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "step-approved-2026-03-05.pdf" in got["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="step.downloaded").count() == 1
    shown = url(harbor, "filings:filing", filing.pk)
    assert "By courier." in browser.get(shown).content.decode()
    assert "By courier." not in browsing_as(advocate).get(shown).content.decode()


def test_a_program_sends_the_facts_of_a_step(attorney: Actor, advocate: Actor, case: Case) -> None:
    filing, program = begun(attorney, case, "NRM"), calling_as(attorney)
    place = f"filings/{filing.pk}"
    (asked,) = [each for each in program.read(place)["next_steps"] if each["code"] == "referred"]
    assert [(fact["name"], fact["required"]) for fact in asked["facts"]] == [("nation", True)]
    step: dict[str, Any] = {"to": "referred", "on": "2026-03-05", "note": "By the shelter."}
    answer = program.change(f"{place}/move", step, of=place)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/facts/nation")
    answer = program.change(f"{place}/move", {**step, "facts": {"moved": "2026-01-01"}}, of=place)
    assert answer.json()["errors"][0]["code"] == "not_asked"
    step["facts"] = {"nation": "scotland"}
    assert program.change(f"{place}/move", step, of=place).status_code == 200
    (taken,) = program.read(f"{place}/steps")["items"]
    assert (taken["became"], taken["note"]) == ("referred", "By the shelter.")
    assert calling_as(advocate).read(f"{place}/steps")["items"][0]["note"] == ""
