"""Nobody says of themselves that what stands against them may be passed over."""

from typing import Any

import pytest

from cases.actions import assign_case, give_access
from cases.models import Assignment, Case
from clinic.access.actor import Actor
from staffing import actions
from staffing.models import BoardOffer
from tests.builders import browsing_as, calling_as, make_member, seat_of
from tests.everywhere.world_board import again, post
from tests.everywhere.world_staffing import say_of_self
from tests.staffing.boarding import blocked

REASON = "It is urgent."


@pytest.fixture
def counsel(coordinator: Actor) -> Actor:
    """Oversees and takes cases; has no room for one more."""
    made = make_member(coordinator.clinic, "supervising_attorney", name="Sina Anwalt")
    say_of_self(made, capacity=0)
    return made


def test_another_person_assigns_past_what_stands_against_oneself(
    supervisor: Actor, counsel: Actor, waiting: Case
) -> None:
    said: dict[str, Any] = {
        "case": waiting,
        "membership": seat_of(counsel),
        "role": "supervising_attorney",
    }
    for reason in ("", REASON):
        code = blocked(lambda reason=reason: assign_case(counsel, **said, reason=reason))
        assert code == "second_person"
    code = blocked(
        lambda: give_access(
            counsel, case=waiting, membership=seat_of(counsel), hours=4, reason=REASON
        )
    )
    assert code == "second_person"
    assert not Assignment.objects.exists()
    assign_case(supervisor, **said, reason=REASON)
    assert Assignment.objects.get().membership == counsel.membership


def test_the_page_and_the_api_say_so(counsel: Actor, waiting: Case) -> None:
    person = f"supervising_attorney:{counsel.membership_id}"
    page = browsing_as(counsel).post(
        f"/harbor/cases/{waiting.pk}/assign/", {"person": person, "reason": REASON}
    )
    assert page.status_code == 409
    assert "another person" in page.content.decode()
    body = {
        "member": str(counsel.membership_id), "role": "supervising_attorney", "reason": REASON
    }  # fmt: skip
    answer = calling_as(counsel).make(f"cases/{waiting.pk}/assignments", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "second_person")
    assert not Assignment.objects.exists()


def test_nobody_offers_it_to_themselves_on_the_board(
    supervisor: Actor, counsel: Actor, waiting: Case
) -> None:
    opportunity = post(supervisor, waiting)
    actions.show_interest(counsel, opportunity=opportunity)
    place = f"/harbor/board/{opportunity.pk}/offer/"
    sent = {"member": str(counsel.membership_id), "days": "5", "reason": REASON}
    page = browsing_as(counsel).post(place, sent)
    assert page.status_code == 409
    caller = calling_as(counsel)
    at = f"board/{opportunity.pk}"
    answer = caller.change(f"{at}/offer", {**sent, "days": 5}, of=at)
    assert (answer.status_code, answer.json()["code"]) == (409, "second_person")
    assert not BoardOffer.objects.exists()
    give: dict[str, Any] = {"opportunity": again(opportunity), "membership": seat_of(counsel)}
    actions.offer_opportunity(supervisor, **give, reason=REASON)
    actions.accept_offer(counsel, opportunity=again(opportunity))
    assert Assignment.objects.get().membership == counsel.membership
