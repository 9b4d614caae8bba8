"""What a clinic's policy lets go by now; a hold beats it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef

from cases.models import Case
from clients.models import Client, Intake
from clinic.access.actor import Actor
from clinic.tenancy.current import today
from clinic.vault.keys import preload
from records.models import Hold, RetentionRule
from records.rules import KINDS, keep_until, months_after

MOST_SHOWN = 200


@dataclass(frozen=True)
class DueRow:
    """A record whose time is over: a code name and dates, nothing of the person."""

    client: Client
    kind: str
    label: Any
    ended_on: date
    until: date
    held: bool


def months_for() -> dict[str, int]:
    """Return the bound clinic's policy, its own rules over the defaults."""
    own = dict(RetentionRule.objects.values_list("kind", "months"))
    return {kind: own.get(kind, rule.months) for kind, rule in KINDS.items()}


def retention_lines() -> list[dict[str, Any]]:
    months = months_for()
    return [
        {"kind": kind, "label": rule.label, "months": months[kind], "least": rule.least,
         "most": rule.most, "default": rule.months, "source": rule.source,
         "verify_with_counsel": rule.verify_with_counsel}
        for kind, rule in KINDS.items()
    ]  # fmt: skip


def due_rows(actor: Actor) -> list[DueRow]:
    """Return what may go today, oldest first, with what a hold keeps."""
    if not (actor.has("retention.view") or actor.has("client.shred")):
        return []
    months = months_for()
    rows = [*_closed(months["closed"]), *_declined(months["declined"]), *_stubs()]
    return sorted(rows, key=lambda row: row.until)[:MOST_SHOWN]


def _with_hold() -> Any:
    """Return clients with whether a hold keeps them; one that was joined goes with the other."""
    holds = Hold.objects.filter(client=OuterRef("pk"), lifted_at=None)
    clients = Client.objects.filter(merged_into=None)
    return clients.annotate(held=Exists(holds)).select_related("key")


def _closed(months: int) -> Iterator[DueRow]:
    open_cases = Case.objects.filter(client=OuterRef("pk"), closed_on=None)
    clients = (
        _with_hold()
        .filter(erased_at=None)
        .annotate(ended_on=Max("cases__closed_on"), is_open=Exists(open_cases))
        .filter(is_open=False, ended_on__lte=months_after(today(), -months))
    )
    yield from _rows(clients, "closed", months)


def _declined(months: int) -> Iterator[DueRow]:
    others = Intake.objects.filter(client=OuterRef("pk")).exclude(status="declined")
    clients = (
        _with_hold()
        .filter(erased_at=None, cases=None)
        .annotate(ended_at=Max("intakes__ended_at"), goes_on=Exists(others))
        .filter(goes_on=False, ended_at__isnull=False)
    )
    found = list(clients.filter(ended_at__date__lte=months_after(today(), -months)))
    for client in found:
        client.ended_on = client.ended_at.date()
    yield from _rows(found, "declined", months)


def _rows(clients: Any, kind: str, months: int) -> Iterator[DueRow]:
    found = list(clients[: 2 * MOST_SHOWN])
    preload({client.key_id for client in found})
    for client in found:
        until = keep_until(client.ended_on, months, _born(client))
        if until <= today():
            label = KINDS[kind].label
            yield DueRow(client, kind, label, client.ended_on, until, client.held)


def _born(client: Client) -> date | None:
    """Return the birth date, the latest possible one where only the year is known."""
    if client.birth_date:
        born: date = client.birth_date
        return born
    year = client.birth_year or ""
    return date(int(year), 12, 31) if year.isdigit() else None


def _stubs() -> Iterator[DueRow]:
    gone = Client.objects.filter(erased_at__isnull=False, stub_until__lte=today())
    for client in gone.order_by("stub_until")[:MOST_SHOWN]:
        assert client.erased_at is not None
        assert client.stub_until is not None
        erased_on = client.erased_at.date()
        yield DueRow(client, "stub", KINDS["stub"].label, erased_on, client.stub_until, held=False)
