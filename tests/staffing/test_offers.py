"""Offers of cases of the board: judged, answered, run out; and what a refusal tells."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Assignment, Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.notices.models import OutboxItem
from staffing import actions
from staffing.models import BoardOffer
from staffing.tasks import end_offer
from tests.builders import browsing_as, seat_of
from tests.everywhere.world_board import again, post
from tests.everywhere.world_staffing import say_of_self
from tests.staffing.boarding import blocked, offered


def test_who_offers_sees_reasons_and_blockers_and_a_blocked_person_is_not_offered_it(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    say_of_self(attorney, other_names=["Yusuf Al-Hariri"])
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity, message="Gladly.")
    page = browsing_as(coordinator).get(f"/harbor/board/{opportunity.pk}/interested/")
    text = page.content.decode()
    for words in ("Anna Anwalt", "Gladly.", "resembles one on the other side"):
        assert words in text
    assert "Alhariri" not in text
    give: dict[str, Any] = {"opportunity": again(opportunity), "membership": seat_of(attorney)}
    code = blocked(lambda: actions.offer_opportunity(supervisor, **give, reason="A namesake."))
    assert code == "conflict_by_name"


def test_what_came_between_offer_and_acceptance_refuses_without_telling_of_the_matter(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    say_of_self(attorney, other_names=["Yusuf Al-Hariri"])
    with pytest.raises(Blocked) as refusal:
        actions.accept_offer(attorney, opportunity=opportunity)
    assert refusal.value.code == "offer_blocked"
    for word in ("conflict", "resembles", "other side", "wall"):
        assert word not in str(refusal.value.message)
    assert not Assignment.objects.exists()
    assert again(opportunity).state == "offered"


def test_what_is_ones_own_to_put_right_is_said(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    actions.change_gate(supervisor, proofs=["licence"], states=["US-NY"], version=0)
    code = blocked(lambda: actions.accept_offer(attorney, opportunity=opportunity))
    assert code == "licence_missing"


def test_a_supervisors_reason_goes_along_to_the_acceptance(
    coordinator: Actor, supervisor: Actor, attorney: Actor, waiting: Case
) -> None:
    say_of_self(attorney, capacity=0)
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity)
    give: dict[str, Any] = {"opportunity": again(opportunity), "membership": seat_of(attorney)}
    assert blocked(lambda: actions.offer_opportunity(coordinator, **give)) == "over_capacity"
    actions.offer_opportunity(supervisor, **give, reason="Asked for it herself.")
    actions.accept_offer(attorney, opportunity=again(opportunity))
    assert Assignment.objects.get().membership == attorney.membership


def test_an_offer_is_one_persons_and_ends_by_the_clock(
    coordinator: Actor, attorney: Actor, other: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    actions.show_interest(other, opportunity=opportunity)
    assert blocked(lambda: actions.accept_offer(other, opportunity=opportunity)) == "offer_over"
    give: dict[str, Any] = {"opportunity": again(opportunity), "membership": seat_of(other)}
    assert blocked(lambda: actions.offer_opportunity(coordinator, **give)) == "offer_open"
    item = OutboxItem.objects.get(kind="board.offer_over")
    BoardOffer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert blocked(lambda: actions.accept_offer(attorney, opportunity=opportunity)) == "offer_over"
    end_offer(item)
    assert (again(opportunity).state, BoardOffer.objects.get().state) == ("posted", "expired")
    end_offer(item)  # a second time nothing happens
    actions.offer_opportunity(coordinator, **give)
    actions.accept_offer(other, opportunity=again(opportunity))


def test_an_offer_is_declined_taken_back_and_made_anew(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    assert blocked(lambda: actions.withdraw_interest(attorney, opportunity=opportunity)) == (
        "offer_open"
    )
    actions.decline_offer(attorney, opportunity=opportunity)
    assert again(opportunity).state == "posted"
    actions.show_interest(attorney, opportunity=opportunity)
    actions.offer_opportunity(
        coordinator, opportunity=again(opportunity), membership=seat_of(attorney)
    )
    actions.take_offer_back(coordinator, opportunity=opportunity)
    assert blocked(lambda: actions.accept_offer(attorney, opportunity=opportunity)) == "offer_over"
