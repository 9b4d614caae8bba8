"""A waiver is informed, in writing, agreed to by two people, about two names as they were."""

from typing import Any

import pytest

from cases import actions as case_actions
from clients import actions, queries
from clients.models import Client, ConflictCheck, ConflictMatch, ConflictWaiver, Party
from clients.queries.waivers import is_waived
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from clinic.tenancy.current import today
from clinic.vault.keys import make_clinic_key
from clinic.vault.models import ClinicKey
from tests.builders import browsing_as, make_member
from tests.clients.conftest import desk_of, known_client
from tests.clients.test_conflict_check import add, fresh
from tests.sealed import sealed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(coordinator: Actor) -> tuple[Client, ConflictCheck]:
    """A check that found a client of ours on the other side, and she stands there twice."""
    known_client(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "recruiter", "Viktor Musterfall")
    add(coordinator, here, "co_defendant", "Viktor Musterfall")
    return fresh(here), actions.run_conflict_check(coordinator, client=here)


def waive(coordinator: Actor, match: ConflictMatch, **changes: Any) -> ConflictWaiver:
    said: dict[str, Any] = {
        "consented": "Both clients.", "explained": "What may follow for each.",
        "given_on": today(), "upload": sealed_pdf(),
    }  # fmt: skip
    return actions.record_waiver(coordinator, match=match, **(said | changes))


def decide(coordinator: Actor, check: ConflictCheck) -> ConflictCheck:
    return actions.decide_conflict(
        coordinator, check=check, decision="waived", reason="Both clients agreed."
    )


