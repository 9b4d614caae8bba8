"""Walls and waivers through the API: as the pages do it, and never decided by a program."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clients import actions, queries
from clients.models import Client, ConflictCheck, ConflictWaiver, Wall
from clinic.access.actor import Actor
from tests.builders import Caller, browsing_as, calling_as, make_member, seat_of
from tests.clients.conftest import known_client
from tests.clients.test_conflict_check import add, fresh
from tests.sealed import PDF

pytestmark = pytest.mark.django_db
SAID = {
    "consented": "Both clients.", "explained": "What may follow.", "given_on": "2026-03-06",
}  # fmt: skip


def signed_in(actor: Actor) -> Caller:
    caller = Caller(slug=actor.clinic.slug)
    caller.cookies = browsing_as(actor).cookies
    return caller


@pytest.fixture
def met(coordinator: Actor) -> tuple[Client, ConflictCheck]:
    """A check that found a client of ours on the other side."""
    known_client(coordinator, "Viktor Musterfall")
    here = known_client(coordinator, "Anna Nebenan")
    add(coordinator, here, "recruiter", "Viktor Musterfall")
    return fresh(here), actions.run_conflict_check(coordinator, client=here)


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("signed.pdf", PDF, content_type="application/pdf")


def waive(caller: Caller, pair: Any, **changes: Any) -> Any:
    return caller.send_form(
        f"matches/{pair['id']}/waive", {**SAID, "upload": paper(), **changes},
        Idempotency_Key=f"waive-{pair['id']}",
    )  # fmt: skip


def pair_of(caller: Caller, check: ConflictCheck) -> Any:
    return caller.read(f"conflict-checks/{check.pk}")["matches"][0]["pairs"][0]


def test_one_person_raises_a_wall_and_another_takes_it_down(
    coordinator: Actor, supervisor: Actor, attorney: Actor
) -> None:
    client = known_client(coordinator, "Bilan Muster")
    desk, path = signed_in(coordinator), f"clients/{client.pk}/walls"
    assert str(seat_of(attorney).pk) in [one["member"] for one in desk.read(path)["people"]]
    body = {"member": str(seat_of(attorney).pk), "reason": "Their firm is named."}
    wall = desk.make(path, body).json()
    assert wall["reason"] == "Their firm is named."
    assert [one["id"] for one in desk.read(path)["items"]] == [wall["id"]]
    again = desk.make(path, body)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (422, "/member")
    why, down = {"reason": "The firm left."}, f"walls/{wall['id']}/lower"
    assert desk.change(down, why, etag=wall["etag"]).json()["code"] == "second_person"
    assert Wall.objects.get().lowered_at is None
    said = signed_in(supervisor).change(down, why, of=f"walls/{wall['id']}").json()
    assert (said["lowered_by"], said["lower_reason"]) == ("Supervisor of harbor", "The firm left.")


def test_no_token_raises_or_lowers_a_wall_or_agrees_to_a_waiver(
    coordinator: Actor, supervisor: Actor, attorney: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    program = calling_as(coordinator)
    body = {"member": str(seat_of(attorney).pk), "reason": "A neighbour."}
    assert program.make(f"clients/{client.pk}/walls", body).status_code == 403
    assert not Wall.objects.exists()
    waiver = waive(program, pair_of(program, check)).json()
    said = calling_as(supervisor).change(f"waivers/{waiver['id']}/agree", etag=waiver["etag"])
    assert said.status_code == 403
    assert ConflictWaiver.objects.get().agreed_at is None


def test_who_is_kept_out_is_not_found_any_more(coordinator: Actor, supervisor: Actor) -> None:
    make_member(coordinator.clinic, "coordinator", name="Stays reachable")
    client = known_client(coordinator, "Bilan Muster")
    body = {"member": str(seat_of(coordinator).pk), "reason": "A cousin."}
    desk = signed_in(coordinator)
    wall = desk.make(f"clients/{client.pk}/walls", body).json()
    for path in (f"clients/{client.pk}/walls", f"walls/{wall['id']}"):
        assert desk.ask("get", path).status_code == 404
    assert signed_in(supervisor).ask("get", f"walls/{wall['id']}").status_code == 200


def test_a_waiver_counts_when_a_second_person_agreed(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    program = calling_as(coordinator)
    sent = waive(program, pair_of(program, check))
    waiver = sent.json()
    assert (sent.status_code, waiver["state"]) == (201, "recorded")
    row = program.read(f"clients/{client.pk}/waivers")["items"][0]
    assert "consented" not in row
    assert program.read(f"waivers/{waiver['id']}")["consented"] == "Both clients."
    decision = {"decision": "waived", "reason": "Both agreed."}
    now = program.read(f"conflict-checks/{check.pk}")
    decide = f"conflict-checks/{check.pk}/decide"
    assert program.change(decide, decision, etag=now["etag"]).json()["code"] == "not_waived"
    lawyer = signed_in(supervisor)
    agreed = lawyer.change(f"waivers/{waiver['id']}/agree", etag=waiver["etag"]).json()
    assert (agreed["state"], agreed["agreed_by"]) == ("agreed", "Supervisor of harbor")
    assert program.change(decide, decision, etag=now["etag"]).json()["decision"] == "waived"
    assert fresh(client).conflict_state == "waived"


def test_the_paper_is_fetched_as_it_was_sent(
    coordinator: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    program = calling_as(coordinator)
    waiver = waive(program, pair_of(program, met[1])).json()
    answer = program.ask("get", f"waivers/{waiver['id']}/paper")
    assert b"".join(answer.streaming_content) == PDF


@pytest.mark.parametrize(
    ("changes", "at"),
    [({"consented": ""}, "/consented"), ({"given_on": "2999-01-01"}, "/given_on"),
     ({"upload": SimpleUploadedFile("signed.pdf", b"no paper")}, "/upload")],
)  # fmt: skip
def test_bad_input_says_where_and_records_nothing(
    coordinator: Actor, met: tuple[Client, ConflictCheck], changes: dict[str, Any], at: str
) -> None:
    program = calling_as(coordinator)
    said = waive(program, pair_of(program, met[1]), **changes)
    assert (said.status_code, said.json()["errors"][0]["pointer"]) == (422, at)
    assert not ConflictWaiver.objects.exists()


def test_an_ended_waiver_takes_the_clearance_with_it(
    coordinator: Actor, supervisor: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    client, check = met
    program = calling_as(coordinator)
    waiver = waive(program, pair_of(program, check)).json()
    found = queries.waiver_at(supervisor, waiver["id"])
    actions.agree_to_waiver(supervisor, waiver=found)
    actions.decide_conflict(coordinator, check=check, decision="waived", reason="Both agreed.")
    end = f"waivers/{waiver['id']}/end"
    why = {"reason": "One of them took it back."}
    said = program.change(end, why, of=f"waivers/{waiver['id']}").json()
    assert (said["state"], said["end_reason"]) == ("ended", "One of them took it back.")
    assert fresh(client).conflict_state == "recheck"
    (line,) = program.read("conflict-checks")["items"]
    assert line["causes"] == ["waiver"]
    again = program.change(end, why, of=f"waivers/{waiver['id']}")
    assert again.json()["code"] == "ended_already"
    anew = actions.run_conflict_check(coordinator, client=client)
    assert not queries.standing_waivers(client, queries.matches_of(anew))


def test_who_does_not_reach_the_client_finds_no_waiver(
    coordinator: Actor, attorney: Actor, met: tuple[Client, ConflictCheck]
) -> None:
    program, outside = calling_as(coordinator), calling_as(attorney)
    waiver = waive(program, pair_of(program, met[1])).json()
    for path in (f"waivers/{waiver['id']}", f"waivers/{waiver['id']}/paper"):
        assert outside.ask("get", path).status_code == 404
