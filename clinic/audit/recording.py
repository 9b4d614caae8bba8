"""Write audit entries."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import models

from clinic.audit.models import DONE, REFUSED, AuditEntry

VERB = re.compile(r"\A[a-z_]+\.[a-z_]+\Z")
# A code, a count or an id; free text could carry a name. Capitals go with a digit (`I-914`), and
# seven digits in a row are a phone number, a passport, an A-number.
CODE = re.compile(r"\A(?!.*\d{7})(?:[a-z0-9_.:/+-]{0,80}|(?=.*\d)[A-Za-z0-9_.:/+-]{1,80})\Z")
NAME = re.compile(r"\A[a-z][a-z0-9_.:-]{0,79}\Z")
MOST_COUNTED = 10**9
Detail = Mapping[str, str | int | bool | UUID | None]

# Told of each act in the transaction that records it; upper rooms register at start-up.
after_record: list[Callable[[AuditEntry], None]] = []

# The verbs recorded inside the running action; `clinic.access.actions` reads it.
recorded: ContextVar[list[str] | None] = ContextVar("alcove_recorded", default=None)


class WhoActs(Protocol):
    @property
    def membership_id(self) -> UUID | None: ...

    @property
    def kind(self) -> str: ...

    @property
    def token_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Who:
    """An actor below the access layer: a seat that signs in, or a service."""

    membership_id: UUID | None
    kind: str = "member"
    token_id: UUID | None = None


def _checked(detail: Detail) -> dict[str, str | int | bool | None]:
    checked: dict[str, str | int | bool | None] = {}
    for name, given in detail.items():
        value = str(given) if isinstance(given, UUID) else given
        if not _tells_nobody(value):
            raise ValueError(f"Audit detail {name} is not a code; identity must not get here.")
        checked[_field(name)] = value
    return checked


def _tells_nobody(value: object) -> bool:
    if isinstance(value, str):
        return bool(CODE.match(value)) or _is_id(value)
    return value is None or (isinstance(value, int) and abs(value) < MOST_COUNTED)


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _field(name: str) -> str:
    if not NAME.match(name):
        raise ValueError("An audit entry names fields by their code, never their values.")
    return name


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
    entry = _entry(
        actor, verb, outcome, target, target_id, target_type, case_id, client_id, changes, detail
    )
    entry.save(force_insert=True)
    return entry


def _entry(
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
    return AuditEntry(
        actor_id=actor.membership_id,
        actor_kind=actor.kind,
        verb=verb,
        outcome=outcome,
        target_type=target._meta.label_lower if target is not None else target_type,
        target_id=target.pk if target is not None else target_id,
        case_id=case_id or getattr(target, "case_id", None),
        client_id=client_id or getattr(target, "client_id", None),
        fields=sorted(map(_field, changes)),
        detail=_checked(_with_token(actor, detail or {})),
    )


def _with_token(actor: WhoActs, detail: Detail) -> Detail:
    """Say by which access token a seat acted, in what the entry's seal covers."""
    return {**detail, "token": actor.token_id} if actor.token_id else detail


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
    entry = _write(actor, verb, DONE, target, None, "", case_id, client_id, changes, detail)
    for tell in after_record:
        tell(entry)
    return entry


@dataclass(frozen=True)
class Act:
    """One of many acts that `record_all` writes."""

    verb: str
    target: models.Model
    case_id: UUID | None = None
    client_id: UUID | None = None
    detail: Detail | None = None


def record_all(actor: WhoActs, acts: Iterable[Act]) -> list[AuditEntry]:
    """Record many acts of one transaction, an entry each, with one statement."""
    entries = [
        _entry(
            actor, act.verb, DONE, act.target, None, "", act.case_id, act.client_id, (), act.detail
        )
        for act in acts
    ]
    verbs = recorded.get()
    if verbs is not None:
        verbs.extend(entry.verb for entry in entries)
    AuditEntry.objects.bulk_create(entries)
    for entry in entries:
        for tell in after_record:
            tell(entry)
    return entries


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
