"""What holds for every operation: who is let in, in which order, and how it says no."""

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.audit.models import AuditEntry
from clinic.tenancy.current import bind
from tests.builders import calling_as, make_case, make_clinic, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture
def case(coordinator: Actor) -> Case:
    with bind(coordinator.clinic):
        return make_case(coordinator)


def test_a_token_reads_the_clinic_and_what_it_opens(coordinator: Actor) -> None:
    said = calling_as(coordinator, "case.view").read("")
    assert said["time_zone"] == "America/New_York"
    assert said["capabilities"] == ["case.reach_all", "case.view"]


def test_a_case_is_listed_read_moved_and_the_entry_names_the_token(
    coordinator: Actor, case: Case
) -> None:
    program = calling_as(coordinator)
    (row,) = program.read("cases")["items"]
    assert row["id"] == str(case.pk)
    answer = program.change(f"cases/{case.pk}/move", {"to": "preparing"}, of=f"cases/{case.pk}")
    assert (answer.status_code, answer.json()["stage"], answer["ETag"]) == (200, "preparing", '"2"')
    with bind(coordinator.clinic):
        entry = AuditEntry.objects.get(verb="case.moved")
    assert entry.actor_id == coordinator.membership_id
    assert entry.detail["token"]


def test_a_change_without_or_with_an_old_etag_is_refused(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    path, body = f"cases/{case.pk}/move", {"to": "preparing"}
    assert program.ask("post", path, body).status_code == 428
    assert program.ask("post", path, body, If_Match='"7"').status_code == 412
    assert program.ask("post", path, body, If_Match="*").status_code == 428


def test_the_same_create_five_times_makes_one_row(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    note = {"privilege": "shared", "body": "The interpreter is booked."}
    answers = [
        program.make(f"cases/{case.pk}/notes", note, key="one-and-the-same") for _ in "12345"
    ]
    assert [answer.status_code for answer in answers] == [201] * 5, answers[0].content
    assert len({answer.content for answer in answers}) == 1
    assert len(program.read(f"cases/{case.pk}/notes")["items"]) == 1
    assert (
        program.make(
            f"cases/{case.pk}/notes", {**note, "body": "x"}, key="one-and-the-same"
        ).json()["code"]
        == "idempotency_key_used"
    )
