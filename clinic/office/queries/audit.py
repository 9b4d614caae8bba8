"""Reads of the audit trail. Shows case numbers, ids and staff names; no client, no code name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.models import Case
from clients.policy import kept_out, outside_walls
from clinic.access.actor import Actor
from clinic.access.roles import ROLE_NAMES
from clinic.audit.models import REFUSED, AuditBatch, AuditEntry
from clinic.office.queries.tokens import token_names
from clinic.office.rules import (
    DETAIL_NAMES,
    SERVICE_NAMES,
    SYSTEM,
    VERBS_OF,
    AuditRow,
    sentence_for,
)
from clinic.pages.paging import Page, page_of
from clinic.people.models import Membership
from clinic.tenancy.current import begin_of

# Details that name an access token: by which one a seat acted, and which one it was about.
TOKENS = ("token", "which")


@dataclass(frozen=True)
class Filters:
    """What the auditor asked for; None asks for all."""

    person: UUID | None = None
    group: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    case_number: str = ""


def entries(actor: Actor, filters: Filters, *, after: str | None) -> Page[AuditEntry]:
    """Return a page of the trail, newest first."""
    found: QuerySet[AuditEntry] = AuditEntry.objects.all()
    if filters.person:
        found = found.filter(actor_id=filters.person)
    if filters.group:
        found = found.filter(verb__in=list(VERBS_OF[filters.group]))
    if filters.outcome:
        found = found.filter(outcome=filters.outcome)
    if filters.since:
        found = found.filter(at__gte=begin_of(filters.since))
    if filters.until and filters.until < date.max:  # after the last day there is no other
        next_day = filters.until + timedelta(days=1)
        found = found.filter(at__lt=begin_of(next_day))
    if filters.case_number:
        case = Case.objects.filter(number=filters.case_number).values_list("pk", flat=True).first()
        found = found.filter(case_id=case) if case else found.none()
    if kept_out(actor).exists():
        # A matter behind a wall is not there for its reader, whatever happened in it.
        behind = Case.objects.filter(client__in=kept_out(actor).values("client_id"))
        found = outside_walls(actor, found, "client_id")
        found = found.exclude(case_id__isnull=False, case_id__in=behind.values("pk"))
    return page_of(found, order=["-id"], after=after)


def rows_of(page: Page[AuditEntry]) -> list[AuditRow]:
    """Put entries into words, with three more statements for all of them."""
    members = set[UUID]()
    for entry in page.rows:
        members |= {found for found in (entry.actor_id, *_ids_in(entry.detail)) if found}
    names = _staff_names(members) | token_names(_tokens_in(page.rows))
    numbers = dict(
        Case.objects.filter(pk__in={entry.case_id for entry in page.rows if entry.case_id})
        .values_list("pk", "number")
    )  # fmt: skip
    return [_row(entry, names, numbers) for entry in page.rows]


def _row(entry: AuditEntry, names: dict[UUID, str], numbers: dict[UUID, str]) -> AuditRow:
    detail = {name: value for name, value in entry.detail.items() if name != "why"}
    if entry.fields:
        detail["fields"] = ", ".join(entry.fields)
    return AuditRow(
        when=entry.at,
        who=_who(entry, names),
        what=str(sentence_for(entry.verb)),
        refused=entry.outcome == REFUSED,
        why=_spaced(str(entry.detail.get("why", ""))),
        case_number=numbers.get(entry.case_id, "") if entry.case_id else "",
        case_id=str(entry.case_id or ""),
        target=f"{entry.target_type} {entry.target_id}" if entry.target_id else "",
        details=tuple(
            (str(DETAIL_NAMES.get(name, _spaced(name))), _said(value, names))
            for name, value in sorted(detail.items())
        ),
    )


def _who(entry: AuditEntry, names: dict[UUID, str]) -> str:
    if entry.actor_id is None:
        return str(SERVICE_NAMES.get(entry.actor_kind, entry.actor_kind))
    name = str(names.get(entry.actor_id))
    return _as_system(name) if entry.actor_kind == SYSTEM else name


def _as_system(name: str) -> str:
    return _("%(name)s (system)") % {"name": name}


def _said(value: Any, names: dict[UUID, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if found := _as_id(value):
        return names.get(found, str(value))
    if isinstance(value, str) and set(value.split("+")) <= set(ROLE_NAMES):
        return ", ".join(str(ROLE_NAMES[role]) for role in value.split("+"))
    return _spaced(str(value))


def _spaced(code: str) -> str:
    """Write a code as words: nobody should have to read underscores."""
    return code.replace("_", " ")


def _as_id(value: Any) -> UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


def _ids_in(detail: dict[str, Any]) -> list[UUID]:
    return [found for found in map(_as_id, detail.values()) if found]


def _tokens_in(entries: Sequence[AuditEntry]) -> set[UUID]:
    told = (entry.detail.get(name) for entry in entries for name in TOKENS)
    return {found for found in map(_as_id, told) if found}


def _staff_names(members: set[UUID]) -> dict[UUID, str]:
    found = Membership.objects.filter(pk__in=members).values_list("pk", "user__name")
    return dict(found)


def people_to_choose(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return everybody who has or had a seat, for the filter."""
    seats = Membership.objects.order_by("user__name", "pk")
    return [
        (str(pk), _as_system(name) if is_system else name)
        for pk, name, is_system in seats.values_list("pk", "user__name", "is_system")
    ]


@dataclass(frozen=True)
class ChainState:
    sealed_at: datetime | None
    batches: int
    waiting: int


def chain_state(actor: Actor) -> ChainState:
    last = AuditBatch.objects.order_by("-number").first()
    waiting = AuditEntry.objects.filter(leaves=None).count()
    return ChainState(last.sealed_at if last else None, last.number if last else 0, waiting)
