"""Append-only by the database's rights; sealed by the worker; what was changed is found."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.audit import record
from clinic.audit.models import AuditBatch, AuditEntry, AuditLeaf
from clinic.audit.sealing import merkle_root, seal_batch
from clinic.audit.tasks import seal_all
from clinic.audit.verifying import read_heads, verify_clinic
from clinic.services.roles import APP, SUPERUSER, WORKER
from clinic.tenancy.current import bound_to
from tests.audit.trail import act, heads, seal
from tests.builders import make_clinic, make_member
from tests.roles import seal_as_worker, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[str], psycopg.Connection[Any]]


@pytest.fixture
def member() -> Actor:
    return make_member(make_clinic(), "attorney")


def faults(actor: Actor, outside: dict[int, str] | None = None) -> list[str]:
    with bound_to(actor.clinic.pk):
        return verify_clinic(outside).faults


@pytest.mark.parametrize("role", [APP, WORKER])
@pytest.mark.parametrize("table", ["audit_auditentry", "audit_auditbatch", "audit_auditleaf"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_the_application_may_not_change_or_remove(
    signed_in_as: SignIn, role: str, table: str, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        signed_in_as(role).execute(statement.format(table))


@pytest.mark.parametrize("model", [AuditEntry, AuditBatch, AuditLeaf])
def test_django_may_not_either(member: Actor, model: type[AuditEntry]) -> None:
    act(member)
    seal(member)
    with pytest.raises(ProgrammingError, match="permission denied"), bound_to(member.clinic.pk):
        model.objects.all()._raw_delete("default")


def test_an_entry_takes_codes_and_no_free_text(member: Actor) -> None:
    for wrong in ("Amara Okafor", "Åsa", "a b", "x" * 81):
        with pytest.raises(ValueError, match="not a code"), bound_to(member.clinic.pk):
            record(member, "case.viewed", detail={"what": wrong})
    with pytest.raises(ValueError, match="not a verb"), bound_to(member.clinic.pk):
        record(member, "Case Viewed")


def test_a_sealed_trail_verifies(member: Actor) -> None:
    for _ in range(3):
        act(member)
        seal(member)
    act(member, 2)
    with bound_to(member.clinic.pk):
        verdict = verify_clinic()
    assert verdict.sound
    assert (verdict.batches, verdict.entries, verdict.unsealed) == (3, 9, 2)


def test_nothing_waits_twice(member: Actor) -> None:
    act(member)
    assert seal_as_worker(member.clinic.pk) == 3
    assert seal_as_worker(member.clinic.pk) == 0


def test_the_webs_role_may_not_seal(member: Actor, signed_in_as: SignIn) -> None:
    act(member)
    with pytest.raises(ProgrammingError, match="permission denied"), bound_to(member.clinic.pk):
        seal_batch()
    for table in ("audit_auditbatch", "audit_auditleaf"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            signed_in_as(APP).execute(f"INSERT INTO {table} DEFAULT VALUES")


@pytest.mark.parametrize("role", [APP, WORKER])
@pytest.mark.parametrize("off", [timedelta(hours=-2), timedelta(minutes=6), timedelta(days=900)])
def test_no_entry_is_dated_before_or_after_its_writing(
    member: Actor, role: str, off: timedelta
) -> None:
    then = timezone.now() + off
    with signed_in(role), pytest.raises(ProgrammingError, match="happened_now"):
        with bound_to(member.clinic.pk):
            AuditEntry.objects.create(at=then, actor_kind="operator", verb="case.closed")


def test_the_databases_clock_dates_an_entry(member: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    before = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: before - timedelta(days=30))
    with bound_to(member.clinic.pk):
        assert record(member, "case.viewed").at >= before


def test_the_worker_role_seals_every_clinic(member: Actor) -> None:
    other = make_member(make_clinic("meadow"), "attorney")
    act(member)
    act(other)
    with signed_in(WORKER):
        seal_all()
    assert faults(member) == []
    assert (len(heads(member)), len(heads(other))) == (1, 1)


def test_two_sealers_at_once_do_not_fork(member: Actor) -> None:
    act(member, 40)
    start = threading.Barrier(4)

    def run() -> None:
        try:
            start.wait()
            seal_as_worker(member.clinic.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_as_worker(member.clinic.pk)
    with bound_to(member.clinic.pk):
        verdict = verify_clinic()
    assert verdict.sound
    assert (verdict.entries, verdict.unsealed) == (40, 0)


def tamper(signed_in_as: SignIn, statement: str, *parameters: object) -> None:
    with signed_in_as(SUPERUSER) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(statement, parameters)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_auditentry SET verb = 'case.closed' WHERE verb = 'case.viewed'", "changed"),
        ("UPDATE audit_auditentry SET actor_id = NULL", "changed"),
        ("UPDATE audit_auditentry SET at = at + interval '1 second'", "changed"),
        ("UPDATE audit_auditleaf SET digest = sha256('x')", "changed"),
        ("DELETE FROM audit_auditleaf WHERE position = 1", "does not hold"),
        ("UPDATE audit_auditbatch SET head = sha256('x')", "head"),
        ("UPDATE audit_auditbatch SET root = sha256('x')", "signature"),
        ("UPDATE audit_auditbatch SET signature = decode(repeat('00', 64), 'hex')", "signature"),
        ("UPDATE audit_auditbatch SET number = number + 5", "missing"),
        ("DELETE FROM audit_auditbatch WHERE number = 1", "missing"),
        ("DELETE FROM audit_auditentry", "does not hold"),
    ],
)
def test_what_the_databases_administrator_changed_is_found(
    member: Actor, signed_in_as: SignIn, statement: str, found: str
) -> None:
    for _ in range(2):
        act(member)
        seal(member)
    tamper(signed_in_as, statement)
    assert any(found in fault for fault in faults(member))


def test_a_cut_tail_shows_only_against_a_head_kept_outside(
    member: Actor, signed_in_as: SignIn
) -> None:
    for _ in range(2):
        act(member)
        seal(member)
    kept = heads(member)
    tamper(signed_in_as, "DELETE FROM audit_auditleaf WHERE batch_id IN "
           "(SELECT id FROM audit_auditbatch WHERE number = 2)")  # fmt: skip
    tamper(signed_in_as, "DELETE FROM audit_auditbatch WHERE number = 2")
    assert faults(member) == []
    assert faults(member, kept) == ["Batch 2 was cut off: its head was kept outside."]


def test_an_entry_moved_to_another_clinic_is_found(member: Actor, signed_in_as: SignIn) -> None:
    other = make_clinic("meadow")
    act(member)
    seal(member)
    tamper(signed_in_as, "UPDATE audit_auditentry SET clinic_id = %s", other.pk)
    assert faults(member) != []


def test_heads_are_kept_outside_as_lines(member: Actor, tmp_path: Path, settings: Any) -> None:
    settings.ALCOVE_AUDIT_HEADS_DIR = tmp_path
    act(member)
    seal(member)
    with (tmp_path / "harbor.heads").open() as file:
        assert read_heads(file) == heads(member)


def test_a_merkle_root_tells_order_and_number_apart() -> None:
    one, two, three = (bytes([number]) * 32 for number in range(3))
    roots = [merkle_root(leaves) for leaves in ([one], [one, two], [two, one], [one, two, three])]
    assert len(set(roots)) == 4


def test_ids_of_entries_are_ours_and_in_order(member: Actor) -> None:
    act(member, 5)
    with bound_to(member.clinic.pk):
        ids: list[UUID] = list(AuditEntry.objects.order_by("at").values_list("pk", flat=True))
    assert ids == sorted(ids)
