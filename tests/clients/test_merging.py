"""Duplicates are shown ranked, joined by two people, and taken apart again without loss."""

from typing import Any

import pytest
from django.utils import timezone

from clients import actions, hooks
from clients.models import Client, ClientMerge, Identifier, Intake, Party
from clients.queries import active_parties, client_list, contact_banner, contact_verdict
from clients.queries.listing import ClientFilter
from clients.queries.merging import find_duplicates, states_of
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked
from tests.builders import make_member
from tests.clients.conftest import desk_of, known_client

pytestmark = pytest.mark.django_db


def fresh(client: Client) -> Client:
    return Client.objects.select_related("key").get(pk=client.pk)


def end_intakes(coordinator: Actor, client: Client) -> None:
    for intake in Intake.objects.filter(client=client).select_related("key", "client__key"):
        actions.decline_intake(coordinator, intake=intake, reason="elsewhere")


def two_records(coordinator: Actor) -> tuple[Client, Client]:
    """The same person met twice, the second time with another spelling and an employer."""
    old = known_client(coordinator, "Selam Beispiel", identifiers={"a_number": "A012345678"})
    new = known_client(coordinator, "Salam Beyspil", identifiers={"passport": "X1234567"})
    actions.add_party(coordinator, client=new, kind="employer", name="Muster Farms LLC")
    end_intakes(coordinator, new)
    return fresh(old), fresh(new)


def proposed(coordinator: Actor, stays: Client, goes: Client) -> ClientMerge:
    return actions.propose_merge(
        coordinator, client=stays, duplicate=goes, reason="Same birthday and village."
    )


def found(coordinator: Actor, text: str) -> list[str]:
    return [hit.client.code_name for hit in actions.search_clients(coordinator, text=text)]


def test_candidates_are_ranked_and_nothing_is_joined_by_itself(coordinator: Actor) -> None:
    old, new = two_records(coordinator)
    same = known_client(coordinator, "Selam Beispiel")
    known_client(coordinator, "Oana Exemplu")
    lines = find_duplicates(coordinator, old)
    assert [line.client.pk for line in lines] == [same.pk, new.pk]
    assert lines[0].score == 100 > lines[1].score
    assert not Client.objects.exclude(merged_into=None).exists()
    page = desk_of(coordinator).post(f"clients/{old.pk}/duplicates/").content.decode()
    assert page.index(same.code_name) < page.index(new.code_name)
    assert "Selam" not in page


def test_one_person_alone_joins_nothing(coordinator: Actor, supervisor: Actor) -> None:
    merge = proposed(coordinator, *two_records(coordinator))
    with pytest.raises(Blocked) as refusal:
        actions.confirm_merge(coordinator, merge=merge)
    assert refusal.value.code == "second_person"
    program = make_member(coordinator.clinic, "coordinator", name="A program")
    assert program.membership is not None
    program.membership.is_system = True
    program.membership.save()
    with pytest.raises(Blocked, match="Somebody else"):
        actions.confirm_merge(program, merge=merge)
    assert actions.confirm_merge(supervisor, merge=merge).status == "done"


def test_joined_records_are_found_once_and_come_apart_as_they_were(
    coordinator: Actor, supervisor: Actor
) -> None:
    old, new = two_records(coordinator)
    before = {(party.kind, party.name) for party in active_parties(old)}
    merge = actions.confirm_merge(supervisor, merge=proposed(coordinator, old, new))
    assert {(party.kind, party.name) for party in active_parties(old)} == before | {
        ("alias", "Salam Beyspil"), ("employer", "Muster Farms LLC"),
    }  # fmt: skip
    for text in ("Salam Beyspil", "Muster Farms", "X1234567", "A012345678"):
        assert found(coordinator, text) == [old.code_name], text
    listed = [row.client.pk for row in client_list(coordinator, ClientFilter()).rows]
    assert old.pk in listed
    assert new.pk not in listed
    assert fresh(old).parties_version > old.parties_version
    with pytest.raises(Blocked) as refusal:
        actions.add_party(coordinator, client=new, kind="witness", name="Anna Zeugin")
    assert refusal.value.code == "merged"
    page = desk_of(coordinator).get(f"clients/{new.pk}/").content.decode()
    assert "joined into" in page
    assert old.code_name in page

    actions.undo_merge(supervisor, merge=merge, reason="Two sisters.")
    assert {(party.kind, party.name) for party in active_parties(old)} == before
    assert found(coordinator, "X1234567") == [new.code_name]
    assert found(coordinator, "Muster Farms") == [new.code_name]
    assert not Identifier.objects.exclude(copied_by=None).exists()
    assert fresh(new).merged_into_id is None
    actions.add_party(coordinator, client=fresh(new), kind="witness", name="Anna Zeugin")


