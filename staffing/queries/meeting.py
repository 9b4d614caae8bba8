"""Does a name of somebody here resemble one in a matter, and was it said that they are two people.

Names of the matter are compared here and never returned: a reader learns that a name resembles one,
not whose it is or what that person is to the client.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from clients.models import Client
from clients.queries.parties import OWN, active_parties
from clients.rules.conflict import Bearing, PartyKind, bearing
from clients.rules.matching import ReadName, compare
from clients.rules.names import Known
from clinic.vault import blind
from clinic.vault.keys import clinic_keys
from clinic.vault.models import ClinicKey
from staffing.models import Namesake
from staffing.queries.people import Facts

OPPOSED, OTHER = "opposed", "other"
KIND = "namesake"
Marks = Mapping[tuple[UUID, UUID], Collection[bytes]]


@dataclass(frozen=True)
class Opposite:
    """A name in a matter, and whether its bearer stands against the client."""

    name: ReadName
    opposed: bool


def opposites_of(client: Client) -> list[Opposite]:
    """Return the names in a matter, without the client's own."""
    return [
        opposite(row.name, row.kind, row.is_organisation)
        for row in active_parties(client)
        if row.kind not in OWN and row.name
    ]


def opposite(name: str, kind: str, is_organisation: bool, known: Known | None = None) -> Opposite:
    means = bearing(PartyKind.VOLUNTEER_FIRM, PartyKind(kind))
    return Opposite(ReadName(name, is_organisation, known=known), means is Bearing.CONFLICT)


def met(names: Iterable[ReadName], others: Sequence[Opposite]) -> str:
    """Return "opposed" where a name resembles one on the other side, else "other" or nothing."""
    found = ""
    for name in names:
        for other in others:
            if found and not other.opposed:
                continue
            if compare(name, other.name).is_possible:
                if other.opposed:
                    return OPPOSED
                found = OTHER
    return found


def met_by(one: Facts, others: Sequence[Opposite], client: UUID, said: Marks) -> str:
    """Return what `met` does, and nothing where it was said that they are two people."""
    found = met(one.names, others)
    marks = said.get((client, one.seat.pk), ()) if found else ()
    return "" if marks and not set(marks).isdisjoint(marks_now(one.names, others)) else found


def marks_now(names: Iterable[ReadName], others: Sequence[Opposite]) -> list[bytes]:
    """Return the mark of all pairs that resemble each other, under each search key, newest first.

    A name more, on either side, is another mark: what was said of fewer names says nothing of it.
    """
    pairs = sorted(
        f"{name.plain}\t{other.name.plain}\t{other.opposed}"
        for name in names
        for other in others
        if compare(name, other.name).is_possible
    )
    if not pairs:
        return []
    secrets = [key.secret for key in clinic_keys(ClinicKey.SEARCH)]
    return [blind.token_under(secret, KIND, "\n".join(pairs)) for secret in secrets]


def standing_marks(clients: Collection[UUID]) -> Marks:
    """Return the marks of what was said, by client and member, in one statement."""
    found: dict[tuple[UUID, UUID], list[bytes]] = defaultdict(list)
    rows = Namesake.objects.filter(client__in=clients, ended_at=None)
    for client, member, mark in rows.values_list("client_id", "membership_id", "mark"):
        found[client, member].append(bytes(mark))
    return found
