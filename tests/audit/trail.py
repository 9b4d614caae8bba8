"""Acts to record, seal and copy."""

from uuid import uuid4

from clinic.access.actor import Actor
from clinic.audit import record
from clinic.audit.models import AuditBatch
from clinic.audit.verifying import copy_lines
from clinic.tenancy.current import bound_to
from tests.roles import seal_as_worker


def act(actor: Actor, times: int = 3) -> None:
    with bound_to(actor.clinic.pk):
        for _ in range(times):
            record(actor, "case.viewed", case_id=uuid4())


def seal(actor: Actor) -> None:
    assert seal_as_worker(actor.clinic.pk)


def heads(actor: Actor) -> dict[int, str]:
    with bound_to(actor.clinic.pk):
        return {batch.number: bytes(batch.head).hex() for batch in AuditBatch.objects.all()}


def copy_of(actor: Actor) -> list[str]:
    for _ in range(2):
        act(actor)
        seal(actor)
    with bound_to(actor.clinic.pk):
        return list(copy_lines())
