"""The calendar: what stands on which day, for whom, and that it names nobody."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import bind, today
from desk.queries import agenda_of
from filings.actions import add_filing
from filings.models import Deadline, Notice
from filings.queries import CalendarFilter, calendar_days, holidays_here
from tests.builders import (
    browsing_as,
    calling_as,
    make_case,
    make_clinic,
    make_member,
    seat_of,
)

WEEK, MONTH = "/harbor/calendar/", "/harbor/calendar/month/"


def put(case: Case, **dates: Any) -> Deadline:
    return Deadline.objects.create(
        case=case, key=case.key, rule="us.ead.renewal", rule_version="1", source="", ladder="C",
        **dates,
    )  # fmt: skip


def kinds_on(actor: Actor, first: date, last: date, **wanted: Any) -> list[tuple[str, date]]:
    days = calendar_days(actor, first, last, CalendarFilter(**wanted), per_day=9)
    return [(entry.kind, entry.day) for day in days.values() for entry in day.entries]


def test_each_day_says_what_it_is(coordinator: Actor, attorney: Actor) -> None:
    case, march = make_case(coordinator, attorney), date(2027, 3, 1)
    opens, plan, last = (march + timedelta(days=n) for n in (2, 11, 12))
    put(case, opens=opens, target=plan, outer=last)
    put(case, target=plan)  # binds an agency
    put(case, target=plan, outer=last, by_rule=opens)  # the notice is later than the rule
    put(case, outer=last, status=Deadline.DONE)
    assert kinds_on(attorney, march, march + timedelta(days=30)) == [
        ("plan_for", opens), ("opens", opens), ("ask_agency", plan), ("plan_for", plan),
        ("last_day", last), ("last_day", last),
    ]  # fmt: skip
    page = browsing_as(attorney).get(f"{MONTH}?month=2027-03").content.decode()
    assert case.number in page
    assert len(re.findall("entry-mark", page)) == 4  # contested: in the table and in the list
    for secret in ("Nilofar", case.client.code_name):
        assert secret not in page


def test_only_what_is_in_reach_stands_there(
    coordinator: Actor, attorney: Actor, stranger: Actor, supervisor: Actor
) -> None:
    day = today() + timedelta(days=3)
    put(make_case(coordinator, attorney), outer=day)
    put(make_case(coordinator), outer=day)
    other = make_clinic("lighthouse")
    with bind(other):
        put(make_case(make_member(other, "coordinator")), outer=day)
    seat = seat_of(attorney).pk
    for actor, wanted, number in [
        (attorney, {}, 1), (stranger, {}, 0), (stranger, {"person": seat}, 0),
        (supervisor, {}, 2), (coordinator, {}, 2), (supervisor, {"mine": True}, 0),
        (supervisor, {"person": seat}, 1), (supervisor, {"person": "none"}, 1),
    ]:  # fmt: skip
        assert len(kinds_on(actor, day, day, **wanted)) == number, (actor.name, wanted)  # type: ignore[arg-type]


def test_a_full_day_says_how_many_and_leads_to_all_of_them(
    coordinator: Actor, attorney: Actor, supervisor: Actor
) -> None:
    case, day = make_case(coordinator, attorney), date(2027, 3, 9)
    browsers, costs = (browsing_as(attorney), browsing_as(supervisor)), []
    for browser in browsers:
        browser.get(WEEK)  # the first visit of a session writes when it was
    for number in (1, 40):
        for _turn in range(number):
            put(case, outer=day, opens=day)
        for browser in browsers:
            for url in (f"{MONTH}?month=2027-03", f"{WEEK}?week=2027-03-09"):
                with CaptureQueriesContext(connection) as captured:
                    browser.get(url)
                costs.append(len(captured))
    assert costs[:4] == costs[4:]
    assert max(costs) < 20
    page = browsers[1].get(f"{WEEK}?week=2027-03-09&who={seat_of(attorney).pk}").content.decode()
    (link,) = re.findall(r'href="([^"]+)">All 82 of this day', page)
    found = browsers[1].get(link.replace("&amp;", "&")).context
    assert len(found["list"].rows) == 41  # each opens and ends on this day
    assert found["wanted"].person == seat_of(attorney).pk


def test_late_is_said_where_today_is(coordinator: Actor, attorney: Actor) -> None:
    case = make_case(coordinator, attorney)
    put(case, outer=today() - timedelta(days=40))
    assert agenda_of(attorney, "", CalendarFilter()).overdue == 1
    later = (today() + timedelta(days=30)).isoformat()
    assert agenda_of(attorney, later, CalendarFilter()).overdue == 0


@pytest.mark.parametrize(
    ("jurisdiction", "day", "name"),
    [
        ("us", date(2026, 11, 26), "Thanksgiving Day"),
        ("uk", date(2026, 12, 25), "Christmas Day"),
        ("uk", date(2026, 11, 30), "Saint Andrew's Day (Scotland)"),
        ("uk", date(2026, 11, 26), ""),
    ],
)
def test_public_holidays_are_those_of_the_clinics_place(
    db: None, jurisdiction: str, day: date, name: str
) -> None:
    with bind(make_clinic("harbor", jurisdiction=jurisdiction)):
        assert holidays_here(day, day).get(day, "") == name


def test_both_sheets_work_without_script_and_carry_the_watermark(attorney: Actor) -> None:
    browser = browsing_as(attorney)
    for url, asks in ((WEEK, "week"), (MONTH, "month")):
        page = browser.get(url).content.decode()
        assert f"Printed by {attorney.name}" in page
        for rel in ("prev", "next"):
            (link,) = re.findall(rf'rel="{rel}" href="([^"]+)"', page)
            assert browser.get(link.replace("&amp;", "&")).status_code == 200
            assert f"{asks}=" in link
    assert browser.get(f"{MONTH}?month=nonsense&who=somebody").status_code == 200
    assert '<th scope="col" abbr="Sunday">' in browser.get(MONTH).content.decode()


def test_a_place_to_be_stands_there_by_the_last_notice_of_it(
    coordinator: Actor, attorney: Actor, stranger: Actor
) -> None:
    case, day = make_case(coordinator, attorney), date(2027, 3, 9)
    filing = add_filing(attorney, case=case, form="I-765")

    def told(kind: str, on: date, at: time | None = None) -> None:
        Notice.objects.create(
            case=case, filing=filing, key=case.key, kind=kind, notice_date=today(),
            recorded_by=seat_of(attorney), appointment_on=on, appointment_time=at,
        )  # fmt: skip

    told("biometrics", day, time(9, 30))
    told("biometrics", day + timedelta(days=7), time(8, 0))  # moved
    told("hearing", day)
    assert kinds_on(attorney, day, day + timedelta(days=9)) == [
        ("hearing", day), ("appointment", day + timedelta(days=7)),
    ]  # fmt: skip
    assert kinds_on(stranger, day, day + timedelta(days=9)) == []
    page = browsing_as(attorney).get(f"{WEEK}?week=2027-03-16").content.decode()
    assert "08:00 Appointment" in page
    assert f"/harbor/filings/{filing.pk}/" in page


def test_programs_read_the_same_calendar_and_the_same_today(
    coordinator: Actor, attorney: Actor, supervisor: Actor
) -> None:
    case, day = make_case(coordinator, attorney), today() + timedelta(days=2)
    deadline = put(case, outer=day, target=today())
    program = calling_as(attorney)
    span = f"first={today()}&last={day}"
    days = program.read(f"calendar?{span}")["days"]
    assert [(entry["kind"], each["day"]) for each in days for entry in each["entries"]] == [
        ("plan_for", today().isoformat()), ("last_day", day.isoformat()),
    ]  # fmt: skip
    sections = {one["code"]: one for one in program.read("today")["sections"]}
    assert set(sections) == {"this_week", "unacknowledged"}
    assert [row["id"] for row in sections["this_week"]["items"]] == [str(deadline.pk)]
    team = calling_as(supervisor)
    assert team.read("today")["whose"] == "team"
    assert team.read("today?whose=me")["sections"] == []
    for query in (
        f"first={day}&last={today()}",
        "first=2026-01-01&last=2026-12-31",
        "",
        span + "&x=1",
    ):
        assert program.ask("get", f"calendar?{query}").status_code == 422
