"""Each person lands on what waits for them, and on nothing they may not see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.actions import add_note
from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from desk.queries import desk_of
from exchange.actions import agree_to_export, ask_export
from filings.actions import add_filing, propose_change
from filings.models import Deadline, Reading
from filings.rules.changes import Settle
from tests.builders import browsing_as, make_case, make_client, make_clinic, make_member, seat_of

URL = "/harbor/"


def due_in(case: Case, days: int) -> Deadline:
    """Give a case an open deadline; how one is computed is tested in its own room."""
    day = today() + timedelta(days=days)
    return Deadline.objects.create(
        case=case, key=case.key, rule="us.uscis.rfe", rule_version="1", source="", ladder="A",
        outer=day, remind_by=day,
    )  # fmt: skip


def panel(actor: Actor, heading: str) -> list[str]:
    (found,) = (panel for panel in desk_of(actor).panels if panel.heading == heading)
    return [item.title for item in found.items]


def headings(actor: Actor) -> set[str]:
    return {panel.heading for panel in desk_of(actor).panels}


@pytest.mark.parametrize(
    ("role", "page"),
    [("administrator", "/harbor/office/members/"), ("auditor", "/harbor/office/audit/")],
)
def test_who_reaches_no_case_lands_on_their_own_page(
    coordinator: Actor, role: str, page: str
) -> None:
    answer = browsing_as(make_member(coordinator.clinic, role)).get(URL)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("coordinator", ["Intake queue", "Deadlines this week"]),
        ("supervisor", ["Deadlines this week"]),
        ("attorney", ["Deadlines this week", "My cases"]),
        ("advocate", ["Deadlines this week", "My cases"]),
    ],
)
def test_an_empty_desk_says_what_to_do_first_and_shows_no_empty_lists(
    coordinator: Actor, role: str, shown: list[str]
) -> None:
    actor = make_member(coordinator.clinic, role, name="New Here")
    page = browsing_as(actor).get(URL)
    assert [panel.heading for panel in desk_of(actor).panels] == shown
    for panel in desk_of(actor).panels:
        assert panel.empty in page.content.decode()


def test_a_coordinator_sees_the_queue_and_who_needs_a_decision(coordinator: Actor) -> None:
    make_client(coordinator, intake="started")
    undecided = make_client(coordinator, conflict="recheck", intake="ready")
    case = make_case(coordinator)
    assert set(panel(coordinator, "Intake queue")) == {"In progress", "Ready to open"}
    assert panel(coordinator, "To check for conflicts again") == [undecided.code_name]
    assert panel(coordinator, "Without an attorney") == [case.number]


def test_an_attorney_sees_their_own_deadlines_only(
    coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    mine = due_in(make_case(coordinator, attorney), 3)
    due_in(make_case(coordinator, stranger), 3)
    assert len(panel(attorney, "Deadlines this week")) == 1
    assert len(panel(attorney, "To acknowledge")) == 1
    assert panel(attorney, "My cases") == [mine.case.number]
    assert not headings(attorney) & {"Without an attorney", "Intake queue"}


def test_what_is_late_comes_first(coordinator: Actor, attorney: Actor) -> None:
    due_in(make_case(coordinator, attorney), -2)
    assert desk_of(attorney).panels[0].heading == "Overdue"


def test_a_supervisor_sees_the_whole_team(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    due_in(make_case(coordinator, attorney), -1)
    old = make_case(coordinator)
    Case.objects.filter(pk=old.pk).update(opened_on=today() - timedelta(days=20))
    assert len(panel(supervisor, "Overdue")) == 1
    assert panel(supervisor, "Without an attorney") == [old.number]
    (load,) = desk_of(supervisor).team
    assert (load.name, load.cases, load.overdue) == (attorney.name, 1, 1)
    page = browsing_as(supervisor).get(URL).content.decode()
    assert f"?person={load.person}&amp;due=overdue" in page
    assert desk_of(supervisor, "me").team == desk_of(attorney).team == []
    assert "Overdue" not in {shown.heading for shown in desk_of(supervisor, "me").panels}
    notes = {stat.label: stat.note for stat in desk_of(supervisor).stats}
    assert notes["Without an attorney"] == "1 for more than 14 days"


def test_a_privileged_note_moves_nothing_on_an_advocates_desk(
    coordinator: Actor, attorney: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator, attorney, advocate)
    before = desk_of(advocate)
    add_note(attorney, case=case, privilege="attorney", body="Not for others.")
    assert desk_of(advocate) == before
    assert "To acknowledge" not in headings(advocate)


def test_nothing_of_another_clinic_is_counted(coordinator: Actor) -> None:
    other = make_clinic("lighthouse")
    with bind(other):
        due_in(make_case(make_member(other, "coordinator")), 1)
    assert all(stat.number == 0 for stat in desk_of(coordinator).stats)


def test_each_state_has_its_list_and_the_link_beside_it_leads_to_the_same_rows(
    coordinator: Actor, attorney: Actor
) -> None:
    case = make_case(coordinator, attorney)
    for number in range(36):  # twelve of each: overdue, this week, later
        deadline = due_in(case, number % 12 % 7 + (-8, 0, 8)[number // 12])
        deadline.opens = today()
        deadline.by_rule, deadline.outer = (
            deadline.outer,
            today() + timedelta(days=number // 12 * 9 - 1),
        )
        deadline.save()
    browser = browsing_as(attorney)
    full = [shown for shown in desk_of(attorney).panels if shown.code != "my_cases"]
    assert [shown.code for shown in full] == [
        "overdue", "this_week", "contested", "opening", "unacknowledged",
    ]  # fmt: skip
    for shown in full:
        assert len(shown.items) == (10 if shown.code in ("overdue", "this_week") else 5), shown.code
        listed = browser.get(shown.more_url).context["list"].rows
        assert shown.number == len(listed), shown.code
        urls = {f"/harbor/deadlines/{line.row.deadline.pk}/" for line in listed}
        assert {item.url for item in shown.items} <= urls


def test_a_last_day_of_today_is_never_behind_the_link(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    for number in range(25):  # agencies that were to answer, and twelve days that end today
        deadline = due_in(case, 0 if number > 12 else number - 15)
        if number <= 12:
            Deadline.objects.filter(pk=deadline.pk).update(outer=None)
    last = due_in(case, 0)  # of which an earlier reading has passed
    Deadline.objects.filter(pk=last.pk).update(
        remind_by=today() - timedelta(days=2), contested=True
    )
    (week,) = (shown for shown in desk_of(attorney).panels if shown.code == "this_week")
    assert [item.agency for item in week.items] == [False] * 13
    assert (week.number, week.more) == (26, 13)


def statements(browser: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(URL).status_code == 200
    quiet = ("SAVEPOINT", "RELEASE", "usersessions_usersession")
    return sum(not any(word in query["sql"] for word in quiet) for query in captured)


@pytest.mark.parametrize("role", ["coordinator", "supervisor", "attorney"])
def test_the_desk_costs_the_same_however_full_it_is(
    coordinator: Actor, attorney: Actor, role: str
) -> None:
    actor = attorney if role == "attorney" else make_member(coordinator.clinic, role, name="One")
    browser = browsing_as(actor)
    due_in(make_case(coordinator, attorney), 2)
    few = statements(browser)
    for days in range(8):
        due_in(make_case(coordinator, attorney), days - 1)
        make_case(coordinator)
    assert statements(browser) <= few + 6 <= 41


def test_a_letter_that_was_uploaded_waits_on_today_of_who_may_record_it(
    coordinator: Actor, attorney: Actor, stranger: Actor, supervisor: Actor
) -> None:
    case = make_case(coordinator, attorney)
    Reading.objects.create(case=case, key=case.key, uploaded_by=seat_of(attorney))
    assert panel(attorney, "Letters to confirm") == ["Confirm what a letter says"]
    assert "Letters to confirm" not in headings(stranger) | headings(supervisor)


def test_what_a_second_person_must_decide_and_what_nobody_has_said_stand_on_today(
    coordinator: Actor, attorney: Actor, supervisor: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator, attorney, advocate)
    filing = add_filing(attorney, case=case, form="I-914")
    deadline = due_in(case, 3)
    Deadline.objects.filter(pk=deadline.pk).update(jurisdictional=True)
    propose_change(
        attorney, deadline=Deadline.objects.get(pk=deadline.pk), change=Settle("done"),
        reason="Filed.",
    )  # fmt: skip
    assert panel(supervisor, "Waiting for a second person") == ["Request for evidence (RFE)"]
    assert panel(supervisor, "No deadline recorded") == [filing.form]
    assert panel(attorney, "No deadline recorded") == [filing.form]
    assert "Waiting for a second person" not in headings(attorney)  # it is their own
    said = {"Waiting for a second person", "No deadline recorded"}
    assert not said & (headings(advocate) | headings(coordinator))
    page = browsing_as(supervisor).get(URL).content.decode()
    assert "/deadlines/proposals/" in page


def test_a_supervisor_sees_the_copies_that_wait_and_a_way_to_them(supervisor: Actor) -> None:
    clinic, heading = supervisor.clinic, "Copies of the clinic to decide about"
    administrator = make_member(clinic, "administrator")
    both = make_member(clinic, "administrator", "supervisor", name="Two Hats")
    assert heading not in headings(supervisor)
    export = ask_export(both, reason="own_copy")
    (found,) = (panel for panel in desk_of(supervisor).panels if panel.heading == heading)
    assert (found.number, found.items[0].note) == (1, "Two Hats")
    counted = {stat.label: (stat.number, stat.url) for stat in desk_of(supervisor).stats}
    assert counted[heading] == (1, "/harbor/office/exports/")
    assert heading not in headings(both)  # who asked does not agree
    page = browsing_as(supervisor).get(URL).content.decode()
    assert found.items[0].url in page
    assert 'href="/harbor/office/exports/"' in page
    place = browsing_as(supervisor).get("/harbor/office/exports/").content.decode()
    assert "office/members/" not in place
    agree_to_export(supervisor, export=export)
    assert heading not in headings(supervisor)
    assert (
        'href="/harbor/office/exports/"'
        in browsing_as(administrator).get("/harbor/office/members/").content.decode()
    )
