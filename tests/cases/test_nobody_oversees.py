"""An emergency of which no supervisor may know: somebody is told, and somebody looks at it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cases.actions import review_glass
from cases.models import Case, TimedAccess
from cases.queries import to_review
from clients.actions import raise_wall
from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.notices.models import OutboxItem
from desk.queries.panels import glass
from tests.builders import browsing_as, make_case, make_member, seat_of
from tests.cases.test_timed_access import take


@pytest.fixture(autouse=True)
def _no_tries() -> None:
    cache.clear()


@pytest.fixture
def administrator(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "administrator", name="Adele Admin")


@pytest.fixture
def walled(coordinator: Actor) -> Actor:
    return make_member(coordinator.clinic, "supervisor", name="The only supervisor")


@pytest.fixture
def case(coordinator: Actor, walled: Actor) -> Case:
    """A case without an attorney that the only supervisor is kept out of."""
    made = make_case(coordinator)
    raise_wall(coordinator, client=made.client, membership=seat_of(walled), reason="A cousin.")
    return made


def members_page(actor: Actor) -> str:
    answer = browsing_as(actor).get(reverse("office:members", args=["harbor"]))
    return answer.content.decode()


def told(access: TimedAccess) -> set[object]:
    mails = OutboxItem.objects.filter(kind="cases.glass", ref_id=access.pk)
    return set(mails.values_list("recipient", flat=True))


def test_coordinators_and_administrators_are_told_where_no_supervisor_may_be(
    coordinator: Actor, administrator: Actor, walled: Actor, advocate: Actor, case: Case
) -> None:
    access = take(advocate, case)
    assert told(access) == {seat_of(coordinator).pk, seat_of(administrator).pk}
    page = members_page(administrator)
    assert "no supervisor may look at it" in page
    assert case.number not in page
    assert "no supervisor may look" not in members_page(coordinator)


def test_a_coordinator_looks_at_it_as_long_as_nobody_oversees(
    coordinator: Actor, walled: Actor, advocate: Actor, case: Case
) -> None:
    access = take(advocate, case)
    assert list(to_review(coordinator)) == [access]
    assert [item.title for item in glass(coordinator).items] == [advocate.name]
    assert not to_review(walled).exists()
    other = make_member(coordinator.clinic, "supervisor", name="Another supervisor")
    assert not to_review(coordinator).exists()
    with pytest.raises(Refused):
        review_glass(coordinator, access=access, proper=True, review="Right.")
    raise_wall(coordinator, client=case.client, membership=seat_of(other), reason="A friend.")
    page = f"/harbor/timed-access/{access.pk}/review/"
    sent = {"found": "proper", "review": "The shelter called."}
    assert browsing_as(coordinator).post(page, sent).status_code == 302
    access.refresh_from_db()
    assert access.reviewed_by == seat_of(coordinator)


def test_where_a_supervisor_may_know_nobody_else_is_told(
    coordinator: Actor, administrator: Actor, walled: Actor, advocate: Actor
) -> None:
    access = take(advocate, make_case(coordinator))
    assert told(access) == {seat_of(walled).pk}
    assert not to_review(coordinator).exists()
    page = members_page(administrator)
    assert "no supervisor may look" not in page
