"""Conflict checks through the API: matches as the page shows them, decided once, by a person."""

from typing import Any

import pytest
from guardian.shortcuts import assign_perm

from clients.actions import add_party
from clients.models import Client, ConflictCheck
from clinic.access.actor import Actor
from tests.builders import Caller, calling_as, make_member
from tests.clients.conftest import known_client

pytestmark = pytest.mark.django_db
WHY = {"decision": "clear", "reason": "Another family."}


@pytest.fixture
def program(coordinator: Actor) -> Caller:
    return calling_as(coordinator)


@pytest.fixture
def client(coordinator: Actor) -> Client:
    """Somebody whose employer is the client of another matter."""
    known_client(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Mekdes Misale")
    add_party(coordinator, client=here, kind="employer", name="Wiktor Mustervall")
    return here


def run(program: Caller, client: Client, **more: Any) -> Any:
    return program.make(f"clients/{client.pk}/conflict-checks", **more)


def decide(program: Caller, check: Any, body: Any) -> Any:
    return program.change(f"conflict-checks/{check['id']}/decide", body, etag=check["etag"])


def test_a_check_tells_what_resembles_what_and_why_but_no_name(
    program: Caller, client: Client
) -> None:
    said = run(program, client)
    assert said.status_code == 201
    (match,) = said.json()["matches"]
    pair = match["pairs"][0]
    assert match["bearing"] == "conflict"
    assert (pair["mine_kind"], pair["other_kind"]) == ("employer", "client")
    assert pair["reasons"]
    for name in (b"Viktor", b"Wiktor", b"Muster", b"Mekdes"):
        assert name not in said.content


def test_whom_a_token_does_not_reach_stays_unnamed_in_a_match(
    coordinator: Actor, program: Caller, client: Client
) -> None:
    check = run(program, client).json()
    (other,) = Client.objects.exclude(pk=client.pk)
    assert check["matches"][0]["other_client"] == other.code_name
    attorney = make_member(coordinator.clinic, "attorney")
    assert calling_as(attorney).ask("get", f"conflict-checks/{check['id']}").status_code == 404
    assign_perm("clients.work_client", attorney.user, client)
    seen = calling_as(attorney).read(f"conflict-checks/{check['id']}")
    assert seen["matches"][0]["other_client"] is None


def test_a_decision_with_matches_needs_a_reason(program: Caller, client: Client) -> None:
    check = run(program, client).json()
    said = decide(program, check, {"decision": "clear"})
    assert (said.status_code, said.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert decide(program, check, WHY).json()["decision"] == "clear"
    assert program.read(f"clients/{client.pk}")["conflict_state"] == "clear"


def test_a_check_is_decided_once(program: Caller, client: Client) -> None:
    check = run(program, client).json()
    decided = decide(program, check, WHY).json()
    assert decide(program, check, {**WHY, "decision": "conflict"}).status_code == 412
    assert decide(program, decided, WHY).json()["code"] == "decided_already"
    assert Client.objects.get(pk=client.pk).conflict_state == "clear"


def test_a_name_added_after_the_check_makes_it_old(
    coordinator: Actor, program: Caller, client: Client
) -> None:
    check = run(program, client).json()
    add_party(coordinator, client=client, kind="witness", name="Zeuge Erdacht")
    assert decide(program, check, WHY).json()["code"] == "check_outdated"
    (row,) = program.read(f"clients/{client.pk}/conflict-checks")["items"]
    assert row["is_current"] is False


def test_only_the_latest_check_shows_its_matches(program: Caller, client: Client) -> None:
    old, new = run(program, client).json(), run(program, client).json()
    assert program.read(f"conflict-checks/{old['id']}")["matches"] is None
    assert program.read(f"conflict-checks/{new['id']}")["matches"] == new["matches"]
    rows = program.read(f"clients/{client.pk}/conflict-checks")["items"]
    assert [row["id"] for row in rows] == [new["id"], old["id"]]


def test_a_check_sent_twice_runs_once(program: Caller, client: Client) -> None:
    first, second = (run(program, client, key="the-same-key") for _ in "12")
    assert first.json() == second.json()
    assert ConflictCheck.objects.count() == 1


def test_there_is_nothing_to_check_before_a_name_was_given(program: Caller) -> None:
    started = program.make("intakes").json()
    said = program.make(f"clients/{started['client']}/conflict-checks")
    assert (said.status_code, said.json()["code"]) == (409, "no_name_yet")


def test_supervisors_look_but_neither_run_nor_decide(
    coordinator: Actor, program: Caller, client: Client, supervisor: Actor
) -> None:
    check = run(program, client).json()
    looking = calling_as(supervisor)
    assert looking.read(f"conflict-checks/{check['id']}")["matches"]
    assert run(looking, client).status_code == 403
    assert decide(looking, check, WHY).status_code == 403
    assert Client.objects.get(pk=client.pk).conflict_state == "not_run"
