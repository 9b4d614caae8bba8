"""Intakes through the API: the same order, the same stops, nothing told that was not asked for."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.models import Client, Intake, Party
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from tests.builders import Caller, calling_as, make_client, make_member
from tests.clients.conftest import told_intake

pytestmark = pytest.mark.django_db
SAFE = {"safe_now": "yes", "private": "yes"}
CLIENT_NAME = "Nilofar Beispiel"


class Sitting:
    """A program that fills in one intake and always knows its newest ETag."""

    def __init__(self, program: Caller) -> None:
        self.program = program
        started = program.make("intakes")
        assert started.status_code == 201, started.content
        self.id, self.client = started.json()["id"], started.json()["client"]
        self.etag = started["ETag"]

    def send(self, method: str, rest: str, body: Any = None, *, etag: str = "") -> Any:
        path = f"intakes/{self.id}/{rest}"
        answer = self.program.ask(method, path, body, If_Match=etag or self.etag)
        self.etag = answer.get("ETag", self.etag)
        return answer

    def save(self, step: str, body: Any, **more: str) -> Any:
        return self.send("put", f"steps/{step}", body, **more)

    def tell_rights(self) -> None:
        assert self.save("safety", SAFE).status_code == 200
        told = {"rights_given": True, "rights_language": "Tigrinya"}
        assert self.save("rights", told).status_code == 200

    def reveal(self, step: str) -> Any:
        path = f"intakes/{self.id}/steps/{step}/reveal"
        return self.program.ask("post", path, {"reason": "intake"}).json()


@pytest.fixture
def program(coordinator: Actor) -> Caller:
    return calling_as(coordinator)


@pytest.fixture
def sitting(program: Caller) -> Sitting:
    return Sitting(program)


def test_a_program_meets_somebody_from_the_first_question_to_a_decided_check(
    sitting: Sitting, program: Caller
) -> None:
    sitting.tell_rights()
    assert sitting.send("post", "pause").json()["status"] == "paused"
    again = sitting.send("post", "resume").json()
    assert (again["status"], again["next_step"]) == ("started", "safety")
    for step, body in (
        ("safety", SAFE), ("language", {"language": "Tigrinya"}), ("name", {"name_to_use": "Mika"}),
        ("identity", {"legal_name": CLIENT_NAME}), ("contact", {}), ("help", {}),
        ("screening", {"screening_wanted": "later"}),
        ("parties", {"parties": [{"kind": "employer", "name": "Musterhof Farms GmbH"}]}),
        ("conflict", {"conflict_check": "later"}), ("review", {"confirmed": True}),
    ):  # fmt: skip
        assert sitting.save(step, body).status_code == 200, step
    assert sitting.send("post", "complete").json()["status"] == "ready"
    check = program.make(f"clients/{sitting.client}/conflict-checks").json()
    decided = program.ask(
        "post", f"conflict-checks/{check['id']}/decide", {"decision": "clear"},
        If_Match=check["etag"],
    )  # fmt: skip
    assert decided.json()["decision"] == "clear"
    assert program.read(f"clients/{sitting.client}")["conflict_state"] == "clear"


def test_nothing_comes_before_safety_and_rights(sitting: Sitting) -> None:
    assert sitting.save("name", {"name_to_use": "Mika"}).json()["code"] == "not_safe"
    sitting.save("safety", SAFE)
    assert sitting.save("name", {"name_to_use": "Mika"}).json()["code"] == "rights_first"
    assert Client.objects.get(pk=sitting.client).name_to_use is None


def test_an_intake_stops_when_talking_is_not_safe(sitting: Sitting) -> None:
    sitting.tell_rights()
    stopped = sitting.save("safety", {"safe_now": "unsure", "private": "yes"}).json()
    assert stopped["is_unsafe"]
    assert stopped["stop_text"]
    assert stopped["next_step"] is None
    assert [step["code"] for step in stopped["steps"] if step["may_be_saved"]] == ["safety"]
    assert sitting.save("help", {"help_wanted": "A bed."}).json()["code"] == "not_safe"
    assert sitting.send("post", "complete").json()["code"] == "not_safe"


def test_rights_need_the_language_in_which_they_were_told(sitting: Sitting) -> None:
    sitting.save("safety", SAFE)
    said = sitting.save("rights", {"rights_given": False, "rights_language": "Dari"})
    assert (said.status_code, said.json()["errors"][0]["pointer"]) == (422, "/rights_given")
    assert sitting.save("rights", {"rights_given": True}).status_code == 422
    assert Intake.objects.get(pk=sitting.id).rights_explained_at is None


def test_the_rules_of_the_pages_form_hold_at_their_place_in_the_body(sitting: Sitting) -> None:
    sitting.tell_rights()
    rules = {channel: {"state": "not_asked"} for channel in ("sms", "email", "post", "app")}
    phone = {"state": "safe", "address": "no number", "start": "10:00"}
    body = {"contact_rules": {**rules, "phone": phone, "partner": {"state": "unsafe"}}}
    said = sitting.save("contact", body)
    places = {error["pointer"] for error in said.json()["errors"]}
    assert places == {"/contact_rules/phone/address", "/contact_rules/phone/end"}
    assert b"no number" not in said.content
    bad = sitting.save("identity", {"identifiers": {"a_number": "A1"}}).json()["errors"]
    assert bad[0]["pointer"] == "/identifiers/a_number"


def test_no_channel_is_forgotten(sitting: Sitting) -> None:
    sitting.tell_rights()
    said = sitting.save("contact", {"contact_rules": {"phone": {"state": "safe"}}})
    missing = {error["pointer"].rpartition("/")[2] for error in said.json()["errors"]}
    assert missing == {"sms", "email", "post", "app", "partner"}


def test_an_exploiter_is_named_only_with_consent(sitting: Sitting) -> None:
    sitting.tell_rights()
    named = [{"kind": "exploiter", "name": "Viktor Musterfall"}]
    said = sitting.save("parties", {"parties": named, "exploiter_consent": "later"})
    assert said.json()["errors"][0]["pointer"] == "/parties/0/name"
    assert not Party.objects.filter(kind="exploiter").exists()
    assert (
        sitting.save("parties", {"parties": named, "exploiter_consent": "yes"}).status_code == 200
    )


def test_many_names_are_taken_out_at_once_and_strangers_ids_are_not_there(
    sitting: Sitting, coordinator: Actor
) -> None:
    sitting.tell_rights()
    names = [{"kind": "witness", "name": f"Zeuge {number}"} for number in range(9)]
    sitting.save("parties", {"parties": names})
    rows = sitting.reveal("parties")["parties"]
    gone = [{"id": row["id"], "kind": "witness", "name": ""} for row in rows]
    assert sitting.save("parties", {"parties": gone}).status_code == 200
    assert sitting.reveal("parties")["parties"] == []
    said = sitting.save("parties", {"parties": [gone[0]]})
    assert said.json()["errors"][0]["code"] == "not_found"


def test_what_was_revealed_can_be_sent_back_as_it_came(sitting: Sitting) -> None:
    sitting.tell_rights()
    sitting.save("identity", {"legal_name": CLIENT_NAME, "other_names": ["Nilo", "N. B."]})
    told = sitting.reveal("identity")
    assert (told["legal_name"], told["other_names"]) == (CLIENT_NAME, ["Nilo", "N. B."])
    assert sitting.save("identity", told).status_code == 200
    assert sitting.reveal("identity") == told


def test_reading_tells_no_answer_and_a_reveal_is_recorded(
    sitting: Sitting, program: Caller
) -> None:
    sitting.tell_rights()
    sitting.save("identity", {"legal_name": CLIENT_NAME})
    for path in (f"intakes/{sitting.id}", "intakes", f"clients/{sitting.client}", "clients"):
        assert b"Nilofar" not in program.ask("get", path).content
    everything = sitting.reveal("review")
    assert everything["identity"]["legal_name"] == CLIENT_NAME
    entry = AuditEntry.objects.get(verb="answers.revealed")
    assert (entry.detail["step"], entry.detail["reason"]) == ("review", "intake")


def test_answers_need_both_the_right_to_work_on_intakes_and_to_see_names(
    coordinator: Actor,
) -> None:
    intake = told_intake(coordinator)
    path = f"intakes/{intake.pk}/steps/identity/reveal"
    for held in ("intake.work", "client.reveal"):
        narrow = calling_as(coordinator, "intake.view", held)
        assert narrow.ask("post", path, {"reason": "intake"}).status_code == 403
    assert not AuditEntry.objects.filter(verb="answers.revealed", outcome="done").exists()


@pytest.mark.parametrize("role", ["attorney", "supervisor", "advocate", "administrator", "auditor"])
def test_only_coordinators_reach_intakes(coordinator: Actor, role: str) -> None:
    intake = told_intake(coordinator)
    program = calling_as(make_member(coordinator.clinic, role))
    assert program.ask("get", "intakes").status_code == 403
    assert program.ask("get", f"intakes/{intake.pk}").status_code == 404
    assert program.make("intakes").status_code == 403


@pytest.mark.parametrize("act", ["pause", "decline", "complete"])
def test_of_two_changes_at_once_one_gets_412(sitting: Sitting, act: str) -> None:
    old = sitting.etag
    sitting.save("safety", SAFE)
    body = {"reason": "elsewhere"} if act == "decline" else None
    assert sitting.send("post", act, body, etag=old).status_code == 412
    assert Intake.objects.get(pk=sitting.id).status == "started"


def test_an_intake_sent_twice_is_started_once(program: Caller) -> None:
    first, second = (program.make("intakes", key="the-same-key") for _ in "12")
    assert first.json() == second.json()
    assert Intake.objects.count() == 1


def test_bad_answers_write_nothing(sitting: Sitting) -> None:
    bad: list[Any] = [{"safe_now": "perhaps", "private": "yes"}, {"safe_now": "yes"}, {"x": 1}, []]
    for body in bad:
        assert sitting.save("safety", body).status_code == 422
    assert Intake.objects.get(pk=sitting.id).done == []


def test_the_queue_costs_the_same_for_three_and_thirty(coordinator: Actor, program: Caller) -> None:
    counts = []
    program.read("intakes")  # the token's first use is written down
    for more in (3, 27):
        for _turn in range(more):
            make_client(coordinator)
        with CaptureQueriesContext(connection) as seen:
            rows = program.read("intakes?show=ready")["items"]
        counts.append(len(seen))
    assert len(rows) == 30
    assert counts[0] == counts[1]


@pytest.mark.parametrize("later", [{"exploiter_consent": "no"}, {}])
def test_a_yes_taken_back_lets_no_exploiters_name_stand(
    sitting: Sitting, later: dict[str, str]
) -> None:
    sitting.tell_rights()
    named = [{"kind": "exploiter", "name": "Wiktor Musterfal"}]
    told = {"exploiter_consent": "yes", "parties": named}
    assert sitting.save("parties", told).status_code == 200
    refused = sitting.save("parties", later)
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_first")
    (row,) = sitting.reveal("parties")["parties"]
    out = [{"id": row["id"], "kind": "exploiter", "name": ""}]
    assert sitting.save("parties", {**later, "parties": out}).status_code == 200
    assert sitting.reveal("parties")["parties"] == []
