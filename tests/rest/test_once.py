"""The same create, sent again: one row, and the answer of the first time."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from cases.models import Case, Note
from clients.models import Client
from clinic.access.actor import Actor
from clinic.rest import once
from clinic.rest.models import SentOnce
from clinic.rest.tasks import sweep
from clinic.services.roles import WORKER
from clinic.tenancy.current import bind
from tests.builders import (
    Caller,
    calling_as,
    make_case,
    make_client,
    make_clinic,
    make_member,
)
from tests.rest.at_once import at_once
from tests.roles import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = {"privilege": "shared", "body": "The interpreter is booked."}
KEY = "one-and-the-same"


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture
def case(coordinator: Actor) -> Case:
    with bind(coordinator.clinic), transaction.atomic():
        return make_case(coordinator)


def noting(program: Caller, case: Case, key: str = KEY, **changed: str) -> Any:
    return program.make(f"cases/{case.pk}/notes", {**NOTE, **changed}, key=key)


def notes_in(actor: Actor) -> int:
    with bind(actor.clinic), transaction.atomic():
        return Note.objects.count()


def test_five_at_once_make_one_row_and_answer_the_same(coordinator: Actor, case: Case) -> None:
    works = [partial(noting, calling_as(coordinator), case) for _turn in range(5)]
    answers = at_once(*works)
    assert [answer.status_code for answer in answers] == [201] * 5
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer for answer in answers) == 1
    assert notes_in(coordinator) == 1


def test_five_at_once_open_one_case(coordinator: Actor) -> None:
    with bind(coordinator.clinic), transaction.atomic():
        client = make_client(coordinator)
    body = {"client": str(client.pk), "matter": "t_visa"}
    works = [partial(calling_as(coordinator).make, "cases", body, key=KEY) for _turn in range(5)]
    answers = at_once(*works)
    assert [answer.status_code for answer in answers] == [201] * 5, answers[0].content
    assert len({(answer.content, answer["ETag"], answer["Location"]) for answer in answers}) == 1
    with bind(coordinator.clinic), transaction.atomic():
        assert Case.objects.count() == 1


def test_five_at_once_that_are_blocked_are_all_told_so(coordinator: Actor) -> None:
    with bind(coordinator.clinic), transaction.atomic():
        client = make_client(coordinator, conflict="possible")
    body = {"client": str(client.pk), "matter": "t_visa"}
    works = [partial(calling_as(coordinator).make, "cases", body, key=KEY) for _turn in range(5)]
    assert {answer.json()["code"] for answer in at_once(*works)} == {"conflict_not_clear"}


def test_five_different_bodies_at_once_make_one_row(coordinator: Actor, case: Case) -> None:
    works = [
        partial(noting, calling_as(coordinator), case, body=f"Number {turn}.") for turn in range(5)
    ]
    answers = at_once(*works)
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422]
    assert notes_in(coordinator) == 1


def test_a_key_whose_request_was_not_right_is_still_good(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    assert noting(program, case, body="").status_code == 422
    assert noting(program, case).status_code == 201


def test_a_key_whose_request_was_blocked_is_still_good(coordinator: Actor) -> None:
    with bind(coordinator.clinic), transaction.atomic():
        client = make_client(coordinator, conflict="possible")
    program, body = calling_as(coordinator), {"client": str(client.pk), "matter": "t_visa"}
    assert program.make("cases", body, key=KEY).status_code == 409
    with bind(coordinator.clinic), transaction.atomic():
        Client.objects.filter(pk=client.pk).update(conflict_state="clear")
    assert program.make("cases", body, key=KEY).status_code == 201


def test_another_seat_may_use_the_same_key(coordinator: Actor, case: Case) -> None:
    other = make_member(coordinator.clinic, "coordinator", name="Another Coordinator")
    first, second = (noting(calling_as(actor), case) for actor in (coordinator, other))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    assert notes_in(coordinator) == 2


def test_a_key_belongs_to_one_address(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    with bind(coordinator.clinic), transaction.atomic():
        elsewhere = make_case(coordinator)
    assert noting(program, case).status_code == 201
    answer = noting(program, elsewhere)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_used")


def test_a_token_that_may_no_longer_gets_no_replay(coordinator: Actor, case: Case) -> None:
    assert noting(calling_as(coordinator), case).status_code == 201
    assert noting(calling_as(coordinator, "case.view"), case).status_code == 403


def test_the_key_may_stand_in_quotes(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    first, again = noting(program, case), noting(program, case, key=f'"{KEY}"')
    assert (first.content, again["Idempotency-Replayed"]) == (again.content, "true")


@pytest.mark.parametrize(
    "key", ["short", "k" * 129, "with blank", "key\tkey\tkey", "schlüssel-eins"]
)
def test_what_is_no_key_is_refused(coordinator: Actor, case: Case, key: str) -> None:
    answer = noting(calling_as(coordinator), case, key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_needed")
    assert key not in answer.content.decode()


def test_a_create_without_a_key_is_refused(coordinator: Actor, case: Case) -> None:
    answer = calling_as(coordinator).ask("post", f"cases/{case.pk}/notes", NOTE)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_needed")
    assert notes_in(coordinator) == 0


def test_keys_older_than_a_day_are_swept(coordinator: Actor, case: Case) -> None:
    program = calling_as(coordinator)
    for key in ("an-old-key", "a-new-key"):
        noting(program, case, key=key)
    with bind(coordinator.clinic), transaction.atomic():
        old = SentOnce.objects.order_by("sent_at").first()
        assert old is not None
        SentOnce.objects.filter(pk=old.pk).update(sent_at=timezone.now() - once.KEPT)
        SentOnce.objects.exclude(pk=old.pk).update(
            sent_at=timezone.now() - once.KEPT + timedelta(minutes=1)
        )
    with signed_in(WORKER):
        sweep()
    assert "Idempotency-Replayed" in noting(program, case, key="a-new-key")
    assert "Idempotency-Replayed" not in noting(program, case, key="an-old-key")


def test_neither_key_nor_body_is_kept_in_clear(coordinator: Actor, case: Case) -> None:
    noting(calling_as(coordinator), case)
    with bind(coordinator.clinic), transaction.atomic():
        (row,) = SentOnce.objects.values_list("key_token", "request_token")
    assert all(KEY.encode() not in bytes(value) and len(value) <= 32 for value in row)
