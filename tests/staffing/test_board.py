"""Cases on the board: neutral words for everybody, identity for nobody before acceptance."""

from typing import Any

import pytest
from django.db import connection

from cases.actions import assign_case, close_case
from cases.models import Case
from clients import actions as clients
from clients.models import Client, Wall
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.audit.models import AuditEntry
from clinic.notices.models import OutboxItem
from staffing import actions, queries
from staffing.models import BoardOffer, Interest, Opportunity
from staffing.tasks import news_letter
from tests.builders import browsing_as, calling_as, make_case, seat_of
from tests.everywhere.world_board import again, post, told_of
from tests.staffing.boarding import blocked, offered


def verbs() -> list[str]:
    rows = AuditEntry.objects.filter(outcome="done").order_by("id")
    return [verb for verb in rows.values_list("verb", flat=True) if "board" in verb or
            verb.startswith(("opportunity", "interest")) or verb == "case.assigned"]  # fmt: skip


def wall(waiting: Case, who: Actor, by: Actor) -> None:
    Wall(
        client=waiting.client, key=waiting.client.key, membership=seat_of(who), reason="Kin.",
        raised_by=seat_of(by),
    ).save(force_insert=True)  # fmt: skip


def test_from_the_board_to_the_case_each_act_has_its_entry(
    coordinator: Actor, attorney: Actor, other: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    actions.show_interest(other, opportunity=opportunity)
    made = actions.accept_offer(attorney, opportunity=opportunity)
    assert (made.case_id, made.membership, made.role) == (
        waiting.pk,
        attorney.membership,
        "attorney",
    )
    assert made.assigned_by_id == coordinator.membership_id
    assert again(opportunity).state == "taken"
    assert BoardOffer.objects.get().assignment_id == made.pk
    assert verbs() == [
        "opportunity.posted", "interest.shown", "board_offer.made", "interest.shown",
        "case.assigned", "board_offer.accepted",
    ]  # fmt: skip
    given = AuditEntry.objects.get(verb="case.assigned")
    assert (given.actor_kind, given.actor_id) == ("board", coordinator.membership_id)
    assert browsing_as(attorney).get(f"/harbor/cases/{waiting.pk}/").status_code == 200


def test_before_acceptance_nothing_tells_whose_case_it_is(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    browser, program = browsing_as(attorney), calling_as(attorney)
    texts = [
        browser.get(f"/harbor/board/{at}").content.decode() for at in ("", f"{opportunity.pk}/")
    ]
    texts += [browser.get("/harbor/").content.decode()]
    texts += [str(program.read("board")), str(program.read(f"board/{opportunity.pk}"))]
    assert all("T visa" in text or "t_visa" in text for text in texts)
    secrets = (
        waiting.number, waiting.client.code_name, str(waiting.pk), str(waiting.client_id),
        "Nilofar", "Youssef", "Alhariri", "Started.",
    )  # fmt: skip
    for text in texts:
        assert [secret for secret in secrets if secret in text] == []
    assert browser.get(f"/harbor/cases/{waiting.pk}/").status_code == 404
    assert browser.get(f"/harbor/board/{opportunity.pk}/interested/").status_code == 403


def test_what_is_told_and_said_is_sealed(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity, message="I know the judge.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary::text FROM staffing_opportunity")
        assert "affidavit" not in cursor.fetchone()[0]
        cursor.execute("SELECT message::text FROM staffing_interest")
        assert "judge" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "text", ["Nilofar waits.", "Against Youssef", "In Springfield", "Born 1990", "Call 2025550142"]
)
def test_words_that_tell_of_somebody_do_not_go_up(
    coordinator: Actor, waiting: Case, text: str
) -> None:
    assert blocked(lambda: post(coordinator, waiting, text=text)) == "not_neutral"
    assert not Opportunity.objects.exists()
    page = browsing_as(coordinator).post(f"/harbor/cases/{waiting.pk}/board/", sent(text=text))
    assert page.status_code == 422
    assert "staffing_opportunity" not in page.content.decode()


def sent(**changes: Any) -> dict[str, Any]:
    from clinic.pages.fields import OnceField

    return told_of(form_token=OnceField.signed(OnceField.new()), shown="", **changes)


def test_it_goes_up_only_as_it_was_shown(coordinator: Actor, waiting: Case) -> None:
    browser, url, first = browsing_as(coordinator), f"/harbor/cases/{waiting.pk}/board/", sent()
    page = browser.post(url, first)
    assert page.status_code == 200
    assert "Exactly this is what volunteers will see" in page.content.decode()
    assert not Opportunity.objects.exists()
    mark = page.context["form"].data["shown"]
    changed = browser.post(url, {**first, "shown": mark, "hours": "more"})
    assert changed.status_code == 200
    assert not Opportunity.objects.exists()
    assert browser.post(url, {**first, "shown": mark}).status_code == 302
    assert Opportunity.objects.get().state == "posted"


def test_only_a_case_that_waits_and_is_clear_goes_up_and_once(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    post(coordinator, waiting)
    assert blocked(lambda: post(coordinator, waiting)) == "on_board"
    post(coordinator, waiting, role="advocate")
    busy = make_case(coordinator, attorney)
    assert blocked(lambda: post(coordinator, busy)) == "not_waiting"
    unclear = make_case(coordinator)
    Client.objects.filter(pk=unclear.client_id).update(conflict_state="recheck")
    assert blocked(lambda: post(coordinator, unclear)) == "conflict_not_clear"
    with pytest.raises(ValueError, match="Not a matter"):
        post(coordinator, make_case(coordinator), matters=["asylum"])


def test_behind_a_wall_there_is_no_trace(
    coordinator: Actor, attorney: Actor, supervisor: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    actions.show_interest(attorney, opportunity=opportunity)
    wall(waiting, attorney, coordinator)
    wall(waiting, supervisor, coordinator)
    for who in (attorney, supervisor):
        assert queries.board_of(who) == []
        assert calling_as(who).read("board")["items"] == []
        with pytest.raises(NotVisible):
            queries.opportunity_of(who, opportunity.pk)
        assert browsing_as(who).get(f"/harbor/board/{opportunity.pk}/").status_code == 404
    item = OutboxItem.objects.filter(kind="board.news").first()
    assert item is not None
    item.recipient_id = attorney.membership_id
    assert news_letter(item) is None


def test_a_wall_that_is_raised_ends_the_offer_and_nobody_is_told(
    coordinator: Actor, attorney: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    before = OutboxItem.objects.filter(recipient_id=attorney.membership_id).count()
    clients.raise_wall(
        coordinator, client=waiting.client, membership=seat_of(attorney), reason="A cousin."
    )
    assert again(opportunity).state == "posted"
    assert BoardOffer.objects.get().state == "taken_back"
    assert Interest.objects.get().state == "withdrawn"
    assert OutboxItem.objects.filter(recipient_id=attorney.membership_id).count() == before


def test_roles_see_what_they_could_take(
    coordinator: Actor, attorney: Actor, advocate: Actor, waiting: Case
) -> None:
    post(coordinator, waiting, role="advocate")
    assert len(queries.board_of(advocate)) == 1
    assert queries.board_of(attorney) == []


@pytest.mark.parametrize("way", ["assigned", "closed", "withdrawn"])
def test_whatever_ends_the_waiting_takes_it_off_the_board_with_its_offer(
    coordinator: Actor, supervisor: Actor, attorney: Actor, other: Actor, waiting: Case, way: str
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    if way == "assigned":
        assign_case(coordinator, case=waiting, membership=seat_of(other), role="attorney")
    elif way == "closed":
        close_case(supervisor, case=waiting, outcome="advice", reason="", version=waiting.version)
    else:
        actions.withdraw_opportunity(coordinator, opportunity=opportunity)
    assert again(opportunity).state == "withdrawn"
    assert BoardOffer.objects.get().state == "taken_back"
    assert verbs().count("opportunity.withdrawn") == 1
    ended = OutboxItem.objects.filter(key__contains=":ended:")
    assert [item.recipient_id for item in ended] == [attorney.membership_id]
    opportunity = again(opportunity)
    assert blocked(lambda: actions.accept_offer(attorney, opportunity=opportunity)) == (
        "not_on_board"
    )
    (line,) = queries.board_of(attorney)
    assert (line.is_live, str(line.state_words)) == (False, "No longer on the board")


def test_the_others_learn_that_it_is_taken_and_not_by_whom(
    coordinator: Actor, attorney: Actor, other: Actor, waiting: Case
) -> None:
    opportunity = offered(coordinator, attorney, waiting)
    actions.show_interest(other, opportunity=opportunity)
    actions.accept_offer(attorney, opportunity=opportunity)
    (item,) = OutboxItem.objects.filter(key__contains=":ended:")
    letter = news_letter(item)
    assert letter is not None
    assert letter.to == "otto.anders@example.org"
    page = browsing_as(other).get(f"/harbor/board/{opportunity.pk}/").content.decode()
    assert "Taken" in page
    assert "Anna" not in page
    assert browsing_as(other).get(f"/harbor/cases/{waiting.pk}/").status_code == 404


def test_a_token_held_to_another_case_does_not_reach_the_board_of_this_one(
    coordinator: Actor, waiting: Case
) -> None:
    opportunity = post(coordinator, waiting)
    held = calling_as(coordinator, cases=[make_case(coordinator).pk])
    assert held.ask("get", f"board/{opportunity.pk}/interested").status_code == 404
