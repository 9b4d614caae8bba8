"""Stages that wait for a second person stand on that person's Today."""

import pytest

from cases.actions import approve_stage, ask_for_stage
from cases.models import Case, Matter
from cases.queries import matter_of
from clinic.access.actor import Actor
from tests.builders import browsing_as, make_case, make_member


@pytest.fixture
def case(coordinator: Actor, attorney: Actor, advocate: Actor) -> Case:
    return make_case(coordinator, attorney, advocate)


@pytest.fixture
def matter(case: Case, attorney: Actor) -> Matter:
    return matter_of(attorney, Matter.objects.get(case=case).pk)


def test_what_waits_for_approval_stands_on_the_today_of_who_may_decide(
    matter: Matter, attorney: Actor, supervisor: Actor, coordinator: Actor
) -> None:
    ask_for_stage(
        attorney, matter=matter, to="closed", version=matter.version, reason="She wishes to stop."
    )
    url = f"/harbor/matters/{matter.pk}/decide/"
    page = browsing_as(supervisor).get("/harbor/").content.decode()
    assert url in page
    assert matter.case.number in page
    for other in (attorney, coordinator):
        assert url not in browsing_as(other).get("/harbor/").content.decode()
    fresh = matter_of(supervisor, matter.pk)
    approve_stage(supervisor, matter=fresh, version=fresh.version)
    assert url not in browsing_as(supervisor).get("/harbor/").content.decode()


def test_who_asked_is_not_told_to_approve_it(case: Case, coordinator: Actor) -> None:
    both = make_member(coordinator.clinic, "attorney", "supervisor", name="Both at once")
    matter = matter_of(both, Matter.objects.get(case=case).pk)
    ask_for_stage(both, matter=matter, to="closed", version=matter.version, reason="She stops.")
    assert f"/matters/{matter.pk}/decide/" not in browsing_as(both).get("/harbor/").content.decode()
