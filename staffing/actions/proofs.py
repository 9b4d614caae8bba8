"""Writes: somebody else confirms what a member said of licence, insurance and pledge."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require, require_person
from clinic.access.refusals import Blocked
from clinic.audit import record
from staffing.actions.profiles import locked_licence, locked_profile, refuse_if_changed
from staffing.models import Licence, Profile
from staffing.rules import INSURANCE, PLEDGE

_FIELDS = {INSURANCE: "insured", PLEDGE: "pledge"}


@action("licence.confirmed")
def confirm_licence(actor: Actor, *, licence: Licence) -> Licence:
    """Say that one looked it up at the bar or agency; the holder's own word is not enough."""
    require(actor, "profile.confirm", licence)
    require_person(actor, licence)
    licence = locked_licence(licence)
    _refuse_own(actor, licence.profile)
    if licence.confirmed_at is not None:
        raise Blocked(_("This is confirmed already."), code="confirmed_already", target=licence)
    licence.confirmed_at, licence.confirmed_by = timezone.now(), seat_of(actor)
    licence.save(update_fields=["confirmed_at", "confirmed_by"])
    record(actor, "licence.confirmed", licence)
    return licence


@action("proof.confirmed")
def confirm_proof(actor: Actor, *, profile: Profile, proof: str, version: int) -> Profile:
    """Say that one saw the insurance or the signed pledge.

    :param version: of the profile that was seen, so that nobody confirms another day
    """
    require(actor, "profile.confirm", profile)
    require_person(actor, profile)
    profile, field = _proof_of(profile, proof)
    _refuse_own(actor, profile)
    refuse_if_changed(profile, version)
    if getattr(profile, f"{field}_until") is None:
        raise Blocked(_("There is nothing to confirm yet."), code="nothing_said", target=profile)
    if getattr(profile, f"{field}_confirmed_at") is not None:
        raise Blocked(_("This is confirmed already."), code="confirmed_already", target=profile)
    setattr(profile, f"{field}_confirmed_at", timezone.now())
    setattr(profile, f"{field}_confirmed_by", seat_of(actor))
    profile.version += 1
    profile.save()
    record(actor, "proof.confirmed", profile, detail={"proof": proof})
    return profile


@action("proof.withdrawn")
def withdraw_proof(actor: Actor, *, profile: Profile, proof: str) -> Profile:
    """Take a confirmation back, when the insurance ended or the pledge was broken."""
    require(actor, "profile.confirm", profile)
    profile, field = _proof_of(profile, proof)
    if getattr(profile, f"{field}_confirmed_at") is None:
        raise Blocked(_("Nobody has confirmed this."), code="not_confirmed", target=profile)
    setattr(profile, f"{field}_confirmed_at", None)
    setattr(profile, f"{field}_confirmed_by", None)
    profile.version += 1
    profile.save()
    record(actor, "proof.withdrawn", profile, detail={"proof": proof})
    return profile


def _proof_of(profile: Profile, proof: str) -> tuple[Profile, str]:
    if proof not in _FIELDS:
        raise ValueError("Not a proof that a profile holds.")
    return locked_profile(profile), _FIELDS[proof]


def _refuse_own(actor: Actor, profile: Profile) -> None:
    if profile.membership_id == actor.membership_id:
        raise Blocked(
            _("Nobody confirms this for themselves. Ask another person."),
            code="own_word",
            target=profile,
        )