def test_numbers_of_a_party_named_in_both_are_kept(coordinator: Actor, supervisor: Actor) -> None:
    old, new = two_records(coordinator)
    actions.add_party(coordinator, client=old, kind="employer", name="Muster Farms LLC")
    theirs = Party.objects.get(client=new, kind="employer")
    actions.remove_party(coordinator, party=theirs)
    number = [("phone", "+1 202 555 0177")]
    actions.add_party(
        coordinator, client=new, kind="employer", name="Muster Farms LLC", identifiers=number
    )
    actions.confirm_merge(supervisor, merge=proposed(coordinator, fresh(old), fresh(new)))
    assert Party.objects.filter(client=old, kind="employer", removed_at=None).count() == 1
    assert found(coordinator, "202 555 0177") == [old.code_name]


def test_a_contradicting_contact_rule_stops_it(coordinator: Actor, supervisor: Actor) -> None:
    old, new = two_records(coordinator)
    for client, state in ((old, "safe"), (new, "unsafe")):
        rules = [{"channel": "phone", "state": state, "address": "+1 202 555 0100"}]
        actions.change_contact(coordinator, client=fresh(client), rules=rules)
    with pytest.raises(Blocked) as refusal:
        proposed(coordinator, fresh(old), fresh(new))
    assert refusal.value.code == "contact_differs"


def test_the_contact_rules_of_a_joined_record_hold_no_more(
    coordinator: Actor, supervisor: Actor
) -> None:
    old, new = two_records(coordinator)
    rules = [{"channel": "phone", "state": "safe", "details": {"any_time": True}}]
    actions.change_contact(coordinator, client=new, rules=rules)
    assert contact_verdict(fresh(new), "phone").allowed
    merge = actions.confirm_merge(supervisor, merge=proposed(coordinator, old, fresh(new)))
    assert not contact_verdict(fresh(new), "phone").allowed
    assert contact_banner(fresh(new)).state == "not_asked"
    actions.undo_merge(supervisor, merge=merge, reason="Two people.")
    assert contact_verdict(fresh(new), "phone").allowed


def phone(coordinator: Actor, client: Client, state: str) -> None:
    rules = [{"channel": "phone", "state": state, "details": {"any_time": True}}]
    actions.change_contact(coordinator, client=fresh(client), rules=rules)


@pytest.mark.parametrize(("said_before", "said_since"), [("unsafe", ""), ("", "unsafe")])
def test_no_way_becomes_safe_by_taking_records_apart(
    coordinator: Actor, supervisor: Actor, said_before: str, said_since: str
) -> None:
    old, new = two_records(coordinator)
    phone(coordinator, new, "safe")
    if said_before:
        phone(coordinator, old, said_before)
    merge = proposed(coordinator, fresh(old), fresh(new))
    merge = actions.confirm_merge(supervisor, merge=merge)
    if said_since:
        phone(coordinator, old, said_since)
    actions.undo_merge(supervisor, merge=merge, reason="Two people.")
    assert not contact_verdict(fresh(new), "phone").allowed
    assert states_of(new) == {"phone": "not_asked"}
    assert states_of(old) == {"phone": "unsafe"}


def test_what_is_joined_is_joined_into_nothing_else(coordinator: Actor, supervisor: Actor) -> None:
    old, new = two_records(coordinator)
    third = known_client(coordinator, "Selam Beispiel")
    end_intakes(coordinator, third)
    end_intakes(coordinator, old)
    actions.confirm_merge(supervisor, merge=proposed(coordinator, fresh(old), new))
    for stays, goes in ((third, old), (new, third), (third, new)):
        with pytest.raises(Blocked) as refusal:
            proposed(coordinator, fresh(stays), fresh(goes))
        assert refusal.value.code in {"merge_standing", "merged"}
    assert proposed(coordinator, fresh(old), third).status == "proposed"


def test_an_older_proposal_makes_no_chain_either(coordinator: Actor, supervisor: Actor) -> None:
    old, new = two_records(coordinator)
    third = known_client(coordinator, "Selam Beispiel")
    end_intakes(coordinator, old)
    merge = proposed(coordinator, third, fresh(old))
    Client.objects.filter(pk=new.pk).update(merged_into=old)
    with pytest.raises(Blocked) as refusal:
        actions.confirm_merge(supervisor, merge=merge)
    assert refusal.value.code == "merged"


