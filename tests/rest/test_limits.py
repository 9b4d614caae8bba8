"""So many requests a minute for each token, and what a program is told about it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache.backends.locmem import LocMemCache
from redis.exceptions import ConnectionError as NoAnswer

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.problems import MEDIA_TYPE
from clinic.rest.operations import OPERATIONS
from clinic.tenancy.current import bind
from tests.builders import browsing_as, calling_as, make_case, make_client, make_clinic, make_member

pytestmark = pytest.mark.django_db
QUOTA = 15


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture(autouse=True)
def quota(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALCOVE_API_PER_MINUTE = QUOTA
    monkeypatch.setattr(
        "clinic.rest.limits.time.time", lambda: 1_800_000_010.0
    )  # ten seconds into a minute


def left(answer: Any) -> str:
    return str(answer["RateLimit"])


def test_every_answer_says_what_is_left(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    first, second = program.ask("get", ""), program.ask("get", "cases")
    assert first["RateLimit-Policy"] == f'"token";q={QUOTA};w=60'
    assert (left(first), left(second)) == ('"token";r=14;t=50', '"token";r=13;t=50')


def test_a_refused_request_counts_and_says_so_too(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    assert left(program.ask("get", f"cases/{uuid4()}")) == '"token";r=14;t=50'
    assert left(program.ask("get", "cases?due=soon")) == '"token";r=13;t=50'
    assert left(program.ask("post", "cases", {})) == '"token";r=12;t=50'


def test_beyond_the_quota_a_program_is_told_when_to_come_back(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    answers = [program.ask("get", "") for _turn in range(QUOTA + 2)]
    assert [answer.status_code for answer in answers] == [200] * QUOTA + [429] * 2
    last = answers[-1]
    assert (last["Retry-After"], left(last)) == ("50", '"token";r=0;t=50')
    assert (last["Content-Type"], last.json()["code"]) == (MEDIA_TYPE, "too_many_requests")


def test_beyond_the_quota_nothing_is_written(coordinator: Actor) -> None:
    program = calling_as(coordinator)
    with bind(coordinator.clinic):
        case = make_case(coordinator)
    for _turn in range(QUOTA):
        program.ask("get", "")
    answer = program.change(f"cases/{case.pk}/move", {"to": "preparing"}, etag='"1"')
    assert answer.status_code == 429
    with bind(coordinator.clinic):
        assert Case.objects.get().stage == "opened"


def test_in_the_next_minute_a_program_may_ask_again(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = calling_as(coordinator)
    for _turn in range(QUOTA + 1):
        program.ask("get", "")
    monkeypatch.setattr("clinic.rest.limits.time.time", lambda: 1_800_000_061.0)
    assert program.ask("get", "").status_code == 200


def test_two_tokens_of_one_seat_do_not_share(coordinator: Actor) -> None:
    one, other = calling_as(coordinator), calling_as(coordinator)
    for _turn in range(QUOTA + 1):
        one.ask("get", "")
    assert (one.ask("get", "").status_code, other.ask("get", "").status_code) == (429, 200)


def test_a_browser_has_the_quota_of_its_seat(coordinator: Actor) -> None:
    browser = browsing_as(coordinator)
    answers = [browser.get("/api/v1/harbor/") for _turn in range(QUOTA + 1)]
    assert [answer.status_code for answer in answers] == [200] * QUOTA + [429]
    assert calling_as(coordinator).ask("get", "").status_code == 200


def test_a_cache_that_does_not_answer_stops_nobody(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: Any, **_options: Any) -> None:
        raise NoAnswer

    monkeypatch.setattr(LocMemCache, "add", gone)
    assert calling_as(coordinator).ask("get", "").status_code == 200


def test_a_look_at_an_identity_counts_for_ten(coordinator: Actor) -> None:
    with bind(coordinator.clinic):
        client = make_client(coordinator)
    program, takes = calling_as(coordinator), OPERATIONS["reveal_identity"].takes
    assert takes is not None
    path = f"clients/{client.pk}/identity/reveal"
    answer = program.ask("post", path, takes.example)
    assert (answer.status_code, left(answer)) == (200, '"token";r=5;t=50'), answer.content
    assert program.ask("post", path, takes.example).status_code == 429


def test_every_reveal_counts_for_ten() -> None:
    costs = {name: each.cost for name, each in OPERATIONS.items() if name.startswith("reveal")}
    assert set(costs.values()) == {10}, costs
