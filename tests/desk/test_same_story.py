"""Today, the list, the calendar, the case pages and the list of cases tell the same story, for each
role, over random deadlines; and nobody is told of a case that is not theirs.
"""

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from zeal import zeal_ignore

from cases.models import Case
from cases.queries import CaseFilter, case_list, next_steps_of
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from desk.queries.deadlines import SECTIONS
from filings.models import Deadline
from filings.queries import (
    CalendarFilter,
    DeadlineFilter,
    calendar_days,
    deadline_page,
    deadline_row,
)
from tests.builders import browsing_as, make_case

FAR = timedelta(days=400)
Seen = set[UUID]


def random_deadline(chance: random.Random, case: Case) -> Deadline:
    def near() -> Any:
        return today() + timedelta(days=chance.randint(-12, 45))

    shape: dict[str, Any] = {"outer": near()} if chance.random() < 0.8 else {}
    shape["target"] = shape["outer"] - timedelta(days=1) if shape else near()
    if "outer" in shape and chance.random() < 0.4:
        shape["by_rule"] = shape["outer"] + timedelta(days=chance.choice((-6, -1, 0, 0, 3)))
    if chance.random() < 0.3:
        shape["opens"] = near()
    row = Deadline(
        case=case, key=case.key, rule="us.uscis.rfe", rule_version="1", source="", ladder="A",
        contested=chance.random() < 0.1, jurisdictional=chance.random() < 0.3,
        status=chance.choice(("open",) * 4 + ("done", "waived")), **shape,
    )  # fmt: skip
    row.save()
    return row


@pytest.mark.parametrize("seed", range(2))
def test_all_pages_tell_the_same_story(
    coordinator: Actor, supervisor: Actor, attorney: Actor, advocate: Actor, stranger: Actor,
    seed: int,
) -> None:  # fmt: skip
    chance = random.Random(seed)
    teams = [(attorney, advocate), (attorney,), (stranger,), ()]
    with zeal_ignore():
        cases = {make_case(coordinator, *team): team for team in teams}
        rows = [random_deadline(chance, chance.choice(list(cases))) for _turn in range(40)]
    for actor in (coordinator, supervisor, attorney, advocate, stranger):
        reached = {
            case.pk for case, team in cases.items() if actor.has("case.reach_all") or actor in team
        }
        open_rows = {row.pk: row for row in rows if row.status == "open" and row.case_id in reached}
        with zeal_ignore():
            tell(actor, [case for case in cases if case.pk in reached], open_rows)


def tell(actor: Actor, cases: list[Case], open_rows: dict[UUID, Deadline]) -> None:
    now, browser = today(), browsing_as(actor)
    listed = {row.pk for row in deadline_page(actor, DeadlineFilter()).rows}
    assert listed == set(open_rows)
    # Today: each section is what its link leads to, and what the days themselves say.
    late = {pk for pk, row in open_rows.items() if row.outer and row.outer < now}
    week = counting(open_rows.values(), days=7) - late
    by_hand = {"overdue": late, "this_week": week}
    for section in SECTIONS:
        found = {row.pk for row in section.rows(actor)}
        query = "&".join(f"{name}={value}" for name, value in section.query.items())
        assert found == shown(browser, query), section.code
        assert found == by_hand.get(section.code, found), section.code
        assert found <= listed
    # The calendar has every day of every open deadline, and no other deadline.
    days = calendar_days(actor, now - FAR, now + FAR, CalendarFilter(), per_day=100).values()
    entries = [entry for day in days for entry in day.entries]
    assert {entry.deadline for entry in entries} == listed
    for entry in entries:
        row = open_rows[entry.deadline]  # type: ignore[index]
        expected = {"last_day": row.outer, "opens": row.opens}.get(entry.kind, row.plan_for)
        assert entry.day == expected
        assert entry.contested == deadline_row(row).contested
    # The case pages: the same deadlines as next steps, with the same day beside them.
    steps = {step.url: step.day for case in cases for step in next_steps_of(actor, case)}
    told = {f"/harbor/deadlines/{pk}/": deadline_row(row).day for pk, row in open_rows.items()}
    assert {url: day for url, day in steps.items() if "/deadlines/" in url} == told
    # The list of cases: due in seven days or overdue is what Today says of both.
    of = {pk: row.case_id for pk, row in open_rows.items()}
    assert cases_listed(actor, 7) == {of[pk] for pk in late | week}
    assert cases_listed(actor, -1) == {of[pk] for pk in late}


def counting(rows: Iterable[Deadline], *, days: int) -> Seen:
    last = today() + timedelta(days=days)
    return {row.pk for row in rows if row.remind_by and row.remind_by <= last}


def shown(browser: Client, query: str) -> Seen:
    page = browser.get(f"/harbor/deadlines/?{query}")
    return {line.row.deadline.pk for line in page.context["list"].rows}


def cases_listed(actor: Actor, due: int) -> Seen:
    return {row.case.pk for row in case_list(actor, CaseFilter(due=due)).rows}
