"""Behind a wall: search, reports, packets, the audit; who is offered, who takes it down."""

from typing import Any

import pytest
from zeal import zeal_ignore

from cases.actions import assign_case
from cases.models import Assignment, Case
from cases.policy import visible_cases
from cases.queries import access_to, candidates
from clients import actions
from clients.models import Client
from clients.queries.walls import is_kept_out, still_reached
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.people.models import Membership
from clinic.tenancy.current import bind
from exchange import actions as exchange
from filings.queries.proposals import approvers
from reports.queries import caseload
from tests.builders import browsing_as, calling_as, make_member, seat_of, user_of
from tests.everywhere.test_walls import wall_off
from tests.everywhere.world import Place

pytestmark = pytest.mark.django_db


def test_nobody_who_is_kept_out_takes_a_copy_of_the_whole_clinic(place: Place) -> None:
    administrator = place.people["administrator"]
    wall_off(place, "administrator")
    with pytest.raises(Blocked) as stop:
        exchange.ask_export(administrator, reason="moving")
    assert stop.value.code == "kept_out"


def test_whoever_is_kept_out_is_not_offered_and_not_assigned(place: Place) -> None:

    attorney, other = place.people["attorney"], place.people["other_attorney"]
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    client = Client.objects.get(pk=place.case.client_id)
    for member in (other, supervisor):
        actions.raise_wall(
            coordinator, client=client, membership=seat_of(member), reason="Their firm."
        )
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    offered = {one.membership.pk for one in candidates(case)}
    assert seat_of(other).pk not in offered
    by_role = access_to(coordinator, case).by_role
    assert seat_of(supervisor).pk not in {seat.pk for seat, _roles in by_role}
    assert seat_of(supervisor).pk not in {seat.pk for seat in approvers(case.pk, but=None)}
    with pytest.raises(Blocked) as stop:
        assign_case(coordinator, case=case, membership=seat_of(other), role="attorney")
    assert stop.value.code == "kept_out"
    # Who was on the case is off it from the moment the wall stands.
    actions.raise_wall(coordinator, client=client, membership=seat_of(attorney), reason="A cousin.")
    left = Assignment.objects.filter(case=case, membership=seat_of(attorney), ended_at=None)
    assert not left.exists()


def test_a_packet_made_before_the_wall_is_not_handed_out_after_it(place: Place) -> None:
    attorney = place.people["attorney"]
    caller = calling_as(attorney)
    assert caller.ask("get", f"packets/{place.packet.pk}").status_code == 200
    wall_off(place, "attorney")
    assert caller.ask("get", f"packets/{place.packet.pk}").status_code == 404


def test_two_people_take_a_wall_down_and_no_role_comes_back(place: Place) -> None:
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    advocate = place.people["advocate"]
    client = Client.objects.get(pk=place.case.client_id)
    wall = actions.raise_wall(
        coordinator, client=client, membership=seat_of(advocate), reason="A neighbour."
    )
    with pytest.raises(Blocked) as stop:
        actions.lower_wall(coordinator, wall=wall, reason="She asked.")
    assert stop.value.code == "second_person"
    actions.lower_wall(supervisor, wall=wall, reason="It was another person.")
    answer = browsing_as(advocate).get(f"/{place.clinic.slug}/cases/{place.case.pk}/")
    assert answer.status_code == 404  # the grant went with the wall's raising


def test_a_new_seat_of_the_same_person_stands_before_the_same_wall(place: Place) -> None:
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    client = Client.objects.get(pk=place.case.client_id)
    actions.raise_wall(
        coordinator, client=client, membership=seat_of(supervisor), reason="A cousin."
    )
    Membership.objects.filter(pk=seat_of(supervisor).pk).update(ended_at="2026-01-01T00:00Z")
    again = Membership.objects.create(user=user_of(supervisor), roles=["supervisor"])
    again.clinic = place.clinic
    assert not visible_cases(Actor.member(again)).filter(pk=place.case.pk).exists()


def test_the_last_who_could_let_anybody_in_is_not_kept_out(place: Place) -> None:
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    client = Client.objects.get(pk=place.case.client_id)
    everything = [
        seat for seat in Membership.objects.filter(ended_at=None, is_system=False)
        if {"coordinator", "supervisor"} & set(seat.roles)
        and seat.pk not in {seat_of(coordinator).pk, seat_of(supervisor).pk}
    ]  # fmt: skip
    for seat in everything:
        actions.raise_wall(coordinator, client=client, membership=seat, reason="A cousin.")
    actions.raise_wall(
        coordinator, client=client, membership=seat_of(supervisor), reason="A cousin."
    )
    assert not still_reached(client, without=seat_of(coordinator))
    with pytest.raises(Blocked) as stop:
        actions.raise_wall(
            coordinator, client=client, membership=seat_of(coordinator), reason="A cousin."
        )
    assert stop.value.code == "nobody_left"


