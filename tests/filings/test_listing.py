"""The list of deadlines: each filter, by keyset, and nobody's name in an address."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from filings.models import Deadline
from filings.queries import team_load
from tests.builders import browsing_as, make_case, seat_of
from tests.filings.steps import rfe_deadline

URL = "/harbor/deadlines/"


def put(case: Case, **days: int) -> Deadline:
    """Give a case an open deadline with its days told as days from today."""
    dates: dict[str, Any] = {name: today() + timedelta(days=n) for name, n in days.items()}
    return Deadline.objects.create(
        case=case, key=case.key, rule="us.ead.renewal", rule_version="1", source="", ladder="C",
        **dates,
    )  # fmt: skip


def listed(actor: Actor, query: str = "") -> list[Deadline]:
    page = browsing_as(actor).get(f"{URL}?{query}")
    assert page.status_code == 200
    return [line.row.deadline for line in page.context["list"].rows]


def test_each_filter_finds_its_own(attorney: Actor, case: Case) -> None:
    late = put(case, outer=-1, target=-3)
    week, month = put(case, outer=5, target=4), put(case, outer=29, target=28)
    window = put(case, outer=150, opens=10)
    chased = put(case, target=-2)  # an agency's date is never overdue
    assert listed(attorney) == [chased, late, week, month, window]
    for query, found in {
        "due=overdue": [late],
        "due=7": [chased, week],
        "due=30": [chased, week, month],
        "state=opening": [window],
        "state=contested": [],
        "state=unacknowledged&due=7": [chased, week],
        f"on={today() + timedelta(days=10)}": [window],
        f"on={today() + timedelta(days=4)}": [week],
        "rule=us.uscis.rfe": [],
        "form=I-914": [],
        "due=soon&state=blue&person=me&on=never": [chased, late, week, month, window],
    }.items():
        assert listed(attorney, query) == found, query


def test_a_notice_that_differs_from_the_rule_is_contested(
    attorney: Actor, case: Case, day: Callable[[str], date]
) -> None:
    later = rfe_deadline(attorney, case, printed_due_date=date(2026, 6, 15))
    assert listed(attorney, "state=contested") == [later]
    assert b"Notice and rule differ" in browsing_as(attorney).get(URL).content
    day("2026-06-05")  # the earlier of the two has passed, the last lawful day has not
    assert listed(attorney, "due=overdue") == []
    assert listed(attorney, "due=7") == [later]


def test_a_supervisor_asks_for_one_person_or_for_nobody(
    coordinator: Actor, supervisor: Actor, attorney: Actor, stranger: Actor, case: Case
) -> None:
    theirs = put(case, outer=3)
    alone = put(make_case(coordinator), outer=-2)
    assert listed(supervisor) == [alone, theirs]
    assert listed(supervisor, f"person={seat_of(attorney).pk}") == [theirs]
    assert listed(supervisor, "person=none") == [alone]
    assert listed(supervisor, "mine=on") == []
    assert listed(stranger) == listed(stranger, f"person={seat_of(attorney).pk}") == []
    assert b'name="person"' not in browsing_as(attorney).get(URL).content


def test_the_team_is_told_by_person_and_whoever_is_late_stands_first(
    coordinator: Actor, supervisor: Actor, attorney: Actor, advocate: Actor, case: Case
) -> None:
    put(case, outer=3)
    put(make_case(coordinator), outer=-2)
    load = team_load(supervisor, due_days=7, unacknowledged_days=30)
    assert [(one.person, one.cases, one.overdue, one.due, one.unacknowledged) for one in load] == [
        (None, 1, 1, 0, 0),
        (seat_of(advocate).pk, 1, 0, 1, 1),
        (seat_of(attorney).pk, 1, 0, 1, 1),
    ]


@pytest.mark.parametrize("number", [3])
def test_the_list_costs_the_same_and_opens_nothing(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case, number: int
) -> None:
    browser, costs = browsing_as(supervisor), []
    browser.get(URL)
    for _turn in range(2):
        with zeal_ignore():
            for days in range(number):
                put(make_case(coordinator, attorney), outer=days)
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(URL).content.decode()
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert "Nilofar" not in page
    assert not any('"filings_deadline"."facts"' in query["sql"] for query in captured)
