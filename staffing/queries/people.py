"""What is known of everybody who could take a case: read in a handful of statements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.models import Assignment
from cases.queries import open_kinds
from clients.rules.matching import ReadName
from clients.rules.names import Known
from clinic.people.models import Membership
from clinic.tenancy.current import current_clinic
from clinic.vault.keys import preload
from staffing.models import Gate, Licence, Profile
from staffing.queries.training import trained_until
from staffing.rules import DOJ_FULL, FEDERAL, weight_of
from staffing.rules import Licence as LicenceFact
from staffing.rules.ranking import Person, Terms


@dataclass(frozen=True)
class Facts:
    """Somebody of the clinic, with the names that are compared with those of a matter."""

    seat: Membership
    person: Person
    names: tuple[ReadName, ...]
    firm: str = ""
    profile: Profile | None = None


def gate_now() -> Gate | None:
    found: Gate | None = Gate.objects.select_related("changed_by__user").first()
    return found


def terms_now() -> Terms:
    gate, clinic = gate_now(), current_clinic()
    if gate is None:
        return Terms(clinic.jurisdiction, training=clinic.asks_training)
    return Terms(
        clinic.jurisdiction, frozenset(gate.states), frozenset(gate.proofs), clinic.asks_training
    )


def facts_of(seats: Sequence[Membership], known: Known | None = None) -> list[Facts]:
    """Return what is known of these people; the caller has joined `user`.

    Another clinic's person has no profile here and is nobody to this one.
    """
    ids = [seat.pk for seat in seats]
    rows = {row.membership_id: row for row in Profile.objects.filter(membership__in=ids)}
    preload({row.key_id for row in rows.values()})
    licences = _licences({row.pk for row in rows.values()})
    loads = loads_of(ids)
    trained = trained_until(ids) if current_clinic().asks_training else {}
    return [
        Facts(
            seat,
            _person(
                seat.pk,
                rows.get(seat.pk),
                licences,
                loads.get(seat.pk, 0),
                trained.get(seat.pk, {}),
            ),
            names_of(seat, rows.get(seat.pk), known),
            (rows[seat.pk].firm or "") if seat.pk in rows else "",
            rows.get(seat.pk),
        )
        for seat in seats
    ]


def _person(
    member: UUID,
    row: Profile | None,
    licences: dict[UUID, list[LicenceFact]],
    load: int,
    trained: dict[str, date],
) -> Person:
    if row is None:
        return Person(member, load=load, trained=trained)
    return Person(
        member,
        languages=row.languages or (),
        matters=frozenset(row.matters),
        avoids=frozenset(row.avoids),
        capacity=row.capacity,
        load=load,
        licences=tuple(licences.get(row.pk, ())),
        insured_until=row.insured_until if row.insured_confirmed_at else None,
        pledge_until=row.pledge_until if row.pledge_confirmed_at else None,
        trained=trained,
    )


def _licences(profiles: Collection[UUID]) -> dict[UUID, list[LicenceFact]]:
    found: dict[UUID, list[LicenceFact]] = defaultdict(list)
    rows = Licence.objects.filter(profile__in=profiles, removed_at=None)
    for row in rows.defer("number"):
        fact = LicenceFact(
            row.kind, row.jurisdiction, row.expires_on, confirmed=row.confirmed_at is not None
        )
        found[row.profile_id].append(fact)
    return found


def appears_before(seat: Membership, *, court: bool, on: date) -> bool:
    """Tell whether somebody's accreditation, confirmed and in force, lets them appear there."""
    kinds = {DOJ_FULL} if court else FEDERAL
    rows = Licence.objects.filter(profile__membership=seat, removed_at=None, kind__in=kinds)
    return rows.filter(confirmed_at__isnull=False, expires_on__gte=on).exists()


def loads_of(members: Sequence[UUID]) -> dict[UUID, int]:
    """Return the weight of the open cases that each of these people carries; two statements."""
    found: dict[UUID, int] = defaultdict(int)
    carried = list(
        Assignment.objects.filter(
            membership__in=members, ended_at=None, case__closed_on=None
        ).values_list("membership_id", "case_id", "case__matter", "role")
    )
    kinds = open_kinds({case: matter for _member, case, matter, _role in carried})
    for member, case, _matter, role in carried:
        found[member] += weight_of(kinds[case], role)
    return found


def names_of(
    seat: Membership, profile: Profile | None, known: Known | None = None
) -> tuple[ReadName, ...]:
    """Return every name of a person and of the firm, ready to be compared."""
    own = [seat.user.name, *((profile.other_names or ()) if profile else ())]
    read = [ReadName(name, known=known) for name in own if name]
    if profile is not None and profile.firm:
        read.append(ReadName(profile.firm, True, known=known))
    return tuple(read)