def test_a_clearance_behind_a_wall_lasts_as_long_as_the_wall(place: Place) -> None:
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    client = Client.objects.get(pk=place.case.client_id)
    check = actions.run_conflict_check(coordinator, client=client)
    said: dict[str, Any] = {
        "check": check,
        "decision": "walled",
        "reason": "Only one volunteer's firm.",
    }
    with pytest.raises(Blocked) as stop:
        actions.decide_conflict(coordinator, **said)
    assert stop.value.code == "no_wall"
    other = seat_of(place.people["other_attorney"])
    wall = actions.raise_wall(coordinator, client=client, membership=other, reason="Their firm.")
    actions.decide_conflict(coordinator, **said)
    assert Client.objects.get(pk=client.pk).conflict_state == "walled"
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    third = make_member(place.clinic, "attorney", name="Third attorney")
    assign_case(coordinator, case=case, membership=seat_of(third), role="attorney")
    actions.lower_wall(supervisor, wall=wall, reason="The firm left.")
    assert Client.objects.get(pk=client.pk).conflict_state == "recheck"


def test_no_search_finds_behind_a_wall(place: Place) -> None:
    coordinator = place.people["coordinator"]
    assert actions.search_clients(coordinator, text="Mekdes Misale")
    wall_off(place, "coordinator")
    assert actions.search_clients(coordinator, text="Mekdes Misale") == []
    sought = calling_as(coordinator).ask("post", "clients/search", {"text": "Mekdes Misale"})
    assert (sought.status_code, sought.json()["items"]) == (200, [])


def test_a_check_that_meets_a_client_behind_a_wall_does_not_say_whom(place: Place) -> None:
    coordinator = place.people["coordinator"]
    with bind(place.clinic):
        hers = Client.objects.get(pk=place.case.client_id)
        other = place.fresh_client
        actions.raise_wall(
            place.people["supervisor"], client=hers, membership=seat_of(coordinator),
            reason="Named in it.",
        )  # fmt: skip
        actions.add_party(coordinator, client=other, kind="witness", name="Mekdes Misale")
        actions.run_conflict_check(coordinator, client=other)
        page = (
            browsing_as(coordinator)
            .get(f"/{place.clinic.slug}/clients/{other.pk}/conflict/")
            .content.decode()
        )
    assert "A client of this clinic" in page
    assert hers.code_name not in page


def test_reports_count_nothing_behind_a_wall(place: Place) -> None:
    supervisor = place.people["supervisor"]
    before = caseload(supervisor)
    wall_off(place, "supervisor")
    after = caseload(supervisor)
    assert before.open_matters > 0
    assert (after.open_matters, sum(after.by_stage), after.unassigned) == (0, 0, 0)
    assert all(sum(line.by_stage) == 0 for line in after.attorneys)


def test_an_auditor_reads_nothing_of_a_matter_behind_a_wall(place: Place) -> None:
    auditor = place.people["auditor"]
    browser, url = browsing_as(auditor), f"/{place.clinic.slug}/office/audit/"
    number = place.case.number
    with zeal_ignore():
        before = browser.get(f"{url}?case_number={number}").content.decode()
        wall_off(place, "auditor")
        after = browser.get(f"{url}?case_number={number}").content.decode()
        whole = browser.get(url).content.decode()
    assert before.count(number) > after.count(number)
    assert number not in whole


def test_a_wall_stands_before_both_records_of_one_person(place: Place) -> None:
    coordinator, supervisor = place.people["coordinator"], place.people["supervisor"]
    other = place.people["other_attorney"]
    merge = place.joined
    client = Client.objects.get(pk=merge.client_id)
    wall = actions.raise_wall(
        coordinator, client=client, membership=seat_of(other), reason="A cousin."
    )
    assert is_kept_out(user_of(other).pk, merge.duplicate_id)
    actions.lower_wall(supervisor, wall=wall, reason="Another person.")
    assert not is_kept_out(user_of(other).pk, merge.duplicate_id)


def test_joining_two_records_shares_the_walls_of_either(place: Place) -> None:
    coordinator, other = place.people["coordinator"], place.people["other_attorney"]
    merge = place.merge  # proposed
    duplicate = Client.objects.get(pk=merge.duplicate_id)
    actions.raise_wall(coordinator, client=duplicate, membership=seat_of(other), reason="A cousin.")
    actions.confirm_merge(place.people["supervisor"], merge=merge)
    assert is_kept_out(user_of(other).pk, merge.client_id)
