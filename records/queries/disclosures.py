"""What was seen, shared and taken out of one client's matter: read from the audit, line by line."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from clients.models import Client
from clinic.access.roles import ROLE_NAMES
from clinic.audit.models import DONE, AuditEntry
from clinic.people.models import Membership
from clinic.tenancy.current import begin_of, current_clinic, on_the_wall
from records.models import Demand, DemandItem
from records.queries.items import withheld_of
from records.queries.standing import records_of
from records.queries.told import Told
from records.rules import demands as rules
from records.rules.disclosures import DISCLOSURES, MADE_OF_EVERYBODY, OF_EVERYBODY, WHAT

# More than a matter sees in decades; a log that would leave out a line is not made.
MOST_LINES = 20_000


class TooManyLines(Exception):
    """A log would have more than `MOST_LINES` lines."""


def log_lines(demand: Demand, since: date | None) -> dict[str, Any]:
    """Return what a log keeps: `seen`, the acts in their order, and `kept`, what is kept back.

    In words of the language it is made in, for it is shown later as it stood.

    :raises TooManyLines: nothing is left out in silence
    """
    entries = list(_entries(demand, since)[: MOST_LINES + 1])
    if len(entries) > MOST_LINES:
        raise TooManyLines
    return {
        "zone": current_clinic().time_zone,
        "until": timezone.now().isoformat(),
        "seen": lines_of(entries),
        "kept": [_kept(item) for item in withheld_of(demand)],
    }


def _entries(demand: Demand, since: date | None) -> QuerySet[AuditEntry]:
    people = _people(demand)
    clients = [client.pk for client in people]
    cases = [demand.case_id] if demand.case_id else list(
        Case.objects.filter(client__in=clients).values_list("pk", flat=True)
    )  # fmt: skip
    about = Q(case_id__in=cases) | Q(client_id__in=clients, case_id=None)
    about |= Q(verb__in=OF_EVERYBODY, target_id__in=_copies_since(people))
    rows = AuditEntry.objects.filter(about, outcome=DONE, verb__in=list(DISCLOSURES))
    if since:
        rows = rows.filter(at__gte=begin_of(since))
    return rows.order_by("id")


def _copies_since(people: list[Client]) -> QuerySet[AuditEntry, UUID | None]:
    """Return the copies of the whole clinic that were made after the first record of her was.

    One that was made before and taken later holds nothing of her.
    """
    first = min(client.created_at for client in people)
    made = AuditEntry.objects.filter(verb=MADE_OF_EVERYBODY, outcome=DONE, at__gte=first)
    return made.values_list("target_id", flat=True)


def _people(demand: Demand) -> list[Client]:
    return list(records_of(demand.client))


def lines_of(entries: list[AuditEntry]) -> list[dict[str, str]]:
    """Return what the log says of each entry."""
    told, seats = Told(entries), _seats(entries)
    return [_line(entry, told, seats) for entry in entries]


def _seats(entries: list[AuditEntry]) -> Mapping[UUID, Membership]:
    seats = Membership.objects.filter(pk__in={entry.actor_id for entry in entries})
    return {seat.pk: seat for seat in seats.select_related("user")}


def _line(entry: AuditEntry, told: Told, seats: Mapping[UUID, Membership]) -> dict[str, str]:
    act = DISCLOSURES[entry.verb]
    what, to, release = told.about(entry)
    return {
        "at": on_the_wall(entry.at).strftime("%Y-%m-%d %H:%M"),
        "kind": act.kind,
        "heading": str(WHAT[act.kind]),
        "act": str(act.label),
        "who": _who(entry, seats),
        "what": what,
        "to": to,
        "release": release,
        "entry": str(entry.pk),
    }


def _who(entry: AuditEntry, seats: Mapping[UUID, Membership]) -> str:
    seat = seats.get(entry.actor_id) if entry.actor_id else None
    if seat is None:
        return _("Somebody with a link") if "link" in entry.actor_kind else _("Alcove")
    roles = ", ".join(str(ROLE_NAMES[role]) for role in seat.roles if role in ROLE_NAMES)
    return f"{seat.user.name} ({roles})" if roles else seat.user.name


def _kept(item: DemandItem) -> dict[str, str]:
    roles = ", ".join(str(ROLE_NAMES[role]) for role in item.author.roles if role in ROLE_NAMES)
    return {
        "made_on": item.made_on.isoformat(),
        "type": _("Note") if item.kind == rules.NOTE else _("Document"),
        "author": f"{item.author.user.name} ({roles})" if roles else item.author.user.name,
        "basis": str(rules.BASES[item.basis]),
        "description": item.description or "",
    }
