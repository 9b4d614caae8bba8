"""A subpoena stays with nobody who left: it moves with the case, or Today says nobody answers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import end_assignment, hand_over_case
from cases.models import Assignment, Case
from cases.queries import hanging_on, orphans
from clients.actions import raise_wall
from clients.models import Client
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind, today
from records import actions
from records.models import Demand
from records.queries import counsel_for, open_demands, with_nobody
from tests.builders import browsing_as, make_case, make_clinic, make_member, seat_of
from tests.cases.laden import handing
from tests.everywhere.world_demands import as_it_is, serve_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db: None) -> Iterator[dict[str, Actor]]:
    clinic = make_clinic("harbor")
    people = {
        "coordinator": make_member(clinic, "coordinator"),
        "supervisor": make_member(clinic, "supervisor", name="Sole Supervisor"),
        "attorney": make_member(clinic, "attorney", name="Anna Anwalt"),
        "advocate": make_member(clinic, "advocate", name="Berta Beistand"),
        "other": make_member(clinic, "attorney", name="Not On It"),
    }
    with bind(clinic):
        yield people


@pytest.fixture
def case(team: dict[str, Actor]) -> Case:
    return make_case(team["coordinator"], team["attorney"], team["advocate"])


def served(team: dict[str, Actor], case: Case, *, about: Case | None) -> Demand:
    client = Client.objects.select_related("key").get(pk=case.client_id)
    demand = serve_on(team["coordinator"], client, case=about, due_on=today() + timedelta(days=20))
    return actions.assign_counsel(
        team["coordinator"], demand=as_it_is(demand), counsel=seat_of(team["attorney"]), version=1
    )


def hand(team: dict[str, Actor], case: Case, successor: Actor, **changes: Any) -> Any:
    with zeal_ignore():
        return hand_over_case(
            team["coordinator"], **handing(case, team["attorney"], successor, **changes)
        )


def left(team: dict[str, Actor], case: Case) -> None:
    held = Assignment.objects.get(case=case, membership=seat_of(team["attorney"]), ended_at=None)
    end_assignment(team["coordinator"], assignment=held)


@pytest.mark.parametrize("whole", [False, True])
def test_a_handover_takes_the_demand_along(team: dict[str, Actor], case: Case, whole: bool) -> None:
    demand = served(team, case, about=None if whole else case)
    seat = seat_of(team["attorney"])
    found = [one for one in hanging_on(team["coordinator"], case, seat) if one.pk == demand.pk]
    assert [(one.fate, one.kind) for one in found] == [("moves", "demand")]
    hand(team, case, team["other"])
    demand = as_it_is(demand)
    assert demand.counsel == seat_of(team["other"])
    told = OutboxItem.objects.filter(kind="records.demand_news", recipient=demand.counsel)
    assert told.filter(key__contains="counsel:").count() == 1
    rest = hanging_on(team["coordinator"], case, seat)
    assert {one.fate for one in rest} <= {"stays"}  # the day of the demand stays with the case


def test_who_may_not_answer_takes_no_demand(team: dict[str, Actor], case: Case) -> None:
    demand = served(team, case, about=case)
    takers = {f"demand:{demand.pk}": seat_of(team["advocate"])}
    with pytest.raises(Blocked) as stop:
        hand(team, case, team["other"], takers=takers)
    assert stop.value.code == "not_counsel"
    assert as_it_is(demand).counsel == seat_of(team["attorney"])
    hand(team, case, team["other"], takers={f"demand:{demand.pk}": seat_of(team["supervisor"])})
    assert as_it_is(demand).counsel == seat_of(team["supervisor"])


def test_what_was_left_with_somebody_is_found(team: dict[str, Actor], case: Case) -> None:
    demand = served(team, case, about=case)
    assert orphans(team["coordinator"]) == []
    left(team, case)
    (one,) = orphans(team["coordinator"])
    assert (one.case, one.membership, one.number) == (case, seat_of(team["attorney"]), 1)
    page = browsing_as(team["coordinator"]).get("/harbor/").content.decode()
    assert "Nobody answers any more" in page
    lists = browsing_as(team["coordinator"]).get("/harbor/demands/").content.decode()
    assert "nobody answers" in lists
    about = browsing_as(team["coordinator"]).get(f"/harbor/demands/{demand.pk}/").content.decode()
    assert "They may not answer any more" in about


@pytest.mark.parametrize("way", ["stays", "off", "walled", "gone"])
def test_the_list_and_the_form_agree_on_who_answers(
    team: dict[str, Actor], case: Case, way: str
) -> None:
    demand, seat = served(team, case, about=None), seat_of(team["attorney"])
    if way == "off":
        left(team, case)
    if way == "walled":
        raise_wall(team["coordinator"], client=as_it_is(demand).client, membership=seat,
                   reason="Knows them.")  # fmt: skip
    if way == "gone":
        type(seat).objects.filter(pk=seat.pk).update(ended_at=demand.counsel_at)
    (row,) = with_nobody(open_demands(team["coordinator"]))
    nobody = row.nobody  # type: ignore[attr-defined]
    assert nobody is (way != "stays")
    assert nobody is (seat.pk not in {one.pk for one in counsel_for(as_it_is(demand))})
