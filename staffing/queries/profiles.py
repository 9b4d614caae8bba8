"""Profiles as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cases.rules import CASE_ROLES, MATTERS
from clients.rules.details import LEVELS
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.access.roles import ROLE_NAMES
from clinic.people.models import Membership
from clinic.tenancy.current import today
from clinic.vault.keys import preload
from staffing.models import Licence, Profile
from staffing.policy import visible_profiles
from staffing.queries.people import loads_of
from staffing.rules import INSURANCE, KINDS, LICENCE, LICENCES, PLEDGE, STATES, state_of


@dataclass(frozen=True)
class Proof:
    """Something that holds until a day, and how it stands."""

    code: str
    until: date | None
    state: str
    label: object
    tone: str
    confirmed_by: str = ""

    @property
    def waits(self) -> bool:
        return self.state == "waits"


@dataclass(frozen=True)
class LicenceLine:
    licence: Licence
    kind: object
    proof: Proof


@dataclass(frozen=True)
class ProfileLine:
    """Somebody in the list of everybody who works on cases; `profile` is None before the first."""

    seat: Membership
    profile: Profile | None
    roles: str
    languages: tuple[str, ...]
    matters: tuple[str, ...]
    load: int
    proofs: tuple[Proof, ...]
    waits: bool


def profiles(actor: Actor) -> list[ProfileLine]:
    """Return everybody who can be on a case, by name."""
    seats = list(
        Membership.objects.filter(ended_at=None, is_system=False, user__is_active=True)
        .filter(roles__overlap=list(CASE_ROLES))
        .select_related("user")
        .order_by("user__name")
    )
    rows = {row.membership_id: row for row in visible_profiles(actor)}
    preload({row.key_id for row in rows.values()})
    held: dict[UUID, list[Licence]] = {}
    for licence in Licence.objects.filter(profile__in=rows.values(), removed_at=None):
        held.setdefault(licence.profile_id, []).append(licence)
    loads = loads_of([seat.pk for seat in seats])
    return [_line(seat, rows.get(seat.pk), held, loads.get(seat.pk, 0)) for seat in seats]


def _line(
    seat: Membership, row: Profile | None, held: dict[UUID, list[Licence]], load: int
) -> ProfileLine:
    roles = ", ".join(str(ROLE_NAMES[role]) for role in seat.roles)
    if row is None:
        return ProfileLine(seat, None, roles, (), (), load, (), False)
    papers = [_of_licence(one).proof for one in held.get(row.pk, ())]
    proofs = (*papers, *(proof for proof in _dates(row) if proof.state != "missing"))
    return ProfileLine(
        seat, row, roles,
        languages=languages_of(row),
        matters=tuple(matters_of(row.matters)),
        load=load,
        proofs=proofs,
        waits=any(proof.waits for proof in proofs),
    )  # fmt: skip


def languages_of(row: Profile) -> tuple[str, ...]:
    return tuple(
        " · ".join(
            filter(
                None,
                (
                    said.get("language"), said.get("dialect"),
                    _(LEVELS[said["level"]]) if said.get("level") in LEVELS else "",
                ),
            )
        )
        for said in row.languages or ()
    )  # fmt: skip


def _dates(row: Profile) -> tuple[Proof, Proof]:
    return (
        _proof(INSURANCE, row.insured_until, confirmed=row.insured_confirmed_at is not None),
        _proof(PLEDGE, row.pledge_until, confirmed=row.pledge_confirmed_at is not None),
    )


def proofs_of(row: Profile) -> tuple[Proof, Proof]:
    """Return how insurance and pledge stand and who confirmed them; the caller has joined those."""
    insured, pledged = _dates(row)
    return (
        replace(insured, confirmed_by=_name(row.insured_confirmed_by)),
        replace(pledged, confirmed_by=_name(row.pledge_confirmed_by)),
    )


def _name(seat: Membership | None) -> str:
    return seat.user.name if seat else ""


def _proof(code: str, until: date | None, *, confirmed: bool) -> Proof:
    state = state_of(until, confirmed=confirmed, on=today())
    label, tone = STATES[state]
    return Proof(code, until, state, label, tone)


def _of_licence(row: Licence, *, named: bool = False) -> LicenceLine:
    proof = _proof(LICENCE, row.expires_on, confirmed=row.confirmed_at is not None)
    proof = replace(proof, confirmed_by=_name(row.confirmed_by)) if named else proof
    return LicenceLine(row, LICENCES[row.kind], proof)


def licence_line(licence: Licence) -> LicenceLine:
    return _of_licence(licence)


def licences_of(profile: Profile) -> list[LicenceLine]:
    rows = Licence.objects.filter(profile=profile, removed_at=None)
    found = rows.select_related("key", "confirmed_by__user").order_by("id")
    return [_of_licence(row, named=True) for row in found]


def _joined(actor: Actor) -> Any:
    return visible_profiles(actor).select_related(
        "key", "membership__user", "insured_confirmed_by__user", "pledge_confirmed_by__user"
    )


def profile_of(actor: Actor, pk: UUID) -> Profile:
    """Return somebody's profile. :raises NotVisible: there is none for this actor"""
    found: Profile | None = _joined(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def own_profile(actor: Actor) -> Profile | None:
    """Return what the actor wrote of themselves, if anything yet."""
    found: Profile | None = _joined(actor).filter(membership_id=actor.membership_id).first()
    return found


def licence_of(actor: Actor, pk: UUID) -> Licence:
    rows = Licence.objects.filter(profile__in=visible_profiles(actor).values("pk"))
    found = rows.select_related("key", "profile__key", "profile__membership__user")
    licence = found.filter(pk=pk, removed_at=None).first()
    if licence is None:
        raise NotVisible
    return licence


def profile_said(profile: Profile | None) -> dict[str, Any]:
    """Return a profile as the form that changes it says it."""
    if profile is None:
        return {"version": 0, "kind": "volunteer"}
    said: dict[str, Any] = {
        "kind": profile.kind,
        "other_names": "\n".join(profile.other_names or ()),
        "firm": profile.firm or "",
        "place": profile.place or "",
        "wishes": profile.wishes or "",
        "time_zone": profile.time_zone,
        "matters": list(profile.matters),
        "avoids": list(profile.avoids),
        "capacity": profile.capacity,
        "insured_until": profile.insured_until,
        "pledge_on": profile.pledge_on,
        "pledge_until": profile.pledge_until,
        "version": profile.version,
    }
    for number, row in enumerate(profile.languages or ()):
        said |= {f"{part}-{number}": row.get(part, "") for part in ("language", "dialect", "level")}
    return said


def matters_of(codes: Iterable[str]) -> list[str]:
    return [str(MATTERS[code]) for code in codes if code in MATTERS]


def load_of(profile: Profile) -> int:
    return loads_of([profile.membership_id]).get(profile.membership_id, 0)


def kind_words(profile: Profile) -> object:
    return KINDS[profile.kind]
