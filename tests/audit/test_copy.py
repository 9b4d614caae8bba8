"""A copy of the trail, checked with or without our database and our keys."""

import io
import json
import os
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from clinic.access.actor import Actor
from clinic.audit.verifying import public_key_text, verify_copy
from clinic.services.roles import SUPERUSER, WORKER
from tests.audit.trail import copy_of, heads
from tests.builders import make_clinic, make_member
from tests.roles import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[str], psycopg.Connection[Any]]


@pytest.fixture
def member() -> Actor:
    return make_member(make_clinic(), "attorney")


def copy_faults(lines: list[str], outside: dict[int, str] | None = None) -> list[str]:
    return verify_copy(io.StringIO("".join(lines)), outside).faults


def test_a_copy_verifies_without_a_database(member: Actor) -> None:
    lines = copy_of(member)
    with connection.execute_wrapper(lambda *_: pytest.fail("asked the database")):
        assert copy_faults(lines) == []


def test_a_tampered_copy_does_not(member: Actor) -> None:
    lines = copy_of(member)
    block = json.loads(lines[1])
    entry = block["leaves"][0]["entry"]
    for field, value in (("verb", "case.closed"), ("actor", None), ("outcome", "refused")):
        changed = {**entry, field: value}
        leaves = [{**block["leaves"][0], "entry": changed}, *block["leaves"][1:]]
        assert "was changed" in copy_faults([lines[0], json.dumps({**block, "leaves": leaves})])[0]


def test_a_line_left_out_of_a_copy_is_found_and_a_cut_tail_by_its_head(member: Actor) -> None:
    lines = copy_of(member)
    assert copy_faults([lines[0], lines[2]]) != []
    assert copy_faults(lines[:2]) == []
    assert "cut off" in copy_faults(lines[:2], heads(member))[0]


def verify(**options: Any) -> int:
    try:
        call_command("verify_audit", **options)
    except CommandError as error:
        return error.returncode
    return 0


def test_the_command_says_by_its_status(
    member: Actor, tmp_path: Path, signed_in_as: SignIn
) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(copy_of(member)))

    def ask(**options: Any) -> int:
        with signed_in(WORKER):
            return verify(**options)

    assert ask(clinic="harbor") == 0
    assert ask(copy=copy) == 0
    assert ask(clinic="nowhere") == 2
    assert ask(copy=tmp_path / "none") == 2
    copy.write_text(copy.read_text().replace("case.viewed", "case.closed"))
    assert ask(copy=copy) == 1
    copy.write_text("something else")
    assert ask(copy=copy) == 2
    with signed_in_as(SUPERUSER) as superuser:
        superuser.execute("UPDATE audit_auditentry SET verb = 'case.closed'")
    assert ask(clinic="harbor") == 1


def test_a_role_that_sees_no_clinic_is_not_told_that_all_is_well(member: Actor) -> None:
    assert verify() == 2
    with signed_in(WORKER):
        assert verify() == 0


def test_who_holds_no_secret_verifies_a_copy_with_the_public_key(
    member: Actor, tmp_path: Path, settings: Any
) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(copy_of(member)))
    said = io.StringIO()
    call_command("verify_audit", print_public_key=True, stdout=said)
    settings.ALCOVE_AUDIT_KEY = b64encode(os.urandom(32)).decode()
    with connection.execute_wrapper(lambda *_: pytest.fail("asked the database")):
        assert verify(copy=copy) == 1
        assert verify(copy=copy, public_key=said.getvalue().strip()) == 0


def test_the_public_key_in_a_forged_copy_is_not_believed(
    member: Actor, tmp_path: Path, settings: Any
) -> None:
    ours, key = settings.ALCOVE_AUDIT_KEY, public_key_text()
    settings.ALCOVE_AUDIT_KEY = b64encode(os.urandom(32)).decode()
    lines = copy_of(member)
    assert json.loads(lines[0])["public_key"] == public_key_text() != key
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(lines))
    settings.ALCOVE_AUDIT_KEY = ours
    assert verify(copy=copy) == 1
    assert verify(copy=copy, public_key=key) == 1


def test_what_is_no_public_key_is_refused(tmp_path: Path) -> None:
    assert verify(copy=tmp_path / "copy", public_key="bm8ga2V5") == 2
    assert verify(public_key="bm8ga2V5") == 2
