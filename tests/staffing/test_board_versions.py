"""What the version of a case on the board tells: never that somebody else is offered it."""

from typing import Any

from cases.models import Case
from clinic.access.actor import Actor
from staffing import actions
from tests.builders import calling_as, make_member, seat_of
from tests.everywhere.world_board import again, post


def seen(actor: Actor, opportunity: Any) -> tuple[str, int]:
    answer = calling_as(actor).ask("get", f"board/{opportunity.pk}")
    listed = calling_as(actor).read("board")["items"]
    (line,) = [one for one in listed if one["id"] == str(opportunity.pk)]
    assert answer["ETag"] == f'"{line["version"]}"'
    assert answer.json() == line
    return answer["ETag"], line["version"]


def test_a_volunteer_does_not_learn_of_offers_to_others(
    coordinator: Actor, attorney: Actor, other: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    bystander = make_member(coordinator.clinic, "attorney", name="Uma Unbeteiligt")
    actions.show_interest(attorney, opportunity=opportunity)
    actions.show_interest(other, opportunity=opportunity)
    watching, before = (other, bystander), []
    for who in watching:
        before.append(seen(who, opportunity))
    desk, own = seen(coordinator, opportunity), seen(attorney, opportunity)
    actions.offer_opportunity(
        coordinator, opportunity=again(opportunity), membership=seat_of(attorney)
    )
    assert seen(coordinator, opportunity) != desk
    assert seen(attorney, opportunity) != own
    assert [seen(who, opportunity) for who in watching] == before
    actions.decline_offer(attorney, opportunity=again(opportunity))
    assert [seen(who, opportunity) for who in watching] == before


def test_a_change_is_made_for_what_was_read(
    coordinator: Actor, attorney: Actor, other: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    at, program = f"board/{opportunity.pk}", calling_as(other)
    read = program.ask("get", at)["ETag"]
    actions.show_interest(attorney, opportunity=opportunity)
    actions.offer_opportunity(
        coordinator, opportunity=again(opportunity), membership=seat_of(attorney)
    )
    said = program.change(f"{at}/interest", {"message": ""}, etag=read)
    assert said.status_code == 200, said.content
    assert said["ETag"] != read
    assert program.change(f"{at}/interest/withdraw", etag=read).status_code == 412
    assert program.change(f"{at}/interest/withdraw", etag=said["ETag"]).status_code == 200
    desk = calling_as(coordinator)
    stale = desk.ask("get", at)["ETag"]
    actions.decline_offer(attorney, opportunity=again(opportunity))
    assert desk.change(f"{at}/withdraw", etag=stale).status_code == 412
    assert desk.change(f"{at}/withdraw", of=at).status_code == 200
