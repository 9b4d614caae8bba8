"""A representative in an emergency is told how far it goes, and so is whoever looks at it."""

import pytest
from django.core.cache import cache

from cases.actions import break_glass
from cases.models import Case, TimedAccess
from clinic.access.actor import Actor
from tests.builders import browsing_as, make_case, make_member
from tests.staffing.test_counsel import accredited

SAID = "accreditation does not open every matter"


@pytest.fixture
def who(coordinator: Actor) -> Actor:
    cache.clear()
    return make_member(coordinator.clinic, "representative", name="Rosa Vertritt")


def take(who: Actor, case: Case) -> TimedAccess:
    return break_glass(who, number=case.number, reason="She called.", hours=4)


def review_of(supervisor: Actor, access: TimedAccess) -> str:
    page = browsing_as(supervisor).get(f"/harbor/timed-access/{access.pk}/review/")
    assert page.status_code == 200
    return page.content.decode().replace("&#x27;", "'")


def test_whoever_looks_at_it_is_told_what_the_accreditation_does_not_open(
    coordinator: Actor, supervisor: Actor, attorney: Actor, who: Actor
) -> None:
    assert SAID in review_of(supervisor, take(who, make_case(coordinator)))
    accredited(who, coordinator, "doj_full")
    assert SAID not in review_of(supervisor, take(who, make_case(coordinator)))
    vacatur = take(who, make_case(coordinator, matter="vacatur"))
    assert SAID in review_of(supervisor, vacatur)
    assert SAID not in review_of(supervisor, take(attorney, make_case(coordinator)))


def test_a_representative_is_told_before_that_it_opens_no_matter(
    attorney: Actor, who: Actor
) -> None:
    said = b"not its matters"
    assert said in browsing_as(who).get("/harbor/emergency-access/").content
    assert said not in browsing_as(attorney).get("/harbor/emergency-access/").content
