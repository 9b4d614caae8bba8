"""What a clinic's policy lets go by now; a hold beats it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from cases.models import Case
from clients.models import Client, Intake
from clients.policy import outside_walls
from clinic.access.actor import Actor
from clinic.tenancy.current import begin_of, day_of, today
from clinic.vault.keys import preload
from records.models import Hold, RetentionRule
from records.queries.standing import OPEN_INTAKES, in_lists
from records.rules import KINDS, keep_until, months_after

MOST_SHOWN = 200
# Rows of a record and of what was joined into it: one person, who goes or stays as a whole.
OF_BOTH = Q(client=OuterRef("pk")) | Q(client__merged_into=OuterRef("pk"))


@dataclass(frozen=True)
class DueRow:
    """A record whose time is over: a code name and dates, nothing of the person."""

    client: Client
    kind: str
    label: Any
    ended_on: date
    until: date
    held: bool
    # A list that nobody is done with still tells of it.
    in_list: bool = False

    @property
    def stays(self) -> bool:
        return self.held or self.in_list


def months_for() -> dict[str, int]:
    """Return the bound clinic's policy, its own rules over the defaults."""
    own = dict(RetentionRule.objects.values_list("kind", "months"))
    return {kind: own.get(kind, rule.months) for kind, rule in KINDS.items()}


def file_months() -> int:
    """Return for how many months the file of a closed case is kept."""
    return months_for()["closed"]


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
    rows = [
        *_closed(actor, months["closed"]), *_declined(actor, months["declined"]), *_stubs(actor)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.until)[:MOST_SHOWN]


def _standing(actor: Actor) -> Any:
    """Return records that stand for a person, with what any record of that person says."""
    cases, intakes = Case.objects.filter(OF_BOTH), Intake.objects.filter(OF_BOTH)
    last_case = cases.filter(closed_on__isnull=False).order_by("-closed_on")
    last_intake = intakes.filter(ended_at__isnull=False).order_by("-ended_at")
    clients = Client.objects.filter(merged_into=None, erased_at=None)
    clients = outside_walls(actor, clients, "pk")
    return clients.select_related("key").annotate(
        held=Exists(Hold.objects.filter(OF_BOTH, lifted_at=None)),
        had_case=Exists(cases),
        open_case=Exists(cases.filter(closed_on=None)),
        open_intake=Exists(intakes.filter(status__in=OPEN_INTAKES)),
        taken=Exists(intakes.exclude(status="declined")),
        closed_on=Subquery(last_case.values("closed_on")[:1], output_field=DateField()),
        ended_at=Subquery(last_intake.values("ended_at")[:1]),
    )


def _closed(actor: Actor, months: int) -> Iterator[DueRow]:
    over = months_after(today(), -months)
    clients = _standing(actor).filter(open_case=False, open_intake=False, closed_on__lte=over)
    found = list(clients.order_by("closed_on", "pk")[: 2 * MOST_SHOWN])
    yield from _rows([(client, client.closed_on) for client in found], "closed", months)


def _declined(actor: Actor, months: int) -> Iterator[DueRow]:
    over = months_after(today(), -months)
    before = begin_of(over + timedelta(days=1))
    clients = _standing(actor).filter(had_case=False, taken=False, ended_at__lt=before)
    found = list(clients.order_by("ended_at", "pk")[: 2 * MOST_SHOWN])
    yield from _rows([(client, day_of(client.ended_at)) for client in found], "declined", months)


def _rows(ended: Sequence[tuple[Any, date]], kind: str, months: int) -> Iterator[DueRow]:
    joined: dict[UUID, list[Client]] = defaultdict(list)
    into = [client.pk for client, _ended_on in ended]
    for client in Client.objects.filter(merged_into__in=into).select_related("key"):
        assert client.merged_into_id is not None
        joined[client.merged_into_id].append(client)
    both = [client for client, _ended_on in ended]
    both += [each for rows in joined.values() for each in rows]
    preload({client.key_id for client in both if client.erased_at is None})
    told = in_lists(client.pk for client in both)
    for client, ended_on in ended:
        together = [client, *joined[client.pk]]
        born = [_born(each) for each in together if each.erased_at is None]
        until = max(keep_until(ended_on, months, day) for day in born)
        if until <= today():
            label, in_list = KINDS[kind].label, any(each.pk in told for each in together)
            yield DueRow(client, kind, label, ended_on, until, client.held, in_list)


def _born(client: Client) -> date | None:
    """Return the birth date, the latest possible one where only the year is known."""
    if client.birth_date:
        born: date = client.birth_date
        return born
    year = client.birth_year or ""
    return date(int(year), 12, 31) if year.isdigit() else None


def _stubs(actor: Actor) -> Iterator[DueRow]:
    """Return what is left of erased records; of joined ones none goes before the last."""
    gone = Client.objects.filter(erased_at__isnull=False, merged_into=None)
    gone = outside_walls(actor, gone, "pk")
    until = Greatest("stub_until", Max("joined__stub_until"))  # of those that have one
    rows = gone.annotate(until=until).filter(until__lte=today())
    for client in rows.order_by("until", "pk")[:MOST_SHOWN]:
        assert client.erased_at is not None
        erased_on = day_of(client.erased_at)
        yield DueRow(client, "stub", KINDS["stub"].label, erased_on, client.until, held=False)