def test_every_match_that_may_be_a_conflict_needs_a_waiver_that_two_people_stand_for(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    one, two = queries.matches_of(check)
    with pytest.raises(Blocked) as stop:
        decide(coordinator, check)
    assert stop.value.code == "not_waived"
    waivers = [waive(coordinator, one)]
    actions.agree_to_waiver(supervisor, waiver=waivers[0])
    waivers.append(waive(coordinator, two))
    with pytest.raises(Blocked) as stop:  # the second is agreed to by nobody yet
        decide(coordinator, check)
    assert stop.value.code == "not_waived"
    actions.agree_to_waiver(supervisor, waiver=waivers[1])
    decide(coordinator, check)
    assert fresh(client).conflict_state == "waived"
    assert not queries.intake_to_decline(coordinator, fresh(client))


def test_nobody_agrees_to_a_waiver_of_their_own(
    coordinator: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    both = make_member(coordinator.clinic, "coordinator", "supervisor", name="Holds both")
    waiver = waive(both, queries.matches_of(met[1])[0])
    with pytest.raises(Blocked) as stop:
        actions.agree_to_waiver(both, waiver=waiver)
    assert stop.value.code == "second_person"


@pytest.mark.parametrize("missing", ["consented", "explained"])
def test_it_says_who_consented_to_what(
    coordinator: Actor, met: tuple[Client, ConflictCheck], missing: str
) -> None:
    with pytest.raises(Blocked) as stop:
        waive(coordinator, queries.matches_of(met[1])[0], **{missing: "  "})
    assert stop.value.code == "reason_missing"
    assert not ConflictWaiver.objects.exists()


def test_a_waiver_outlives_a_new_check_but_no_change_of_either_name(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    for match in queries.matches_of(check):
        actions.agree_to_waiver(supervisor, waiver=waive(coordinator, match))
    again = actions.run_conflict_check(coordinator, client=client)
    assert len(queries.standing_waivers(client, queries.matches_of(again))) == 2
    decide(coordinator, again)
    other = Client.objects.exclude(pk=client.pk).get()
    answers = {"legal_name": "Victor Musterfall"}
    actions.change_identity(coordinator, client=other, answers=answers)
    assert fresh(client).conflict_state == "recheck"
    last = actions.run_conflict_check(coordinator, client=client)
    assert queries.matches_of(last)
    assert queries.standing_waivers(client, queries.matches_of(last)) == {}
    with pytest.raises(Blocked) as stop:
        decide(coordinator, last)
    assert stop.value.code == "not_waived"


def test_whoever_is_waived_for_may_be_assigned(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    with pytest.raises(Blocked) as stop:
        case_actions.open_case(coordinator, client=client, matter="t_visa")
    assert stop.value.code == "conflict_not_clear"
    for match in queries.matches_of(check):
        actions.agree_to_waiver(supervisor, waiver=waive(coordinator, match))
    decide(coordinator, check)
    with pytest.raises(Blocked) as stop:  # the check no longer stands in the way, the intake does
        case_actions.open_case(coordinator, client=client, matter="t_visa")
    assert stop.value.code != "conflict_not_clear"


def test_the_pages_lead_from_the_match_to_the_agreed_waiver(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    match = queries.matches_of(check)[0]
    desk = desk_of(coordinator)
    page = desk.get(f"clients/{client.pk}/conflict/").content.decode()
    address = f"matches/{match.pk}/waive/"
    assert address in page
    assert desk.post(address, {"given_on": "2026-01-01"}).status_code == 422
    form = desk.get(address).content.decode()
    assert "multipart/form-data" in form
    assert "usterfal" not in form
    waiver = waive(coordinator, match)
    page = desk.get(f"clients/{client.pk}/conflict/").content.decode()
    assert address not in page
    assert "Waits for a second person" in page
    other = desk_of(supervisor)
    assert "I have read it and agree" in other.get(f"waivers/{waiver.pk}/").content.decode()
    other.post(f"waivers/{waiver.pk}/agree/")
    waiver.refresh_from_db()
    assert waiver.agreed_at is not None
    assert browsing_as(supervisor).post(f"/harbor/waivers/{waiver.pk}/paper/").status_code == 200


def test_a_new_search_key_voids_no_waiver(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    first, second = queries.matches_of(check)
    waiver = waive(coordinator, first)
    actions.agree_to_waiver(supervisor, waiver=waiver)
    make_clinic_key(ClinicKey.SEARCH)
    newer = waive(coordinator, second)
    found = queries.standing_waivers(client, queries.matches_of(check))
    assert found == {first.pk: waiver, second.pk: newer}
    actions.agree_to_waiver(supervisor, waiver=newer)
    assert is_waived(client, queries.matches_of(check))
    # About another name nobody consented to anything, whichever key it is hashed with.
    party = Party.objects.select_related("key").get(pk=first.party_id)
    party.name = "Somebody Else"
    party.save(update_fields=["name"])
    assert first.pk not in queries.standing_waivers(client, queries.matches_of(check))


def test_a_page_ends_a_waiver_and_the_clearance_that_rests_on_it(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    for match in queries.matches_of(check):
        actions.agree_to_waiver(supervisor, waiver=waive(coordinator, match))
    decide(coordinator, check)
    waiver = ConflictWaiver.objects.order_by("id").first()
    assert waiver is not None
    desk, address = desk_of(supervisor), f"waivers/{waiver.pk}/end/"
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert fresh(client).conflict_state == "waived"
    page = desk.post(address, {"reason": "One took it back."}, follow=True).content.decode()
    assert "Ended" in page
    assert fresh(client).conflict_state == "recheck"
    assert "One took it back." in desk.get(f"waivers/{waiver.pk}/").content.decode()
    assert desk.post(address, {"reason": "Again."}).status_code == 409
    assert desk.post(f"waivers/{waiver.pk}/agree/").status_code == 409


def test_nobody_agrees_to_what_was_ended(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    waiver = waive(coordinator, queries.matches_of(met[1])[0])
    actions.end_waiver(supervisor, waiver=waiver, reason="It cannot be waived.")
    with pytest.raises(Blocked) as stop:
        actions.agree_to_waiver(supervisor, waiver=waiver)
    assert stop.value.code == "ended_already"
    assert queries.standing_waivers(fresh(met[0]), queries.matches_of(met[1])) == {}
