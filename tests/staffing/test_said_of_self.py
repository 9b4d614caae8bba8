"""Where people work and what they want known stands beside their name where cases are given."""

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from staffing import actions
from tests.builders import browsing_as, calling_as
from tests.everywhere.world_board import post
from tests.everywhere.world_staffing import confirmed_person

PLACE, WISHES = "Springfield", "No hearings on Fridays."


@pytest.mark.parametrize("page", ["assign", "interested", "batch"])
def test_it_is_read_where_cases_are_given_with_a_way_to_the_profile(
    coordinator: Actor, attorney: Actor, waiting: Case, page: str
) -> None:
    profile = confirmed_person(attorney, coordinator, place=PLACE, wishes=WISHES)
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity)
    url = {
        "assign": f"/harbor/cases/{waiting.pk}/assign/",
        "interested": f"/harbor/board/{opportunity.pk}/interested/",
        "batch": "/harbor/people/waiting/",
    }[page]
    text = browsing_as(coordinator).get(url).content.decode()
    assert PLACE in text
    assert WISHES in text
    assert f'href="/harbor/people/{profile.pk}/"' in text


def test_a_program_reads_it_only_with_what_opens_profiles(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    confirmed_person(attorney, coordinator, place=PLACE, wishes=WISHES)
    path = f"cases/{waiting.pk}/suggestions"
    told = calling_as(coordinator).read(path)["items"]
    assert (PLACE, WISHES) in [(row["place"], row["wishes"]) for row in told]
    less = calling_as(coordinator, "case.view", "case.assign").read(path)["items"]
    assert {(row["place"], row["wishes"]) for row in less} == {("", "")}
