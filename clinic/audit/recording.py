"""Write audit entries."""

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import models
from django.utils import timezone

from clinic.audit.models import DONE, REFUSED, AuditEntry

VERB = re.compile(r"\A[a-z_]+\.[a-z_]+\Z")
# A code, a count or an id; free text could carry a name.
CODE = re.compile(r"\A[a-z0-9_.:/+-]{0,80}\Z")
Detail = Mapping[str, str | int | bool | UUID | None]

# The verbs recorded inside the running action; `clinic.access.actions` reads it.
recorded: ContextVar[list[str] | None] = ContextVar("alcove_recorded", default=None)


class WhoActs(Protocol):
    @property
    def membership_id(self) -> UUID | None: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Who:
    """An actor below the access layer: a seat that signs in, or a service."""

    membership_id: UUID | None
    kind: str = "member"


def _checked(detail: Detail) -> dict[str, str | int | bool | None]:
    checked: dict[str, str | int | bool | None] = {}
    for name, value in detail.items():
        if isinstance(value, UUID):
            value = str(value)
        if isinstance(value, str) and not CODE.match(value.lower()):
            raise ValueError(f"Audit detail {name} is not a code; identity must not get here.")
        checked[name] = value
    return checked


def _write(
    actor: WhoActs,
    verb: str,
    outcome: str,
    target: models.Model | None,
    target_id: UUID | None,
    target_type: str,
    case_id: UUID | None,
    client_id: UUID | None,
    changes: Iterable[str],
    detail: Detail | None,
) -> AuditEntry:
    if not VERB.match(verb):
        raise ValueError(f"{verb!r} is not a verb like case.closed.")
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor_id=actor.membership_id,
        actor_kind=actor.kind,
        verb=verb,
        outcome=outcome,
        target_type=target._meta.label_lower if target is not None else target_type,
        target_id=target.pk if target is not None else target_id,
        case_id=case_id or getattr(target, "case_id", None),
        client_id=client_id or getattr(target, "client_id", None),
        fields=sorted(changes),
        detail=_checked(detail or {}),
    )


def record(
    actor: WhoActs,
    verb: str,
    target: models.Model | None = None,
    *,
    case_id: UUID | None = None,
    client_id: UUID | None = None,
    changes: Iterable[str] = (),
    detail: Detail | None = None,
) -> AuditEntry:
    """Record an act in the transaction that does it.

    :param verb: noun and past verb, `case.closed`
    :param changes: names of the fields that changed, never their values
    :param detail: codes, counts and ids only; free text raises ValueError
    """
    verbs = recorded.get()
    if verbs is not None:
        verbs.append(verb)
    return _write(actor, verb, DONE, target, None, "", case_id, client_id, changes, detail)


def record_refusal(
    actor: WhoActs,
    verb: str,
    *,
    target: models.Model | None = None,
    target_id: UUID | None = None,
    target_type: str = "",
    case_id: UUID | None = None,
    detail: Detail | None = None,
) -> AuditEntry:
    """Record what was refused; written after the rollback, so that it stays."""
    return _write(actor, verb, REFUSED, target, target_id, target_type, case_id, None, (), detail)
