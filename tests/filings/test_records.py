"""The client's own records with their clocks, and a fee waiver with what became of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import Clinic
from filings.actions import accept_dependent, add_filing, describe_filing, move_filing
from filings.models import Deadline, Filing
from filings.queries import dependents_of, papers_of
from tests.builders import browsing_as
from tests.filings.forms import url
from tests.filings.steps import fresh


def moved(actor: Actor, filing: Filing, to: str, on: str, **more: Any) -> Filing:
    with zeal_ignore():
        move_filing(actor, filing=filing, to=to, on=date.fromisoformat(on), **more)
    return fresh(filing)


def clocks(filing: Filing) -> list[tuple[str, str, str]]:
    """Return what was computed, in order: rule, last day or day to ask, status."""
    rows = Deadline.objects.filter(filing=filing).order_by("id")
    return [
        (row.rule.removeprefix("us.foia."), f"{row.outer or row.target}", row.status)
        for row in rows
    ]


def test_each_answer_to_a_records_request_ends_one_clock_and_starts_the_next(
    harbor: Clinic, attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    filing = add_filing(attorney, case=case, form="FOIA-USCIS")
    day("2026-06-26")
    filing = moved(attorney, filing, "requested", "2026-03-09")  # without a choice recorded
    assert clocks(filing) == [("response", "2026-04-06", "open")]
    received = {"received": "2026-03-12"}
    # The day of the receipt is not known: the clock of the request stands.
    said = {"no_deadline": True, "note": "The letter names no day."}
    stays = moved(attorney, filing, "acknowledged", "2026-03-16", **said)
    assert clocks(stays) == [("response", "2026-04-06", "open")]
    filing = moved(attorney, stays, "extended", "2026-04-02", facts=received)
    assert clocks(filing)[1:] == [("extended", "2026-04-23", "open")]
    assert clocks(filing)[0][2] == "done"
    filing = moved(attorney, filing, "silent", "2026-04-24")
    assert clocks(filing)[1:] == [
        ("extended", "2026-04-23", "done"), ("silence", "2026-07-23", "open"),
    ]  # fmt: skip
    filing = moved(attorney, filing, "partial", "2026-05-04", facts={"decided": "2026-05-01"})
    assert clocks(filing)[2:] == [
        ("silence", "2026-07-23", "done"), ("appeal", "2026-07-30", "open"),
    ]  # fmt: skip
    filing = moved(attorney, filing, "appeal", "2026-06-01")
    assert clocks(filing)[3:] == [
        ("appeal", "2026-07-30", "done"), ("appeal_answer", "2026-06-30", "open"),
    ]  # fmt: skip
    ended = Deadline.objects.get(filing=filing, rule="us.foia.appeal")
    assert "Appeal" in str(ended.settle_reason)
    page = browsing_as(attorney).get(url(harbor, "filings:filing", filing.pk)).content.decode()
    assert "signed consent" in page
    assert "survivor" not in page.partition("<main")[2].lower()
    filing = moved(attorney, filing, "remanded", "2026-06-22")
    filing = moved(attorney, filing, "issued", "2026-06-25")
    assert {status for _rule, _day, status in clocks(filing)} == {"done"}


def test_what_a_state_keeps_is_asked_for_again(
    attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    filing = moved(
        attorney, add_filing(attorney, case=case, form="REC-POL"), "requested", "2026-03-02"
    )
    assert clocks(filing) == [("us.records.chase", "2026-04-01", "open")]
    assert clocks(moved(attorney, filing, "issued", "2026-03-09"))[0][2] == "done"


def test_a_waiver_is_proposed_where_a_fee_may_be_due_and_its_outcome_stands_there(
    harbor: Clinic, attorney: Actor, case: Case
) -> None:
    free = add_filing(attorney, case=case, form="I-914")
    assert dependents_of(free) == []
    exempt = add_filing(attorney, case=case, form="I-765")
    describe_filing(attorney, filing=exempt, fee="none")
    assert dependents_of(fresh(exempt)) == []
    filing = add_filing(attorney, case=case, form="I-765")
    assert [(each.on, each.form) for each in dependents_of(filing)] == [("draft", "I-912")]
    with zeal_ignore():
        waiver = accept_dependent(attorney, filing=filing, on="draft", form="I-912")
    assert dependents_of(fresh(filing)) == []
    assert (waiver.parent, papers_of(fresh(filing)).fee) == (filing, "Waiver in preparation")
    for to, said in (("signed", "Waiver in preparation"), ("filed", "Waiver asked for")):
        waiver = moved(attorney, waiver, to, "2026-03-02")
        assert papers_of(fresh(filing)).fee == said
    waiver = moved(attorney, waiver, "refused", "2026-03-06", facts={"pay_by": "2026-03-20"})
    page = browsing_as(attorney).get(url(harbor, "filings:filing", filing.pk)).content.decode()
    assert "Waiver refused" in page
    assert "Pay by 20 Mar 2026" in page
    moved(attorney, waiver, "closed", "2026-03-09")
    assert papers_of(fresh(filing)).pay == "Pay by 20 Mar 2026."
    describe_filing(attorney, filing=fresh(filing), fee="paid", fee_amount=470)  # type: ignore[arg-type]
    assert papers_of(fresh(filing)).fee == "Paid: 470.00 USD"
