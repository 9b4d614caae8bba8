"""Whoever lets somebody in for a time goes past what stands against them only with a word of it."""

import pytest

from cases.actions import give_access
from cases.models import Case, TimedAccess
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from staffing.models import Opportunity, Override
from tests.builders import browsing_as, calling_as, make_case, seat_of
from tests.everywhere.world_board import post
from tests.staffing.test_assigning import name_in

WHY = "Born in another country."


@pytest.fixture
def case(coordinator: Actor) -> Case:
    """A matter in which a witness has the attorney's name."""
    made = make_case(coordinator)
    name_in(coordinator, made, "witness", "Anna Anwalt")
    return made


def let_in(actor: Actor, case: Case, who: Actor, **more: str) -> TimedAccess:
    return give_access(
        actor, case=case, membership=seat_of(who), hours=4, reason="Stands in.", **more
    )


def test_the_reason_for_the_access_goes_past_nothing(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case
) -> None:
    for actor, more in ((supervisor, {}), (coordinator, {"override": WHY})):
        with pytest.raises(Blocked) as refusal:
            let_in(actor, case, attorney, **more)
        assert refusal.value.code == "name_resembles"
    assert not TimedAccess.objects.exists()
    access = let_in(supervisor, case, attorney, override=WHY)
    kept = Override.objects.select_related("key").get()
    assert (kept.access, kept.assignment, kept.codes) == (access, None, ["name_resembles"])
    assert (kept.reason, kept.said_by) == (WHY, supervisor.membership)


def test_a_word_against_nothing_is_not_kept(
    supervisor: Actor, coordinator: Actor, advocate: Actor
) -> None:
    let_in(supervisor, make_case(coordinator), advocate, override=WHY)
    assert not Override.objects.exists()


def test_access_for_a_time_takes_nothing_off_the_board(
    coordinator: Actor, supervisor: Actor, advocate: Actor
) -> None:
    case = make_case(coordinator)
    post(coordinator, case, role="advocate")
    let_in(supervisor, case, advocate)
    assert Opportunity.objects.get().state == "posted"


def test_the_page_says_what_stands_against_the_person_and_asks_why(
    coordinator: Actor, supervisor: Actor, attorney: Actor, case: Case
) -> None:
    place = f"/harbor/cases/{case.pk}/access/give/"
    said = {"person": attorney.membership_id, "hours": 4, "reason": "Stands in."}
    assert b"Why all the same" not in browsing_as(coordinator).get(place).content
    desk = browsing_as(supervisor)
    page = desk.post(place, said)
    assert page.status_code == 409
    assert "resembles" in page.content.decode()
    assert "Why all the same" in page.content.decode()
    assert desk.post(place, {**said, "override": WHY}).status_code == 302
    assert TimedAccess.objects.get().membership == attorney.membership
    assert Override.objects.exists()


def test_a_program_sends_the_word_apart(supervisor: Actor, attorney: Actor, case: Case) -> None:
    program = calling_as(supervisor)
    body = {"member": str(attorney.membership_id), "hours": 4, "reason": "Stands in."}
    place = f"cases/{case.pk}/timed-access"
    answer = program.make(place, body)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_resembles")
    assert program.make(place, {**body, "override": WHY}).status_code == 201
    assert Override.objects.get().codes == ["name_resembles"]
