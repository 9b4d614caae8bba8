"""Bodies nobody should send: each is refused with one clear problem, and nothing is written."""

import gzip
import json
from typing import Any

import pytest

from clinic.access.actor import Actor
from clinic.access.problems import MEDIA_TYPE
from clinic.tenancy.current import bind
from tests.builders import Caller, calling_as, make_case, make_clinic, make_member
from tests.rest.rows import rows_of

pytestmark = pytest.mark.django_db
JSON = "application/json"
# In every body below; no answer may say it again.
SECRET = "zanzibar"
NOTE = {"privilege": "shared", "body": SECRET}


def packed(said: Any) -> bytes:
    return json.dumps(said).encode()


def nested(opening: str, closing: str, depth: int = 100_000) -> bytes:
    return (opening * depth + f'"{SECRET}"' + closing * depth).encode()


UNREADABLE: dict[str, tuple[bytes, int, str]] = {
    "300 kilobytes": (packed({**NOTE, "body": SECRET * 40_000}), 413, "too_large"),
    "2 megabytes": (packed({**NOTE, "body": SECRET * 300_000}), 413, "too_large"),
    "10,000 fields": (packed({f"{SECRET}{n}": n for n in range(10_000)}), 400, "too_many_fields"),
    "10,000 values": (packed([SECRET] * 10_000), 400, "too_many_fields"),
    "arrays 20,000 deep": (nested("[", "]", 20_000), 400, "too_deep"),
    "objects 20,000 deep": (nested('{"a":', "}", 20_000), 400, "too_deep"),
    "arrays 100,000 deep": (nested("[", "]"), 400, "too_deep"),
    "objects 100,000 deep": (nested('{"a":', "}"), 413, "too_large"),
    "never closed": (b"[" * 100_000, 400, "too_deep"),
    "a field twice": (b'{"privilege":"shared","body":"zanzibar","body":"x"}', 400, "field_twice"),
    "NaN": (b'{"privilege":"shared","body":NaN,"a":"zanzibar"}', 400, "not_json"),
    "Infinity": (b'{"privilege":"shared","body":-Infinity}', 400, "not_json"),
    "5,000 digits": (b'{"privilege":"shared","body":' + b"7" * 5_000 + b"}", 400, "not_json"),
    "half a surrogate": (b'{"privilege":"shared","body":"zanzibar\\ud800"}', 400, "broken_text"),
    "a broken name": (b'{"privilege\\udfff":"zanzibar","body":"x"}', 400, "broken_text"),
    "a zero": (b'{"privilege":"shared","body":"zanzibar\\u0000"}', 400, "broken_text"),
    "a raw zero": (b'{"privilege":"shared","body":"zanzibar\x00"}', 400, "not_json"),
    "a byte order mark": (b"\xef\xbb\xbf" + packed(NOTE), 400, "not_json"),
    "UTF-16": (json.dumps(NOTE).encode("utf-16"), 400, "not_utf8"),
    "UTF-16 without a mark": (json.dumps(NOTE).encode("utf-16-le"), 400, "not_json"),
    "Latin-1": ('{"privilege":"shared","body":"zanzibar é"}'.encode("latin-1"), 400, "not_utf8"),
    "a packed body": (gzip.compress(packed(NOTE)), 400, "not_utf8"),
    "something after it": (packed(NOTE) + b" zanzibar", 400, "not_json"),
    "two bodies": (packed(NOTE) * 2, 400, "not_json"),
    "half a body": (packed(NOTE)[:-1], 400, "not_json"),
    "words": (SECRET.encode(), 400, "not_json"),
    "blanks": (b"   ", 400, "not_json"),
}
NO_OBJECTS = {
    "nothing": b"",
    "text": packed(SECRET),
    "a number": b"17",
    "a float without end": b"1e400",
    "true": b"true",
    "null": b"null",
    "a list": packed([NOTE]),
}
KINDS = {
    "": 415,
    "text/plain": 415,
    "text/json": 415,
    "application/jsonp": 415,
    "application/x-www-form-urlencoded": 415,
    "multipart/form-data; boundary=x": 415,
    "multipart/form-data": 415,
    "application/xml": 415,
    "nonsense": 415,
    "application/json; charset=utf-16": 400,
    "application/json; charset=rot13": 400,
    "application/json; charset=latin-1": 400,
}


