"""What each person gets to see, and how much it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import hooks
from cases.actions import add_note
from clinic.access.actor import Actor
from clinic.audit.models import REFUSED, AuditEntry
from clinic.tenancy.models import Clinic
from tests.builders import browsing_as, make_case, make_clinic, make_member

TABS = ["", "timeline/", "access/", "assign/", "move/", "close/", "reopen/", "notes/add/"]


def statements(browser: Client, url: str) -> int:
    """Count what a page asks, sign-in and seat included; not BEGIN, not the list of sessions."""
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    quiet = ("SAVEPOINT", "RELEASE", "usersessions_usersession")
    return sum(not any(word in query["sql"] for word in quiet) for query in captured)


@pytest.mark.parametrize("tab", TABS)
def test_somebody_not_on_the_case_gets_404(coordinator: Actor, stranger: Actor, tab: str) -> None:
    case = make_case(coordinator)
    assert browsing_as(stranger).get(f"/harbor/cases/{case.pk}/{tab}").status_code == 404


@pytest.mark.parametrize("tab", TABS)
def test_a_member_of_another_clinic_gets_404(coordinator: Actor, tab: str) -> None:
    case = make_case(coordinator)
    outsider = browsing_as(make_member(make_clinic("lighthouse"), "coordinator"))
    assert outsider.get(f"/harbor/cases/{case.pk}/{tab}").status_code == 404
    assert outsider.get(f"/lighthouse/cases/{case.pk}/{tab}").status_code == 404


def test_looking_for_a_foreign_case_is_written_down(coordinator: Actor, stranger: Actor) -> None:
    case = make_case(coordinator)
    browsing_as(stranger).get(f"/harbor/cases/{case.pk}/")
    refusal = AuditEntry.objects.get(outcome=REFUSED)
    assert (refusal.target_id, refusal.detail) == (case.pk, {"why": "not_visible"})


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney", "advocate"])
def test_no_page_of_a_case_holds_the_name(
    coordinator: Actor, attorney: Actor, advocate: Actor, role: str
) -> None:
    case = make_case(coordinator, attorney, advocate)
    team = {"coordinator": coordinator, "attorney": attorney, "advocate": advocate}
    browser = browsing_as(team.get(role) or make_member(case.clinic, role))
    for tab in TABS:
        page = browser.get(f"/harbor/cases/{case.pk}/{tab}")
        assert page.status_code in {200, 403}
        assert b"Nilofar" not in page.content


def test_a_look_is_written_down_once_an_hour(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    browser = browsing_as(attorney)
    for tab in ("", "", "timeline/", ""):
        browser.get(f"/harbor/cases/{case.pk}/{tab}")
    look = AuditEntry.objects.get(verb="case.viewed")
    assert (look.case_id, look.actor_id) == (case.pk, attorney.membership_id)


def test_everybody_on_a_case_sees_who_looked(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    browsing_as(coordinator).get(f"/harbor/cases/{case.pk}/")
    page = browsing_as(attorney).get(f"/harbor/cases/{case.pk}/access/").content.decode()
    assert "Coordinator of harbor" in page
    assert "Looked at the case" in page


def test_the_list_holds_only_what_one_may_see(coordinator: Actor, attorney: Actor) -> None:
    mine, hidden = make_case(coordinator, attorney), make_case(coordinator)
    page = browsing_as(attorney).get("/harbor/cases/").content.decode()
    assert mine.number in page
    assert hidden.number not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("text=1", [1]),
        ("text={year}-2", [2]),
        ("matter=work_permit", [2]),
        ("stage=preparing", []),
        ("stage=any", [2, 1]),
        ("mine=on", []),
        ("stage=nonsense", [2, 1]),
        ("due=nonsense&after=nonsense", [2, 1]),
    ],
)
def test_filters_of_the_list(coordinator: Actor, query: str, shown: list[int]) -> None:
    year = make_case(coordinator).number[:4]
    make_case(coordinator, matter="work_permit")
    page = browsing_as(coordinator).get(f"/harbor/cases/?{query.format(year=year)}")
    assert [row.case.number for row in page.context["list"].rows] == [
        f"{year}-{serial:04}" for serial in shown
    ]


def test_the_code_name_finds_its_case(coordinator: Actor) -> None:
    case, _other = make_case(coordinator), make_case(coordinator)
    url = f"/harbor/cases/?text={case.client.code_name.lower()}"
    page = browsing_as(coordinator).get(url)
    assert [row.case for row in page.context["list"].rows] == [case]


def test_what_upper_rooms_register_shows_in_the_list(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    soon, _later = make_case(coordinator), make_case(coordinator)
    found = {soon.pk: hooks.DueDay(date(2030, 5, 1))}
    monkeypatch.setattr(hooks, "next_deadlines", [lambda ids: found])
    monkeypatch.setattr(hooks, "cases_due_by", [lambda day: list(found)])
    browser = browsing_as(coordinator)
    assert "1 May 2030" in browser.get("/harbor/cases/").content.decode()
    page = browser.get("/harbor/cases/?due=7")
    assert [row.case for row in page.context["list"].rows] == [soon]


def test_the_list_reads_nothing_that_is_sealed(coordinator: Actor) -> None:
    make_case(coordinator)
    browser = browsing_as(coordinator)
    with CaptureQueriesContext(connection) as captured:
        browser.get("/harbor/cases/")
    asked = (query["sql"] for query in captured if 'FROM "cases_case"' in query["sql"])
    (listed,) = (sql for sql in asked if "filings_reminder" not in sql)  # the bell counts, too
    assert "name_to_use" not in listed
    assert "summary" not in listed


def test_the_list_costs_the_same_for_three_rows_and_for_thirty(coordinator: Actor) -> None:
    attorney = make_member(coordinator.clinic, "attorney")
    browser, url = browsing_as(attorney), "/harbor/cases/"
    for _ in range(3):
        make_case(coordinator, attorney)
    browser.get(url)
    few = statements(browser, url)
    for _ in range(27):
        make_case(coordinator, attorney)
    browser.get(url)  # what is written once in a while is written now
    assert statements(browser, url) == few
    assert few <= 8


@pytest.mark.parametrize("asks", [False, True])
@pytest.mark.parametrize("tab", ["", "timeline/", "access/"])
def test_a_case_costs_the_same_however_much_is_in_it(
    coordinator: Actor, attorney: Actor, advocate: Actor, tab: str, asks: bool
) -> None:
    Clinic.objects.filter(pk=coordinator.clinic.pk).update(asks_engagement=asks)
    case = make_case(coordinator, attorney, advocate)
    browser, url = browsing_as(attorney), f"/harbor/cases/{case.pk}/{tab}"
    add_note(attorney, case=case, privilege="shared", body="one")
    browser.get(f"/harbor/cases/{case.pk}/")
    browser.get(url)  # what a process asks once is asked now
    few = statements(browser, url)
    for number in range(29):
        add_note(attorney, case=case, privilege="attorney", body=f"note {number}")
    assert statements(browser, url) <= few <= 15
