"""Whose clearance a new name touches, and the names the clinic itself is bound to."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients.models import NOT_RUN, Client, ClinicName, ConflictCheck, PartyToken
from clients.queries.matches import MAKING, Sought, blind_names, blind_number, find_among
from clients.queries.together import touched_together
from clients.rules.matching import Match, ReadName, compare
from clients.rules.names import words_of
from clients.rules.nearness import nearness

# More names at once, as a list brings them, are asked about together.
MOST_ASKED_APART = 20


@dataclass(frozen=True)
class FoundName:
    """A name of a matter that resembles one the clinic is bound to."""

    sought: Sought
    other: ClinicName
    score: float
    reasons: tuple[str, ...]


def checked_clients() -> QuerySet[Client]:
    """Return whose conflicts were checked at least once: only they have a clearance to lose."""
    checks = ConflictCheck.objects.filter(client=OuterRef("pk"))
    standing = Client.objects.filter(erased_at=None, merged_into=None)
    return standing.filter(~Q(conflict_state=NOT_RUN) | Exists(checks))


def touched_by(sought: Sequence[Sought], *, beside: UUID | None = None) -> list[UUID]:
    """Return the clients whose check would find one of these names, in the order of their ids.

    The comparison is the check's own. Names that are being made findable anew are left for later:
    see `actions.clearances`.
    """
    if beside is None and len(sought) > MOST_ASKED_APART:
        return sorted(touched_together(sought, checked_clients()))
    found = find_among(sought, beside=beside, clients=checked_clients())
    return sorted({match.other.client_id for match in found})


def clinic_names() -> list[ClinicName]:
    return list(ClinicName.objects.filter(removed_at=None).order_by("id"))


def sought_name(row: ClinicName) -> Sought:
    """Return a name the clinic is bound to as something to look for among the parties."""
    name = row.name or ""
    numbers = frozenset(blind_number(kind, value) for kind, value in row.numbers or ())
    names = blind_names(name, organisation=row.is_organisation)
    return Sought(row.pk, name, row.is_organisation, names, numbers)


def find_clinic_names(sought: Sequence[Sought]) -> list[FoundName]:
    """Return which names of a matter resemble one the clinic is bound to, best first."""
    rows = [(row, sought_name(row), ReadName(row.name or "", row.is_organisation))
            for row in clinic_names()]  # fmt: skip
    found = []
    for one in sought:
        mine = ReadName(one.name, one.is_organisation)
        for row, theirs, read in rows:
            if one.numbers & theirs.numbers:
                found.append(FoundName(one, row, 1.0, ("identifier",)))
                continue
            if not nearness(one.names, theirs.names.keys(), words_of(theirs.names)):
                continue
            match: Match = compare(mine, read)
            if match.is_possible:
                found.append(FoundName(one, row, match.score, match.reasons))
    return sorted(found, key=lambda match: -match.score)


def names_in_preparation() -> bool:
    """Tell whether tokens are being made anew, so that nobody could be found for certain."""
    return PartyToken.objects.filter(making__lt=MAKING).exists()