@pytest.fixture
def coordinator() -> Actor:
    return make_member(make_clinic(), "coordinator")


@pytest.fixture
def notes(coordinator: Actor) -> str:
    with bind(coordinator.clinic):
        return f"/api/v1/harbor/cases/{make_case(coordinator).pk}/notes"


@pytest.fixture
def program(coordinator: Actor) -> Caller:
    caller = calling_as(coordinator)
    caller.read("cases")  # so that the token's first use is written down already
    return caller


def send(program: Caller, path: str, body: bytes, kind: str = JSON, **headers: str) -> Any:
    said = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "one-bad-body"}
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.generic("POST", path, body, content_type=kind, headers={**said, **headers})


def is_one_clear_problem(answer: Any, status: int, code: str = "") -> bool:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == MEDIA_TYPE
    assert SECRET not in answer.content.decode()
    said = answer.json()
    assert set(said) - {"errors"} == {"type", "title", "status", "detail", "code"}
    assert said["status"] == status
    assert not code or said["code"] == code, said
    return True


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused(
    program: Caller, coordinator: Actor, notes: str, name: str
) -> None:
    body, status, code = UNREADABLE[name]
    before = rows_of(coordinator.clinic)
    assert is_one_clear_problem(send(program, notes, body), status, code)
    assert rows_of(coordinator.clinic) == before


@pytest.mark.parametrize("name", NO_OBJECTS)
def test_what_is_no_object_is_refused(
    program: Caller, coordinator: Actor, notes: str, name: str
) -> None:
    before = rows_of(coordinator.clinic)
    assert is_one_clear_problem(send(program, notes, NO_OBJECTS[name]), 422, "invalid")
    assert rows_of(coordinator.clinic) == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_as_another_kind_is_refused(
    program: Caller, coordinator: Actor, notes: str, kind: str
) -> None:
    before = rows_of(coordinator.clinic)
    assert is_one_clear_problem(send(program, notes, packed(NOTE), kind), KINDS[kind])
    assert rows_of(coordinator.clinic) == before


def test_a_packed_body_is_refused_by_its_header(program: Caller, notes: str) -> None:
    answer = send(program, notes, gzip.compress(packed(NOTE)), Content_Encoding="gzip")
    assert is_one_clear_problem(answer, 400, "not_utf8")


def test_a_body_in_chunks_is_refused_not_taken_for_an_empty_one(
    program: Caller, notes: str
) -> None:
    answer = send(program, notes, b"", Transfer_Encoding="chunked")
    assert is_one_clear_problem(answer, 411, "length_needed")


def test_a_form_is_no_way_around_the_schema(program: Caller, notes: str) -> None:
    form = f"privilege=shared&body={SECRET}".encode()
    answer = send(program, notes, form, "application/x-www-form-urlencoded")
    assert is_one_clear_problem(answer, 415, "unsupported_media_type")


def test_a_method_in_disguise_stays_what_it_is(program: Caller, notes: str) -> None:
    answer = send(program, notes, b"{}", X_HTTP_Method_Override="GET")
    assert is_one_clear_problem(answer, 422)


# --- one field of the wrong type ------------------------------------------------------------------

TEXTS: list[Any] = [7, 7.5, True, None, [SECRET], {"a": SECRET}, "", "   ", 10**400]
CODES: list[Any] = [SECRET, 7, True, None, [SECRET], {"a": SECRET}, "", ["shared"]]
IDS: list[Any] = [SECRET, 7, True, None, [], {}, "", "0" * 32, 10**40, f"urn:uuid:{'0' * 32}"]
DAYS: list[Any] = [
    SECRET, 20260306, True, [], {}, "2026-02-30", "0000-01-01", "2026-3-6", "06.03.2026",
    "2026-03-06T00:00:00Z", "٢٠٢٦-٠٣-٠٦",
]  # fmt: skip


