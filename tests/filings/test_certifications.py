"""Asking agencies: the survivor's choice first, chases that come back, an answer that counts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.models import Clinic
from filings.actions import (
    add_agency,
    add_filing,
    chase_request,
    move_filing,
    record_answer,
    record_choice,
    record_receipt,
    send_request,
)
from filings.models import Agency, AgencyRequest, Deadline, Filing
from filings.queries.certifications import agencies, certification_of, waiting_lines, waiting_page
from filings.rules.certifications import next_chase, typical
from tests.builders import browsing_as
from tests.filings.forms import url
from tests.filings.steps import RECEIPT, fresh
from tests.sealed import PDF

TODAY = date(2026, 3, 9)


@pytest.fixture
def agency(coordinator: Actor) -> Agency:
    return add_agency(coordinator, name="Muster Police", kind="police", contact="Unit 4")


def chosen(actor: Actor, filing: Filing, answer: str = "yes") -> None:
    with zeal_ignore():
        record_choice(actor, filing=filing, answer=answer, language="Tigrinya", asked_on=TODAY)


def asked(
    attorney: Actor, case: Case, agency: Agency, *, form: str = "I-918B", on: date = TODAY
) -> AgencyRequest:
    filing = add_filing(attorney, case=case, form=form)
    chosen(attorney, filing)
    with zeal_ignore():
        return send_request(attorney, filing=fresh(filing), agency=agency, channel="mail", on=on)


def dates(filing_id: Any) -> dict[str, tuple[date | None, date | None, str]]:
    """Return the newest deadline of each rule: target, outer, status."""
    rows = Deadline.objects.filter(filing=filing_id).order_by("id")
    return {row.rule: (row.target, row.outer, row.status) for row in rows}


@pytest.mark.parametrize("answer", ["", "no", "not_now", "withdrawn"])
def test_nobody_is_asked_without_a_yes_that_stands(
    attorney: Actor, advocate: Actor, case: Case, agency: Agency, answer: str
) -> None:
    filing = add_filing(attorney, case=case, form="I-914B")
    if answer == "withdrawn":
        chosen(attorney, filing)
    if answer:
        chosen(advocate, filing, answer)
    with pytest.raises(Blocked) as stop, zeal_ignore():
        send_request(attorney, filing=fresh(filing), agency=agency, channel="mail", on=TODAY)
    assert stop.value.code == "no_yes"
    with pytest.raises(Blocked) as stop:  # nor by the step alone
        move_filing(attorney, filing=fresh(filing), to="requested", on=TODAY)
    assert stop.value.code == "move_needs_choice"


def test_chases_come_back_and_climb(
    attorney: Actor, coordinator: Actor, case: Case, agency: Agency, day: Callable[[str], date]
) -> None:
    request = asked(attorney, case, agency)
    assert dates(request.filing_id)["us.certification.chase"] == (date(2026, 4, 8), None, "open")
    seen = []
    for text in ("2026-04-08", "2026-04-22"):
        on = day(text)
        with zeal_ignore():
            chase_request(coordinator, request=request, channel="phone", on=on)
        seen.append({rule: status for rule, (_t, _o, status) in dates(request.filing_id).items()})
    assert seen[0] == {"us.certification.chase": "done", "us.certification.chase_again": "open"}
    assert seen[1]["us.certification.climb"] == "open"
    assert seen[1]["us.certification.chase_again"] == "done"
    assert dates(request.filing_id)["us.certification.climb"][0] == date(2026, 5, 6)


def test_a_yes_taken_back_stops_every_chase_and_is_said_first(
    harbor: Clinic, attorney: Actor, advocate: Actor, case: Case, agency: Agency
) -> None:
    request = asked(attorney, case, agency)
    chosen(advocate, request.filing, "withdrawn")
    assert dates(request.filing_id)["us.certification.chase"][2] == "done"
    with pytest.raises(Blocked) as stop:
        chase_request(attorney, request=request, channel="phone", on=TODAY)
    assert stop.value.code == "no_yes"
    page = browsing_as(attorney).get(url(harbor, "filings:filing", request.filing_id))
    assert "The survivor took the yes back" in page.content.decode()
    (line,) = waiting_lines(waiting_page(attorney).rows)
    assert line.taken_back


def test_an_answer_ends_the_chase_and_starts_the_six_months(
    attorney: Actor, case: Case, agency: Agency, day: Callable[[str], date]
) -> None:
    request = asked(attorney, case, agency)
    day("2026-08-20")
    with zeal_ignore():
        record_answer(
            attorney, request=request, answer="issued", answered_on=date(2026, 8, 14),
            received_on=date(2026, 8, 20),
        )  # fmt: skip
    found = dates(request.filing_id)
    assert found["us.certification.chase"][2] == "done"
    assert found["us.u.certification"] == (date(2027, 2, 12), date(2027, 2, 13), "open")
    assert waiting_page(attorney).rows == []
    petition = add_filing(attorney, case=case, form="I-918")
    with zeal_ignore():
        for to in ("client_review", "signed", "sent"):
            move_filing(attorney, filing=petition, to=to, on=date(2026, 8, 20))
        record_receipt(
            attorney, filing=fresh(petition), receipt_number=RECEIPT, on=date(2026, 8, 20)
        )
    assert dates(request.filing_id)["us.u.certification"][2] == "done"


def test_an_agency_that_said_nothing_can_be_asked_again(
    attorney: Actor, case: Case, agency: Agency
) -> None:
    first = asked(attorney, case, agency)
    with zeal_ignore():
        move_filing(attorney, filing=fresh(first.filing), to="silent", on=TODAY)
        second = send_request(
            attorney, filing=fresh(first.filing), agency=agency, channel="email", on=TODAY
        )
    assert [row.pk for row in waiting_page(attorney).rows] == [second.pk]
    with pytest.raises(Blocked) as stop:
        chase_request(attorney, request=first, channel="phone", on=TODAY)
    assert stop.value.code == "asked_anew"


def test_a_pending_request_never_blocks_the_application(
    attorney: Actor, case: Case, agency: Agency
) -> None:
    asked(attorney, case, agency, form="I-914B")
    filing = add_filing(attorney, case=case, form="I-914")
    with zeal_ignore():
        move_filing(attorney, filing=filing, to="client_review", on=TODAY)
    assert fresh(filing).status == "client_review"


def test_a_time_over_few_answers_tells_only_whoever_sees_every_case(
    attorney: Actor, supervisor: Actor, case: Case, agency: Agency, day: Callable[[str], date]
) -> None:
    request = asked(attorney, case, agency)
    day("2026-03-29")
    with zeal_ignore():
        record_answer(
            attorney, request=request, answer="declined", answered_on=date(2026, 3, 29),
            received_on=date(2026, 3, 29),
        )  # fmt: skip
    assert [line.typical and line.typical.days for line in agencies(supervisor)] == [20]
    assert [line.typical for line in agencies(attorney)] == [None]
    assert [line.typical for line in agencies(supervisor, leaving=True)] == [None]


def test_the_median_and_the_ladder() -> None:
    start = date(2026, 1, 1)
    spans = [(start, start + timedelta(days)) for days in (1, 5, 9, 100, 200)]
    found = typical(spans, least=5)
    assert found is not None
    assert (found.days, found.count) == (9, 5)
    assert typical(spans[:4], least=5) is None
    assert typical([]) is None
    assert [next_chase(n).rpartition(".")[2] for n in range(4)] == [
        "chase", "chase_again", "climb", "climb",
    ]  # fmt: skip


def test_the_walk_on_the_pages(
    harbor: Clinic, attorney: Actor, stranger: Actor, case: Case, agency: Agency
) -> None:
    filing = add_filing(attorney, case=case, form="I-914B")
    browser = browsing_as(attorney)
    ask = url(harbor, "filings:send_request", filing.pk)
    assert "Ask the survivor first" in browser.get(ask).content.decode()
    choice = url(harbor, "filings:record_choice", filing.pk)
    once = browser.get(choice).context["form"]["once"].value()
    said = {"once": once, "answer": "yes", "language": "Tigrinya", "asked_on": "2026-03-09"}
    assert browser.post(choice, said).status_code == 302
    once = browser.get(ask).context["form"]["once"].value()
    sent = {
        "once": once, "version": fresh(filing).version, "agency": str(agency.pk),
        "channel": "mail", "on": "2026-03-09",
    }  # fmt: skip
    with zeal_ignore():
        assert browser.post(ask, sent).status_code == 302
    request = AgencyRequest.objects.get()
    listed = browser.get(f"/{harbor.slug}/certifications/").content.decode()
    assert "Muster Police" in listed
    other = browsing_as(stranger).get(f"/{harbor.slug}/certifications/").content.decode()
    assert str(filing.pk) not in other
    answer = {
        "answer": "issued", "answered_on": "2026-03-09", "received_on": "2026-03-09",
        "document": SimpleUploadedFile("b.pdf", PDF, content_type="application/pdf"),
    }  # fmt: skip
    with zeal_ignore():
        done = browser.post(url(harbor, "filings:record_answer", request.pk), answer)
    assert done.status_code == 302
    file = browser.get(url(harbor, "filings:answer_file", request.pk))
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]
    assert "issued-i-914b.pdf" in file["Content-Disposition"]
    with zeal_ignore():
        assert certification_of(fresh(filing)).waiting is None
