"""Writes: one's own profile and licences."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions import keep_clinic_names
from clients.actions.rows import seat_of
from clients.rules.conflict import PartyKind
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked, Refused
from clinic.audit import record
from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn
from clinic.vault.keys import create_client_key
from staffing.models import Licence, Profile
from staffing.rules import JURISDICTIONS, LICENCES, LONGEST_YEARS

SENT_TWICE = "sent_twice"
DETAILS = (
    "kind", "other_names", "firm", "languages", "place", "wishes", "time_zone", "matters", "avoids",
    "capacity", "insured_until", "pledge_on", "pledge_until",
)  # fmt: skip
_LISTS = frozenset({"other_names", "languages", "matters", "avoids"})
# What somebody else confirmed ends when it is said anew.
_CONFIRMED = {
    "insured": frozenset({"insured_until"}),
    "pledge": frozenset({"pledge_on", "pledge_until"}),
}


@action("profile.changed")
def change_profile(
    actor: Actor,
    *,
    details: Mapping[str, Any],
    version: int,
    profile: Profile | None = None,
    profile_id: UUID | None = None,
) -> Profile:
    """Say what one can do and carry; the firm's name joins every conflict check at once.

    :param version: of what was seen before, 0 where nothing was said yet
    :param profile: the one that was looked at; somebody else's is refused
    :param profile_id: of the row to make, where a program names it so that it is made once
    :raises Blocked: it changed meanwhile, or a day is impossible
    """
    require(actor, "profile.edit", profile)
    if seat_of(actor).is_system:
        raise Refused(_("A program is nobody to give a case."), code="not_a_person")
    take_turn()  # before any row is locked: names are written one after another
    seat = seat_of(actor)
    rows = Profile.objects.select_for_update(of=("self",)).select_related("key")
    current = rows.filter(membership=seat).first()
    if current is not None and profile_id is not None:
        raise Blocked(
            _("You have written a profile already. Change that one."),
            code="profile_there",
            target=current,
        )
    refuse_if_changed(current, version)
    profile = current
    if profile is None:
        profile = Profile(
            pk=profile_id or new_id(),
            key=create_client_key(),
            membership=seat,
            version=0,
            capacity=0,
        )
    changed = [name for name in DETAILS if name in details and _differs(profile, details, name)]
    for name in changed:
        setattr(profile, name, details[name] or ([] if name in _LISTS else _empty(name)))
    _refuse_impossible(profile)
    for proof, fields in _CONFIRMED.items():
        if fields & set(changed):
            setattr(profile, f"{proof}_confirmed_at", None)
            setattr(profile, f"{proof}_confirmed_by", None)
    profile.version += 1
    profile.save(force_insert=profile.version == 1)
    if "firm" in changed:
        keep_firm(actor, profile)
    record(actor, "profile.changed", profile, changes=changed)
    return profile


def keep_firm(actor: Actor, profile: Profile) -> None:
    """Let every conflict check compare the firm; a clearance that it touches ends at once."""
    keep_clinic_names(
        actor, kind=PartyKind.VOLUNTEER_FIRM.value, ref=profile.pk,
        names=[profile.firm] if profile.firm else [], is_organisation=True,
    )  # fmt: skip


@action("licence.added")
def add_licence(
    actor: Actor,
    *,
    profile: Profile,
    form_token: UUID,
    kind: str,
    jurisdiction: str,
    number: str,
    expires_on: date,
) -> Licence:
    """Write down a licence of one's own; it counts from when somebody else confirmed it."""
    require(actor, "profile.edit", profile)
    if kind not in LICENCES or jurisdiction not in JURISDICTIONS:
        raise ValueError("Not a licence that is known.")
    profile = locked_profile(profile)
    if Licence.objects.filter(pk=form_token).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)
    _refuse_day(profile, expires_on)
    licence = Licence(
        pk=form_token, key=profile.key, profile=profile, kind=kind, jurisdiction=jurisdiction,
        number=number.strip() or None, expires_on=expires_on,
    )  # fmt: skip
    licence.save(force_insert=True)
    record(actor, "licence.added", licence, detail={"kind": kind})
    return licence


@action("licence.removed")
def remove_licence(actor: Actor, *, licence: Licence) -> Licence:
    """Take a licence back: its holder, or who confirms them, when it is suspended or replaced."""
    capability = (
        "profile.edit"
        if actor.membership_id == licence.profile.membership_id
        else ("profile.confirm")
    )
    require(actor, capability, licence)
    licence = locked_licence(licence)
    licence.removed_at, licence.removed_by = timezone.now(), seat_of(actor)
    licence.save(update_fields=["removed_at", "removed_by"])
    record(actor, "licence.removed", licence)
    return licence


def locked_profile(profile: Profile) -> Profile:
    rows = Profile.objects.select_for_update(of=("self",)).select_related("key", "membership")
    return rows.get(pk=profile.pk)


def locked_licence(licence: Licence) -> Licence:
    locked_profile(licence.profile)
    rows = Licence.objects.select_for_update(of=("self",)).select_related("key", "profile__key")
    current = rows.get(pk=licence.pk)
    if current.removed_at is not None:
        raise Blocked(_("This licence was taken back."), code="removed_already", target=current)
    return current


def refuse_if_changed(profile: Profile | None, version: int) -> None:
    if version != (profile.version if profile else 0):
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=profile,
        )


def _differs(profile: Profile, details: Mapping[str, Any], name: str) -> bool:
    return (details[name] or None) != (getattr(profile, name) or None)


def _empty(name: str) -> Any:
    return {"capacity": 0, "time_zone": "", "kind": "volunteer"}.get(name)


def _refuse_impossible(profile: Profile) -> None:
    on, until = profile.pledge_on, profile.pledge_until
    if on is not None and on > today():
        raise Blocked(
            _("A pledge cannot be signed on a future day."), code="future_day", target=profile
        )
    if (on is None) != (until is None) or (on and until and until <= on):
        raise Blocked(
            _("Say when the pledge was signed and until which later day it holds."),
            code="days_out_of_range",
            target=profile,
        )
    for day in (until, profile.insured_until):
        if day is not None:
            _refuse_day(profile, day)


def _refuse_day(profile: Profile, day: date) -> None:
    if day.year > today().year + LONGEST_YEARS:
        raise Blocked(
            _("This day is too far away. Look at the year again."),
            code="days_out_of_range",
            target=profile,
        )
