"""Somebody of another firm: all of the case that was given to her, nothing else of the clinic."""

from datetime import timedelta

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from cases.actions import add_note, assign_case, end_assignment
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings.actions import add_filing, move_filing, record_receipt, set_deadline
from filings.models import Filing
from filings.queries import due_reminders
from tests.builders import browsing_as, calling_as, make_case, make_member, seat_of
from tests.everywhere.seeing_roles import FIRM, answered
from tests.everywhere.world_agenda import add_for
from tests.everywhere.world_staffing import say_of_self

RECEIPT = {"hers": "IOE0912345611", "other": "IOE0912345622"}
# Every page of the clinic that tells of more than one case and that she may open.
PAGES = (
    "desk:today", "desk:calendar", "cases:list", "agenda:mine", "agenda:week", "agenda:feed",
    "filings:agencies", "filings:appearances", "filings:certifications", "filings:deadlines",
    "filings:inbox", "filings:leave", "filings:proposals", "filings:review", "filings:snoozed",
    "records:demands", "referrals:partners", "reports:caseload", "staffing:own",
    "staffing:library", "engagement:wordings",
)  # fmt: skip
CLOSED = (
    "clients:intakes", "clients:search", "clients:affiliates", "staffing:people", "staffing:board",
    "staffing:add_resource", "interpreters:roster", "interpreters:bookings",
    "referrals:add_partner",
    "filings:add_agency", "exchange:exports", "exchange:imports", "office:members", "office:audit",
    "office:tokens", "records:retention", "cases:break_glass", "cases:orphans", "agenda:hour_sums",
)  # fmt: skip


@pytest.fixture
def co_counsel(coordinator: Actor) -> Actor:
    actor = make_member(coordinator.clinic, "co_counsel", name="Olga Draussen")
    say_of_self(actor, firm=FIRM)
    return actor


def dated(coordinator: Actor, attorney: Actor, receipt: str) -> Case:
    """A case with a deadline, a task, a note and a receipt, of one attorney of the clinic."""
    case = make_case(coordinator, attorney)
    with zeal_ignore():
        set_deadline(
            attorney, case=case, outer=today() + timedelta(days=3), what="Witness list",
            order="Scheduling order", jurisdictional=False,
        )  # fmt: skip
        add_note(attorney, case=case, privilege="attorney", body="Weak points.")
        add_for(attorney, case, what="Call the library", due_on=today())
        filing = add_filing(attorney, case=case, form="I-914")
        for to in ("client_review", "signed", "sent"):
            filing = Filing.objects.select_related("case", "key").get(pk=filing.pk)
            move_filing(attorney, filing=filing, to=to, on=today())
        filing = Filing.objects.select_related("case", "key").get(pk=filing.pk)
        record_receipt(attorney, filing=filing, receipt_number=receipt, on=today())
    return case


@pytest.fixture
def hers(coordinator: Actor, attorney: Actor, co_counsel: Actor) -> Case:
    case = dated(coordinator, attorney, RECEIPT["hers"])
    answered(coordinator, case.client)
    with zeal_ignore():
        assign_case(coordinator, case=case, membership=seat_of(co_counsel), role="co_counsel")
    return case


@pytest.fixture
def other(coordinator: Actor, attorney: Actor) -> Case:
    return dated(coordinator, attorney, RECEIPT["other"])


def shown(actor: Actor, route: str, status: int = 200) -> str:
    with zeal_ignore():
        answer = browsing_as(actor).get(reverse(route, args=[actor.clinic.slug]))
    assert answer.status_code == status, route
    return answer.content.decode()


@pytest.mark.parametrize("route", PAGES)
def test_no_page_tells_of_a_case_that_is_not_hers(
    co_counsel: Actor, hers: Case, other: Case, route: str
) -> None:
    text = shown(co_counsel, route)
    assert other.number not in text
    assert other.client.code_name not in text


def test_her_case_stands_where_she_looks_for_it(co_counsel: Actor, hers: Case, other: Case) -> None:
    for route in ("desk:today", "cases:list", "filings:deadlines", "desk:calendar"):
        assert hers.number in shown(co_counsel, route), route


@pytest.mark.parametrize("route", CLOSED)
def test_what_is_the_clinics_own_is_closed(co_counsel: Actor, hers: Case, route: str) -> None:
    shown(co_counsel, route, 403)


def test_numbers_and_lists_count_hers_alone(co_counsel: Actor, hers: Case, other: Case) -> None:
    program = calling_as(co_counsel)
    with zeal_ignore():
        assert [row["number"] for row in program.read("cases?stage=any")["items"]] == [hers.number]
        cases = {row["case"] for row in program.read("deadlines")["items"]}
        assert program.read("reports/caseload")["open_cases"] == 1
    assert cases == {str(hers.pk)}
    csv = browsing_as(co_counsel).post(
        reverse("reports:caseload_csv", args=[co_counsel.clinic.slug])
    )
    assert other.number not in csv.content.decode()


def test_a_receipt_finds_her_case_and_no_other(co_counsel: Actor, hers: Case, other: Case) -> None:
    page = reverse("filings:find", args=[co_counsel.clinic.slug])
    browser = browsing_as(co_counsel)

    def found(number: str) -> str:
        with zeal_ignore():
            answer = browser.post(page, {"number": number}, follow=True)
        return answer.content.decode()

    assert other.number not in found(RECEIPT["other"])
    assert hers.number in found(RECEIPT["hers"])


def test_she_is_reminded_of_hers_and_of_nothing_else(
    co_counsel: Actor, coordinator: Actor, hers: Case, other: Case
) -> None:
    asked = due_reminders(Actor.system(coordinator.clinic, "reminders"), today()).reminders
    cases = {row.deadline.case_id for row in asked if row.recipient_id == seat_of(co_counsel).pk}
    assert cases == {hers.pk}


def test_another_case_of_the_same_client_stays_closed(
    co_counsel: Actor, coordinator: Actor, hers: Case
) -> None:
    from cases.actions import open_case

    with zeal_ignore():
        beside = open_case(coordinator, client=hers.client, matter="work_permit")
        answer = browsing_as(co_counsel).get(
            reverse("cases:case", args=[co_counsel.clinic.slug, beside.pk])
        )
    assert answer.status_code == 404


def test_taken_off_it_she_has_nothing_left(
    co_counsel: Actor, coordinator: Actor, hers: Case
) -> None:
    row = Assignment.objects.get(case=hers, membership=seat_of(co_counsel))
    with zeal_ignore():
        end_assignment(coordinator, assignment=row)
    assert hers.number not in shown(co_counsel, "cases:list")
