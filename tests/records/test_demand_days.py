"""A demand's day is asked about until it ends, also where no case of it is open."""

from datetime import date, timedelta

import pytest

from cases.models import Case
from clients.actions import raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, on_the_wall, today
from filings.actions import settle_deadline
from records import actions
from records.models import Demand
from records.rules.demand_days import HOUR, next_asking
from records.tasks import ask_about_its_day, news_letter
from tests.builders import make_case, make_clinic, make_member, seat_of
from tests.everywhere.recipes import fresh
from tests.everywhere.world_demands import as_it_is, serve_on

pytestmark = pytest.mark.django_db
Team = dict[str, Actor]
DAY, NEWS = "records.demand_day", "records.demand_news"


@pytest.fixture
def team(db: None) -> Team:
    clinic = make_clinic("harbor")
    return {
        "coordinator": make_member(clinic, "coordinator", name="Cora Koordin"),
        "supervisor": make_member(clinic, "supervisor", name="Silke Aufsicht"),
        "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
        "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        "administrator": make_member(clinic, "administrator", name="Ada Amt"),
    }


@pytest.fixture(autouse=True)
def bound(team: Team) -> object:
    with bind(team["coordinator"].clinic):
        yield


@pytest.fixture
def client(team: Team) -> Client:
    """Somebody whose only case is closed."""
    case = make_case(team["coordinator"], team["attorney"], team["advocate"])
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=today())
    return Client.objects.select_related("key").get(pk=case.client_id)


def told(demand: Demand) -> set[str]:
    """Return who has a mail waiting or sent, and forget it."""
    rows = OutboxItem.objects.filter(kind=NEWS, ref_id=demand.pk).select_related("recipient__user")
    letters = {row.recipient.user.name for row in rows if row.recipient and news_letter(row)}
    rows.delete()
    return letters


def days(demand: Demand) -> list[date]:
    rows = OutboxItem.objects.filter(kind=DAY, ref_id=demand.pk).order_by("not_before")
    moments = [on_the_wall(row.not_before) for row in rows]
    assert {moment.hour for moment in moments} <= {HOUR}
    return [moment.date() for moment in moments]


def ask(demand: Demand, days_left: int) -> set[str]:
    """Let the workers look at it when so many days are left."""
    Demand.objects.filter(pk=demand.pk).update(due_on=today() + timedelta(days=days_left))
    ask_about_its_day(OutboxItem(kind=DAY, ref_id=demand.pk))
    return told(demand)


def test_each_rung_comes_and_after_the_last_day_every_day() -> None:
    due, day = date(2027, 3, 20), date(2027, 2, 1)
    found: list[int] = []
    while len(found) < 9:
        day = next_asking(day, due)
        found.append((due - day).days)
    assert found == [14, 7, 3, 2, 1, 0, -1, -2, -3]


def test_who_names_counsel_hears_of_it_at_once_and_then_counsel_alone(
    team: Team, client: Client
) -> None:
    due = today() + timedelta(days=10)
    demand = serve_on(team["coordinator"], client, due_on=due)
    assert told(demand) == {"Silke Aufsicht"}  # whoever logged it knows
    assert days(demand) == [due - timedelta(days=7)]
    assert ask(demand, 7) == {"Cora Koordin", "Silke Aufsicht"}  # nobody answers yet
    demand = actions.assign_counsel(
        team["coordinator"], demand=as_it_is(demand), counsel=seat_of(team["supervisor"]), version=1
    )
    assert told(demand) == {"Silke Aufsicht"}
    assert ask(demand, 3) == {"Silke Aufsicht"}
    assert ask(demand, 1) == ask(demand, -4) == {"Cora Koordin", "Silke Aufsicht"}
    ended = as_it_is(demand)
    actions.end_demand(
        team["supervisor"], demand=ended, version=ended.version, ending="objected", answer="No."
    )
    before = days(demand)
    assert ask(demand, -5) == set()
    assert days(demand) == before  # the chain ends with it


def test_the_chain_goes_on_by_itself_and_follows_a_moved_day(team: Team, client: Client) -> None:
    demand = serve_on(team["advocate"], client, due_on=today() + timedelta(days=30))
    assert days(demand) == [today() + timedelta(days=16)]
    ask(demand, 16)
    ask(demand, 16)
    assert days(demand) == [today() + timedelta(days=2), today() + timedelta(days=16)]
    said = {"demanded_by": "A court", "reference": "", "wanted": "All."}
    later = today() + timedelta(days=50)
    actions.change_demand(
        team["coordinator"], demand=as_it_is(demand), version=1, due_on=later, said=said
    )
    assert later - timedelta(days=14) in days(demand)


def test_the_deadline_of_an_open_case_asks_itself_until_somebody_settles_it(team: Team) -> None:
    case = make_case(team["coordinator"], team["attorney"])
    owner = Client.objects.select_related("key").get(pk=case.client_id)
    demand = serve_on(team["attorney"], owner, case=fresh(case), due_on=today() + timedelta(days=9))
    assert demand.deadline is not None
    told(demand)
    assert ask(demand, 2) == set()
    settle_deadline(
        team["attorney"], deadline=demand.deadline, status="done", reason="Thought it was over."
    )
    assert ask(demand, 2) == {"Cora Koordin", "Silke Aufsicht"}


def test_nobody_behind_a_wall_and_nobody_who_left_is_told(team: Team, client: Client) -> None:
    demand = serve_on(team["advocate"], client, due_on=today() + timedelta(days=9))
    raise_wall(
        team["coordinator"], client=client, membership=seat_of(team["supervisor"]), reason="Kin."
    )
    assert told(demand) == {"Cora Koordin"}  # the mail was waiting when the wall went up
    assert ask(demand, 0) == {"Cora Koordin"}


def test_a_paper_that_names_no_day_is_told_and_not_counted(team: Team, client: Client) -> None:
    demand = serve_on(team["advocate"], client, due_on=None)
    assert told(demand) == {"Cora Koordin", "Silke Aufsicht"}
    assert days(demand) == []
    ask_about_its_day(OutboxItem(kind=DAY, ref_id=demand.pk))
    assert (told(demand), days(demand)) == (set(), [])
