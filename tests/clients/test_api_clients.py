"""Clients through the API: by code name, revealed with a reason, never a name by accident."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions import open_case
from clients import models
from clients.actions import add_party, change_contact
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from tests.builders import Caller, calling_as, make_client, make_member
from tests.clients.conftest import known_client

pytestmark = pytest.mark.django_db
NAME = "Mekdes Misale"
WHO = {"name_to_use": "Mika", "legal_name": NAME, "birth": "1999-04-03", "language": "Tigrinya"}
QUIET = {channel: {"state": "not_asked"} for channel in ("sms", "email", "post", "app", "partner")}
PHONE = {"state": "safe", "address": "+1 202 555 0100", "any_time": True, "voicemail": "unsafe"}


@pytest.fixture
def program(coordinator: Actor) -> Caller:
    return calling_as(coordinator)


@pytest.fixture
def client(coordinator: Actor) -> models.Client:
    return known_client(coordinator, NAME, identifiers={"a_number": "A012345678"})


def put(program: Caller, path: str, body: Any, *, of: str, etag: str = "") -> Any:
    return program.ask("put", path, body, If_Match=etag or program.ask("get", of)["ETag"])


def test_clients_are_listed_by_code_name_with_what_waits(
    coordinator: Actor, program: Caller
) -> None:
    clear, unchecked = make_client(coordinator), make_client(coordinator, conflict="not_run")
    open_case(coordinator, client=clear, matter="t_visa", summary="")
    rows = {row["id"]: row for row in program.read("clients")["items"]}
    assert rows[str(clear.pk)]["has_open_case"]
    assert not rows[str(unchecked.pk)]["has_open_case"]
    (found,) = program.read("clients?conflict=not_run")["items"]
    assert found["id"] == str(unchecked.pk)
    assert program.read(f"clients?text={clear.code_name}")["items"][0]["id"] == str(clear.pk)


def test_neither_list_nor_client_nor_contact_tells_who_it_is(
    coordinator: Actor, program: Caller, client: models.Client
) -> None:
    rule = {"channel": "phone", "state": "safe", "address": "+1 202 555 0100"}
    change_contact(coordinator, client=client, rules=[rule], code_word="lighthouse")
    for path in ("", "/contact", "/contact/verdict?channel=phone", "/parties", "/conflict-checks"):
        said = program.ask("get", f"clients/{client.pk}{path}").content
        for secret in (
            b"Mekdes",
            b"Misale",
            b"A012345678",
            b"555 0100",
            b"2025550100",
            b"lighthouse",
        ):
            assert secret not in said, path
    assert b"Mekdes" not in program.ask("get", "clients").content


def test_a_reveal_needs_a_reason_and_stands_in_the_audit(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/identity/reveal"
    assert program.ask("post", path, {}).status_code == 422
    assert program.ask("post", path, {"reason": "because"}).status_code == 422
    said = program.ask("post", path, {"reason": "filing"}).json()
    assert said["legal_name"] == NAME
    assert said["identifiers"]["a_number"] == "A012345678"
    entry = AuditEntry.objects.get(verb="identity.revealed", outcome="done")
    assert entry.detail["reason"] == "filing"


def test_an_identity_is_corrected_as_a_whole_and_asks_for_a_new_check(
    program: Caller, client: models.Client
) -> None:
    models.Client.objects.filter(pk=client.pk).update(conflict_state="clear")
    path = f"clients/{client.pk}"
    revealed = program.ask("post", f"{path}/identity/reveal", {"reason": "record"})
    changed = put(program, f"{path}/identity", WHO, of="", etag=revealed["ETag"])
    assert (changed.status_code, changed.json()["conflict_state"]) == (200, "recheck")
    client = models.Client.objects.get(pk=client.pk)
    assert (client.name_to_use, client.nationality) == ("Mika", None)
    again = put(program, f"{path}/identity", WHO, of="", etag=revealed["ETag"])
    assert again.status_code == 412


def test_a_bad_identity_writes_nothing_and_is_not_repeated(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}"
    bad = {"legal_name": "Zwei\nZeilen", "birth": "1890", "identifiers": {"passport": "?"}}
    said = put(program, f"{path}/identity", bad, of=path)
    places = {error["pointer"] for error in said.json()["errors"]}
    assert places == {"/legal_name", "/birth", "/identifiers/passport"}
    assert b"Zeilen" not in said.content
    assert models.Client.objects.get(pk=client.pk).legal_name == NAME


def test_a_call_is_allowed_only_after_the_client_said_so(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/contact"
    assert program.read(f"{path}/verdict?channel=phone")["reason"] == "not_asked"
    body = {"rules": {**QUIET, "phone": PHONE}, "code_word": "lighthouse"}
    assert put(program, path, body, of=path).json()["state"] == "current"
    assert program.read(f"{path}/verdict?channel=phone")["allowed"]
    assert program.read(f"{path}/verdict?channel=phone&voicemail=true")["reason"] == "no_voicemail"
    assert program.read(f"{path}/verdict?channel=sms")["allowed"] is False


def test_revealed_rules_can_be_sent_back_and_confirmed(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/contact"
    body = {"rules": {**QUIET, "phone": PHONE}, "code_word": "lighthouse"}
    put(program, path, body, of=path)
    revealed = program.ask("post", f"{path}/reveal", {"reason": "safety"})
    assert revealed.json()["rules"]["phone"]["address"] == "+1 202 555 0100"
    assert put(program, path, revealed.json(), of="", etag=revealed["ETag"]).status_code == 200
    again = program.ask("post", f"{path}/reveal", {"reason": "safety"})
    assert again.json() == revealed.json()
    assert program.change(f"{path}/confirm", of=path).json()["checked"]
    assert program.change(f"{path}/confirm", etag=again["ETag"]).status_code == 412


def test_there_is_nothing_to_confirm_before_anything_was_asked(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/contact"
    said = program.change(f"{path}/confirm", of=path)
    assert (said.status_code, said.json()["code"]) == (409, "nothing_to_confirm")


def test_a_search_finds_by_another_spelling_and_keeps_no_text(
    program: Caller, client: models.Client
) -> None:
    (hit,) = program.ask("post", "clients/search", {"text": "Misale Mekdes"}).json()["items"]
    assert (hit["client"], hit["kind"]) == (str(client.pk), "client")
    assert "order" in hit["reasons"]
    assert program.ask("get", "clients/search?text=Mekdes").status_code == 405
    assert "Mekdes" not in str(AuditEntry.objects.get(verb="client.searched").detail)


def test_advocates_do_not_learn_of_conflicts(coordinator: Actor, client: models.Client) -> None:
    advocate = make_member(coordinator.clinic, "advocate")
    program = calling_as(advocate)
    assert program.read("clients")["items"] == []
    assert program.ask("get", "clients?conflict=clear").status_code == 403
    assert program.ask("get", f"clients/{client.pk}").status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [("identity/reveal", {"reason": "meeting"}), ("contact/reveal", {"reason": "meeting"}),
     ("parties/reveal", {"reason": "meeting"})],
)  # fmt: skip
def test_a_token_without_reveal_shows_no_name(
    coordinator: Actor, client: models.Client, path: str, body: dict[str, str]
) -> None:
    program = calling_as(coordinator, "client.view", "party.view", "contact.confirm")
    said = program.ask("post", f"clients/{client.pk}/{path}", body)
    assert said.status_code == 403
    assert b"Mekdes" not in said.content


def test_another_clinics_client_is_not_there(stranger: Actor, client: models.Client) -> None:
    program = calling_as(stranger)
    for path in ("", "/contact", "/parties", "/conflict-checks"):
        assert program.ask("get", f"clients/{client.pk}{path}").status_code == 404


def test_names_are_added_listed_revealed_and_taken_out(
    program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/parties"
    new = program.make(path, {"kind": "employer", "name": "Muster LLC", "is_organisation": True})
    assert (new.status_code, b"Muster" in new.content) == (201, False)
    assert b"Muster" not in program.ask("get", path).content
    told = program.ask("post", f"{path}/reveal", {"reason": "meeting"}).json()["items"]
    assert {row["name"] for row in told} == {NAME, "Muster LLC"}
    left = program.change(f"parties/{new.json()['id']}/remove", etag=new.json()["etag"])
    assert [row["kind"] for row in left.json()["items"]] == ["client"]
    said = program.change(f"parties/{told[0]['id']}/remove", etag=left.json()["items"][0]["etag"])
    assert (said.status_code, said.json()["code"]) == (409, "own_name")


def test_a_name_is_taken_out_only_of_the_list_that_was_read(
    coordinator: Actor, program: Caller, client: models.Client
) -> None:
    path = f"clients/{client.pk}/parties"
    new = program.make(path, {"kind": "witness", "name": "Zeuge Erdacht"}).json()
    add_party(coordinator, client=client, kind="family", name="Tante Erdacht")
    assert program.change(f"parties/{new['id']}/remove", etag=new["etag"]).status_code == 412
    assert len(program.read(path)["items"]) == 3


def test_the_same_name_sent_twice_stands_there_once(program: Caller, client: models.Client) -> None:
    path, body = f"clients/{client.pk}/parties", {"kind": "witness", "name": "Zeuge Erdacht"}
    first, second = (program.make(path, body, key="the-same-key") for _ in "12")
    assert first.json() == second.json()
    assert program.make(path, body).json()["code"] == "party_there_already"
    refused = program.make(path, {"kind": "exploiter", "name": "Viktor Musterfall"})
    assert refused.json()["errors"][0]["pointer"] == "/client_consented"


def test_a_list_of_thirty_costs_what_three_cost(coordinator: Actor, program: Caller) -> None:
    program.read("clients")  # the token's first use is written down
    counts = []
    for more in (3, 27):
        for _turn in range(more):
            make_client(coordinator)
        with CaptureQueriesContext(connection) as seen:
            rows = program.read("clients")["items"]
        counts.append(len(seen))
    assert len(rows) == 30
    assert counts[0] == counts[1]
