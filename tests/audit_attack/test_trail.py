"""What an entry may carry, and what sealing and verifying must survive."""

import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import DataError, ProgrammingError, connection
from django.utils import timezone

from clinic.audit import sealing, verifying
from clinic.audit.models import AuditBatch, AuditEntry
from clinic.audit.recording import Who, record
from clinic.audit.sealing import merkle_root
from clinic.audit.tasks import seal_all, seal_clinic
from clinic.audit.verifying import copy_lines, verify_clinic, verify_copy
from clinic.services.roles import WORKER
from clinic.tenancy.current import bound_to
from clinic.tenancy.models import Clinic
from tests.builders import make_clinic
from tests.roles import seal_as_worker, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
SOMEONE = Who(None, "operator")


@pytest.fixture
def clinic() -> Any:
    return make_clinic("alpha")


def act(clinic: Clinic) -> None:
    with bound_to(clinic.pk):
        record(SOMEONE, "case.closed")


def entry_of(clinic: Clinic, *, hours_ago: float) -> None:
    """An entry as a slow transaction, or a wrong clock, would leave it."""
    at = timezone.now() - timedelta(hours=hours_ago)
    id_then = UUID(int=int(at.timestamp() * 1000) << 80 | uuid4().int >> 64)
    with bound_to(clinic.pk):
        AuditEntry.objects.create(id=id_then, actor_kind="operator", verb="case.closed")


def verdict_of(clinic: Clinic) -> verifying.Verdict:
    with bound_to(clinic.pk):
        return verify_clinic()


NOT_CODES = [15551234567, ["Maria"], {"name": "Maria"}, 1.5, b"x"]
CODES = [
    "t_visa",
    "I-914",
    "a+b",
    "",
    12,
    True,
    None,
    UUID(int=7),
    "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
]
IDENTITIES = ["Maria", "Maria.Lopez", "maria lopez", "A123456789", "+15551234567", "a@example.org"]


@pytest.mark.parametrize("value", [*IDENTITIES, *NOT_CODES])
def test_a_detail_that_could_be_a_person_is_refused(clinic: Clinic, value: Any) -> None:
    with bound_to(clinic.pk), pytest.raises(ValueError, match="not a code"):
        record(SOMEONE, "case.closed", detail={"why": value})


@pytest.mark.parametrize("value", CODES)
def test_codes_counts_and_ids_are_taken(clinic: Clinic, value: Any) -> None:
    with bound_to(clinic.pk):
        entry = record(SOMEONE, "case.closed", detail={"why": value})
    assert entry.detail == {"why": str(value) if isinstance(value, UUID) else value}


@pytest.mark.parametrize("name", ["Maria", "maria lopez", "", "14155550100"])
def test_a_changed_field_is_named_by_its_code(clinic: Clinic, name: str) -> None:
    with bound_to(clinic.pk), pytest.raises(ValueError, match="never their values"):
        record(SOMEONE, "case.closed", changes=[name])
    with bound_to(clinic.pk), pytest.raises(ValueError, match="never their values"):
        record(SOMEONE, "case.closed", detail={name: 1})


def test_the_time_of_sealing_is_sealed(clinic: Clinic) -> None:
    act(clinic)
    seal_as_worker(clinic.pk)
    with bound_to(clinic.pk):
        header, block = [json.loads(line) for line in copy_lines()]
    block["batch"]["sealed_at"] = "2020-01-01T00:00:00.000000+00:00"
    text = io.StringIO(f"{json.dumps(header)}\n{json.dumps(block)}\n")
    assert "The signature of batch 1 does not hold." in verify_copy(text).faults


@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7])
def test_repeating_the_last_leaves_never_keeps_the_root(count: int) -> None:
    leaves = [bytes([number]) * 32 for number in range(count)]
    for repeated in range(1, count + 1):
        assert merkle_root([*leaves, *leaves[-repeated:]]) != merkle_root(leaves)


def test_an_entry_that_became_visible_late_is_sealed_within_the_hour(clinic: Clinic) -> None:
    act(clinic)
    assert seal_as_worker(clinic.pk) == 1
    entry_of(clinic, hours_ago=0.9)
    assert seal_as_worker(clinic.pk) == 1
    entry_of(clinic, hours_ago=48)
    assert seal_as_worker(clinic.pk) == 0
    cache.delete(f"alcove-audit-all-{clinic.pk}")  # the hour is over
    assert seal_as_worker(clinic.pk) == 1
    assert (verdict_of(clinic).sound, verdict_of(clinic).unsealed) == (True, 0)


def test_an_old_backlog_is_sealed_to_its_end(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "MOST", 3)
    monkeypatch.setattr("clinic.audit.tasks.MOST", 3)
    for hours in range(24, 34):
        entry_of(clinic, hours_ago=hours)
    assert seal_as_worker(clinic.pk) == 10
    assert verdict_of(clinic).unsealed == 0


def test_verifying_takes_batches_in_portions(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "AT_ONCE", 3)
    for size in (2, 2, 5, 1, 1):
        for _ in range(size):
            act(clinic)
        seal_as_worker(clinic.pk)
    verdict = verdict_of(clinic)
    assert (verdict.sound, verdict.batches, verdict.entries) == (True, 5, 11)


def test_a_clinic_that_cannot_be_sealed_does_not_stop_the_others(clinic: Clinic) -> None:
    beta = make_clinic("beta")
    act(clinic)
    act(beta)
    wedge = {"count": 1, "root": b"", "previous": b"", "head": b"", "signature": b""}
    with signed_in(WORKER):
        with bound_to(clinic.pk):
            AuditBatch.objects.create(number=2**63 - 1, sealed_at=timezone.now(), **wedge)
        with pytest.raises(DataError):
            seal_clinic(clinic.pk)
        with pytest.raises(RuntimeError, match="of 1 clinics"):
            seal_all()
    assert verdict_of(beta).entries == 1


def test_the_trail_takes_no_change_by_sql(clinic: Clinic) -> None:
    act(clinic)
    seal_as_worker(clinic.pk)
    for table in ("audit_auditentry", "audit_auditbatch", "audit_auditleaf"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
            with pytest.raises(ProgrammingError, match="permission denied"), bound_to(clinic.pk):
                connection.cursor().execute(statement)
