"""A scan that comes by the API is never taken for another one."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import Caller, calling_as
from tests.everywhere.world import World
from tests.rest.calls_referrals import CALLS
from tests.sealed import PDF


def send(program: Caller, world: World, content: bytes) -> Any:
    call = CALLS["give_scanned_release"]
    assert call.body is not None
    said = {**call.body(world.here), call.scan: SimpleUploadedFile("scan.pdf", content)}
    path = f"cases/{world.here.case.pk}/scanned-releases"
    return program.send_form(path, said, Idempotency_Key="scan-0001")


def test_another_scan_of_one_name_and_length_is_another_request(world: World) -> None:
    program = calling_as(world.here.advocate)
    first = send(program, world, PDF + b"\n%a")
    assert first.status_code == 201
    again = send(program, world, PDF + b"\n%a")
    assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")
    other = send(program, world, PDF + b"\n%b")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_used")


@pytest.mark.parametrize("twice", ["upload", "signed_name", "given_on"])
def test_a_part_that_stands_there_twice_is_refused_like_a_field(world: World, twice: str) -> None:
    call, place = CALLS["give_scanned_release"], world.here
    assert call.body is not None
    said = {**call.body(place), call.scan: SimpleUploadedFile("scan.pdf", PDF)}
    second = SimpleUploadedFile("other.pdf", PDF) if twice == call.scan else said[twice]
    path = f"cases/{place.case.pk}/scanned-releases"
    sent = {**said, twice: [said[twice], second]}
    answer = calling_as(place.advocate).send_form(path, sent, Idempotency_Key="scan-0002")
    assert (answer.status_code, answer.json()["code"]) == (400, "field_twice")