def test_kinds_of_names_are_copied_and_nobody_is_an_alias_of_themselves(
    coordinator: Actor, supervisor: Actor
) -> None:
    old = known_client(coordinator, "Selam Beispiel")
    new = known_client(coordinator, "Selam  BEISPIEL", identifiers={"passport": "X1234567"})
    party = actions.add_party(coordinator, client=new, kind="alias", name="Rosa Muster")
    kinds = {party.pk: "given_by_others"}
    actions.change_details(coordinator, client=fresh(new), details={}, name_kinds=kinds)
    end_intakes(coordinator, new)
    actions.confirm_merge(supervisor, merge=proposed(coordinator, fresh(old), fresh(new)))
    aliases = [row for row in active_parties(old) if row.kind == "alias"]
    assert [(row.name, row.name_kind) for row in aliases] == [("Rosa Muster", "given_by_others")]
    assert found(coordinator, "X1234567") == [old.code_name]


def guarded(coordinator: Actor, client: Client, name: str, trust: str) -> None:
    guardian = {"name": name, "authority": "parent", "trust": trust}
    actions.change_details(coordinator, client=fresh(client), details={"guardian": guardian})


def test_a_warning_about_a_guardian_is_not_lost(coordinator: Actor) -> None:
    old, new = two_records(coordinator)
    guarded(coordinator, new, "Abel Beispiel", "no")
    for said in (None, ("Abel Beispiel", "yes"), ("Marta Muster", "no")):
        if said:
            guarded(coordinator, old, *said)
        with pytest.raises(Blocked) as refusal:
            proposed(coordinator, fresh(old), fresh(new))
        assert refusal.value.code == "guardian_differs"
    guarded(coordinator, old, "Abel Beyspil", "no")
    assert proposed(coordinator, fresh(old), fresh(new)).status == "proposed"


def test_a_joined_screening_can_be_stopped_and_nothing_else(
    coordinator: Actor, supervisor: Actor
) -> None:
    old, new = two_records(coordinator)
    Intake.objects.filter(client=new).update(rights_explained_at=timezone.now())
    screening = actions.start_screening(coordinator, client=new, safe=True)
    actions.confirm_merge(supervisor, merge=proposed(coordinator, old, fresh(new)))
    given: dict[str, Any] = {"section": "more", "answers": {"more_unpaid": "yes"}}
    with pytest.raises(Blocked) as refusal:
        actions.answer_screening(coordinator, screening=screening, **given)
    assert refusal.value.code == "merged"
    assert actions.stop_screening(coordinator, screening=screening).status == "stopped"


def test_an_open_intake_or_case_of_the_record_that_goes_stops_it(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = two_records(coordinator)
    with pytest.raises(Blocked) as refusal:
        proposed(coordinator, new, old)
    assert refusal.value.code == "open_intake"

    def open_case(_actor: Any, clients: Any) -> Any:
        return [new.pk]

    monkeypatch.setattr(hooks, "with_open_case", [open_case])
    with pytest.raises(Blocked) as refusal:
        proposed(coordinator, old, new)
    assert refusal.value.code == "open_case"


def test_the_pages_walk_from_a_look_to_a_joined_record(
    coordinator: Actor, supervisor: Actor
) -> None:
    old, new = two_records(coordinator)
    desk, boss = desk_of(coordinator), desk_of(supervisor)
    place = f"clients/{old.pk}/duplicates/{new.pk}/"
    assert desk.post(place, {}).status_code == 422
    assert desk.post(place, {"reason": "Same person."}).status_code == 302
    assert desk.post(place, {"reason": "Same person."}).status_code == 409
    merge = ClientMerge.objects.get()
    page = desk.get(f"merges/{merge.pk}/").content.decode()
    assert "Somebody else looks at both" in page
    said = {"version": merge.version, "looked": "on"}
    assert boss.post(f"merges/{merge.pk}/confirm/", {**said, "version": 99}).status_code == 409
    assert boss.post(f"merges/{merge.pk}/confirm/", said).status_code == 302
    assert boss.post(f"merges/{merge.pk}/confirm/", said).status_code == 409
    undo = {"version": ClientMerge.objects.get().version, "reason": "Two people."}
    assert boss.post(f"merges/{merge.pk}/undo/", undo).status_code == 302
    assert ClientMerge.objects.get().status == "undone"