@pytest.mark.parametrize("value", TEXTS, ids=repr)
def test_what_is_no_text_is_refused(program: Caller, notes: str, value: Any) -> None:
    answer = send(program, notes, packed({**NOTE, "body": value}))
    assert is_one_clear_problem(answer, 422)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/body"}


@pytest.mark.parametrize("value", CODES, ids=repr)
def test_what_is_no_code_is_refused(program: Caller, notes: str, value: Any) -> None:
    answer = send(program, notes, packed({**NOTE, "privilege": value}))
    assert is_one_clear_problem(answer, 422)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/privilege"}


@pytest.mark.parametrize("value", IDS, ids=repr)
def test_what_is_no_id_is_refused(program: Caller, value: Any) -> None:
    body = packed({"client": value, "matter": "t_visa"})
    answer = send(program, "/api/v1/harbor/cases", body)
    assert is_one_clear_problem(answer, 422)
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"] != "not_found") == ("/client", True)


@pytest.mark.parametrize("value", DAYS, ids=repr)
def test_what_is_no_day_is_refused(program: Caller, value: Any) -> None:
    example = {"client": "01920000-0000-7000-8000-000000000001", "matter": "t_visa"}
    answer = send(program, "/api/v1/harbor/cases", packed({**example, "opened_on": value}))
    assert is_one_clear_problem(answer, 422)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/opened_on"}


# --- what stands in the address -------------------------------------------------------------------

QUERIES = [
    f"matter={SECRET}", f"due={SECRET}", "due=1.5", "due=1.0", "due=%201", "due=%D9%A1",
    "due=9999999999999999999999", f"due={'9' * 5000}", "mine=1", "mine=yes", f"stage={SECRET}",
    f"text={SECRET * 20}", "text=a&text=b", "text=%00", f"{SECRET}=1", f"after={SECRET}",
    f"after={SECRET * 500}", "after=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_a_wrong_query_is_refused_and_names_its_parameter(program: Caller, query: str) -> None:
    answer = program.ask("get", f"cases?{query}")
    assert is_one_clear_problem(answer, 422)
    assert all(SECRET not in str(error) for error in answer.json()["errors"])


# --- facts, which only the engine of deadlines knows ----------------------------------------------

FACTS: list[Any] = [
    SECRET, 7, None, [], {}, {SECRET: SECRET}, {"notice_date": SECRET}, {"notice_date": [SECRET]},
    {"notice_date": {SECRET: 1}}, {"notice_date": 20260306}, {"notice_date": True},
    {"notice_date": "0001-01-01"}, {"notice_date": "9999-12-31"}, {"service": SECRET},
    {"service": None}, {"service": ["mail"]}, {"response_days": 10**30}, {"response_days": -1},
    {"response_days": 1.5}, {"response_days": True}, {"response_days": SECRET},
    {"response_days": "84"}, {"response_days": [84]}, {"notice_date": "٢٠٢٦-٠٣-٠٦"},
]  # fmt: skip
GOOD = {"notice_date": "2026-03-06", "service": "mail", "response": "paper", "response_days": 84}


@pytest.mark.parametrize("facts", FACTS, ids=repr)
def test_facts_that_are_none_are_refused(program: Caller, facts: Any) -> None:
    said = {**GOOD, **facts} if isinstance(facts, dict) and facts else facts
    body = packed({"rule": "us.uscis.rfe", "facts": said})
    answer = send(program, "/api/v1/harbor/deadlines/compute", body)
    assert is_one_clear_problem(answer, 422)


def test_a_float_without_end_is_no_fact(program: Caller) -> None:
    body = packed({"rule": "us.uscis.rfe", "facts": GOOD}).replace(b"84", b"1e400")
    assert is_one_clear_problem(send(program, "/api/v1/harbor/deadlines/compute", body), 422)
